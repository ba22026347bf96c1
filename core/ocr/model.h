#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <longhand/ocr.h>

#include "ocr/decode/charset.h"
#include "ocr/decode/dictionary.h"
#include "ocr/decode/recoder.h"
#include "ocr/guide/guide.h"
#include "ocr/line/line_network.h"

namespace longhand {

/// What a recogniser needs of a model, ready to use.
struct OcrModel::Impl {
  std::unique_ptr<const ocr::LineNetwork> network;
  ocr::Charset charset;
  ocr::Recoder recoder;
  int blank;
  std::shared_ptr<const std::uint8_t[]> bytes;        ///< what the dictionary refers to
  std::unique_ptr<const ocr::Dictionary> dictionary;  ///< may be null
  bool vertical = false;      ///< made for vertical text, as Tesseract's models called *_vert are
  bool keeps_spaces = false;  ///< spaces only where the search found them:
                              ///< `preserve_interword_spaces`, which Tesseract's vertical models
                              ///< lack though their horizontal ones have it
  std::vector<std::uint8_t> enabled;  ///< by unichar, as the model's own settings ask; empty =
                                      ///< all
  std::vector<std::string> label_texts;
  float sure_of_text = 88;  ///< confidence of text where nothing was told from noise before; what
                            ///< Tesseract's models see in noise and textures has at most 86
  decltype(&ocr::make_guide) make_guide = nullptr;  ///< null where patterns and the like are left
                                                    ///< out of the program

  /// The label_texts of its recoder.
  std::vector<std::string> texts_of_labels() const;
};

}  // namespace longhand
