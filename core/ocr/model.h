#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <longhand/ocr.h>

#include "nn/grid/network.h"
#include "ocr/decode/charset.h"
#include "ocr/decode/dictionary.h"
#include "ocr/decode/recoder.h"

namespace longhand {

/// What a recogniser needs of a model, ready to use.
struct OcrModel::Impl {
  std::shared_ptr<const std::uint8_t[]> bytes;  ///< the file, which the dictionary refers to
  nn::grid::Network network;
  ocr::Charset charset;
  ocr::Recoder recoder;
  std::optional<ocr::Dictionary> dictionary;
  int blank;
  std::int64_t noise_seed;
  bool vertical;      ///< made for vertical text, as Tesseract's models called *_vert are
  bool keeps_spaces;  ///< spaces only where the search found them: `preserve_interword_spaces`,
                      ///< which Tesseract's vertical models lack though their horizontal ones have
                      ///< it
  std::vector<std::string> label_texts;
  std::vector<std::uint8_t> enabled;  ///< by unichar, as the model's own settings ask; empty = all

  Impl(std::shared_ptr<const std::uint8_t[]> file, nn::grid::Network built,
       const formats::Traineddata& data);
};

}  // namespace longhand
