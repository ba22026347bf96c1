#include "ocr/decode/charset.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace longhand::ocr {
namespace {

bool is_one_of(const std::string& script, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), script) != names.end();
}

/// Tesseract stores five ligatures that Unicode lacks as private-use characters.
std::string printed(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kLigatures = {{
      {"\uE003", "ct"},
      {"\uE006", "ſh"},
      {"\uE007", "ſi"},
      {"\uE008", "ſl"},
      {"\uE009", "ſſ"},
  }};
  for (const auto& [code, letters] : kLigatures) {
    if (text == code) return std::string(letters);
  }
  return text;
}

}  // namespace

Charset::Charset(const std::vector<formats::Unichar>& entries) {
  entries_.reserve(entries.size());
  for (const formats::Unichar& entry : entries) {
    const bool delimited = !is_one_of(entry.script,
                                      {"Han", "Thai", "Hangul", "Hiragana", "Katakana"});
    entries_.push_back({printed(entry.text), delimited,
                        (entry.properties & formats::kDigitProperty) != 0, entry.direction});
    if (is_one_of(entry.script, {"Han", "Katakana", "Thai"})) language_is_space_delimited_ = false;
  }
}

}  // namespace longhand::ocr
