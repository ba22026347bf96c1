#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <longhand/error.h>

namespace longhand {

/// A named part of a model file: a component of a `.traineddata`, a tensor of a `.safetensors`.
struct ModelPart {
  std::string name;
  std::size_t offset = 0;  ///< bytes from the start of the file
  std::size_t size = 0;    ///< bytes
};

/// One layer of a network, with the layers that it is made of.
struct LayerInfo {
  std::string kind;         ///< such as "lstm" or "fully connected, softmax"
  std::string name;         ///< as the file calls it; may be empty
  int inputs = 0;           ///< features in
  int outputs = 0;          ///< features out
  std::size_t weights = 0;  ///< parameters of this layer and of those below it
  std::vector<LayerInfo> children;
};

/// A word list inside a model.
struct DictionaryInfo {
  std::string name;  ///< "punctuation", "words" or "numbers"
  std::size_t edges = 0;
  std::size_t words = 0;  ///< entries of the list, patterns counted as one
};

/// What a model file holds, for people and tools; see `inspect`.
struct ModelInfo {
  std::string kind;     ///< "tesseract" for a `.traineddata`; of a `.safetensors` what it says
  std::string version;  ///< as the file says; may be empty
  std::size_t file_size = 0;  ///< bytes
  std::vector<ModelPart> parts;
  std::vector<std::string> unused;  ///< parts of a `.safetensors` that no described layer has:
                                    ///< loading fails
  std::string network;  ///< for people; of a `.traineddata` VGSL, such as "[1,36,0,1 Ct3,3,16 Mp3,3
                        ///< Lfys48 Lfx96 Lrx96 Lfx192 O1c111]"
  LayerInfo root;
  std::size_t weights = 0;       ///< parameters
  std::size_t weight_bytes = 0;  ///< memory that they take: 1 byte each for int8, 4 for float
  bool int8 = false;
  int labels = 0;  ///< softmax width, the blank included
  int blank = 0;
  std::size_t characters = 0;                  ///< entries of the character set
  std::map<std::string, std::size_t> scripts;  ///< characters per script
  std::vector<DictionaryInfo> dictionaries;
  std::map<std::string, std::string> config;
};

/// Tells what is in a model file (plain, not gzip'ed) after the same checks that loading it does:
/// what is described loads, unless it has unused parts. Of a `.safetensors` loading is
/// SpeechModel::load if its kind is "speech", OcrModel::load if it is "ocr", else
/// SequenceModel::load.
Result<ModelInfo> inspect(std::span<const std::uint8_t> bytes);

struct SlimOptions {
  bool dictionary = true;  ///< keep the word lists
};

/// Copies a `.traineddata` with only what recognition needs: network, character set, recoder,
/// configuration, version and, if asked for, word lists. Tesseract itself reads the result.
Result<std::vector<std::uint8_t>> slim(std::span<const std::uint8_t> bytes,
                                       const SlimOptions& options = {});

/// Copies a `.safetensors` model with its F32 and F16 matrices as I8: each row is scaled to
/// -127..127 by a factor of its own, kept in `NAME.scale`. Vectors become F32. Fails as loading the
/// model does.
Result<std::vector<std::uint8_t>> quantize(std::span<const std::uint8_t> bytes);

}  // namespace longhand
