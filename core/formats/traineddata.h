#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

#include "formats/edge_list.h"
#include "nn/layer_spec.h"

namespace longhand::formats {

/// One line of a Tesseract `lstm-unicharset`.
struct Unichar {
  std::string text;              ///< UTF-8; " " for the entry that the file calls NULL
  std::uint32_t properties = 0;  ///< 1 alpha, 2 lower, 4 upper, 8 digit, 16 punctuation
  std::string script;
  int other_case = 0;
  int direction = 0;  ///< Unicode bidi class as ICU numbers it: 0 = left to right, 1 = right to
                      ///< left, ...
  int mirror = 0;
};

/// A word list as a directed acyclic word graph, edges as the file packs them.
struct Dawg {
  int unicharset_size = 0;
  EdgeList edges;
};

/// Everything that recognition needs of a `.traineddata`, as plain data. The word lists refer to
/// the bytes that were read.
struct Traineddata {
  nn::LayerSpec network;
  std::string network_spec;  ///< VGSL text, informative
  std::string version;
  bool int_mode = false;
  std::int32_t sample_iteration = 0;  ///< seeds the convolution's border noise
  int blank = 0;                      ///< CTC blank, a label of the softmax
  std::vector<Unichar> charset;
  std::vector<std::vector<int>> codes;  ///< per charset entry (plus perhaps one): its label
                                        ///< sequence, length 0..9
  std::optional<Dawg> punctuation, words, numbers;
  std::map<std::string, std::string> config;
};

/// Reads an uncompressed `.traineddata` with an LSTM component. Fails with invalid_model or
/// unsupported_model; memory is bounded by a small multiple of the file's size.
Result<Traineddata> read_traineddata(std::span<const std::uint8_t> bytes);

}  // namespace longhand::formats
