#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/tesseract_charset.h"

namespace longhand::ocr {

/// The labels of an alphabet as characters, the space first.
struct AlphabetCharacters {
  std::vector<formats::Unichar> characters;
  std::vector<std::vector<int>> codes;  ///< the label of each; none for a space that no label has
};

/// alphabet: UTF-8 of each label. The blank and labels without text are no characters.
AlphabetCharacters characters_of(std::span<const std::string> alphabet, int blank);

}  // namespace longhand::ocr
