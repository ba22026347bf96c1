#include "text/character_set.h"

#include <algorithm>

namespace longhand::text {
namespace {

bool is_letter_or_digit(std::string_view character) {
  const auto byte = static_cast<unsigned char>(character[0]);
  const int lower = byte | 0x20;
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'z');
}

/// Whether "a-z" begins at `characters`. UTF-8 sorts like the code points that it stands for.
bool begins_range(const std::vector<std::string_view>& characters, std::size_t n) {
  return n + 2 < characters.size() && characters[n + 1] == "-" &&
         is_letter_or_digit(characters[n]) && is_letter_or_digit(characters[n + 2]) &&
         characters[n] <= characters[n + 2];
}

}  // namespace

std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && size < 4 &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    ++size;
  }
  return text.substr(0, size);
}

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  for (; !text.empty(); text.remove_prefix(characters.back().size())) {
    characters.push_back(first_character(text));
  }
  return characters;
}

CharacterSet::CharacterSet(std::string_view text) {
  const std::vector<std::string_view> characters = characters_of(text);
  for (std::size_t n = 0; n < characters.size(); ++n) {
    const std::string_view first = characters[n];
    if (begins_range(characters, n)) n += 2;
    ranges_.emplace_back(first, characters[n]);
  }
}

bool CharacterSet::contains(std::string_view character) const {
  return std::ranges::any_of(ranges_, [character](const auto& range) {
    return range.first <= character && character <= range.second;
  });
}

}  // namespace longhand::text
