#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <longhand/error.h>

#include "formats/tesseract_charset.h"
#include "formats/tesseract_dawg.h"
#include "nn/grid/layer_spec.h"

namespace longhand::formats {

/// Everything that recognition needs of a `.traineddata`, as plain data. The word lists refer to
/// the bytes that were read.
struct Traineddata {
  nn::grid::LayerSpec network;
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
