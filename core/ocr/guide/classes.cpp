#include "ocr/guide/classes.h"

#include <algorithm>

#include "ocr/decode/bidi.h"
#include "text/character_set.h"
#include "text/utf8.h"

namespace longhand::ocr {
namespace {

/// 0 for characters of several code points.
char32_t code_point(std::string_view text) {
  const char32_t first = text::take_code_point(text);
  return text.empty() ? first : 0;
}

bool is_upper(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

/// The list between brackets; empty if it is none.
std::string_view listed(std::string_view name) {
  const bool brackets = name.size() > 2 && name.front() == '[' && name.back() == ']';
  return brackets ? name.substr(1, name.size() - 2) : std::string_view();
}

template <class Belongs>
std::vector<std::string> those_that(const Charset& charset, Belongs belongs) {
  std::vector<std::string> members;
  for (int id = 0; id < charset.size(); ++id)
    if (id != kSpace && !charset.text(id).empty() && belongs(id))
      members.push_back(charset.text(id));
  std::ranges::sort(members);
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return members;
}

}  // namespace

bool is_letter(const Charset& charset, int unichar) {
  const int direction = charset.direction(unichar);
  return direction == kLeftToRight || direction == kRightToLeft || direction == kArabicLetter;
}

std::vector<std::string> class_members(std::string_view name, const Charset& charset) {
  const auto of = [&](auto belongs) { return those_that(charset, belongs); };
  const auto by_code = [&](bool (*belongs)(char32_t)) {
    return of([&](int id) { return belongs(code_point(charset.text(id))); });
  };
  if (name == "digit") return of([&](int id) { return charset.is_digit(id); });
  if (name == "letter") return of([&](int id) { return is_letter(charset, id); });
  if (name == "upper") return by_code(is_upper);
  if (name == "lower") return by_code(is_lower);
  if (name == "any") return of([](int) { return true; });
  if (listed(name).empty()) return {};
  const text::CharacterSet list(listed(name));
  return of([&](int id) { return list.contains(charset.text(id)); });
}

}  // namespace longhand::ocr
