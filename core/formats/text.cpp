#include "formats/text.h"

#include <algorithm>
#include <cstdint>

namespace longhand::formats {
namespace {

constexpr std::string_view kSpace = " \t\v\f\r";

/// Bytes after a lead byte, and the smallest code point that needs so many.
struct Form {
  int followers;
  std::uint32_t bits;
  std::uint32_t least;
};

Form form_of(std::uint8_t lead) {
  if (lead < 0x80) return {0, lead, 0};
  if (lead >= 0xc2 && lead < 0xe0) return {1, lead & 0x1fu, 0x80};
  if (lead >= 0xe0 && lead < 0xf0) return {2, lead & 0x0fu, 0x800};
  if (lead >= 0xf0 && lead < 0xf5) return {3, lead & 0x07u, 0x10000};
  return {-1, 0, 0};
}

bool is_scalar(std::uint32_t code_point) {
  return code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff);
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Form form = form_of(static_cast<std::uint8_t>(text[i++]));
    std::uint32_t code_point = form.bits;
    if (form.followers < 0) return false;
    for (int k = 0; k < form.followers; ++k, ++i) {
      if (i == text.size() || (static_cast<std::uint8_t>(text[i]) & 0xc0) != 0x80) return false;
      code_point = code_point << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3fu);
    }
    if (code_point < form.least || !is_scalar(code_point)) return false;
  }
  return true;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::string shown(text.substr(0, kLongest));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return '"' + shown + (text.size() > kLongest ? "...\"" : "\"");
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string_view> split_fields(std::string_view line, std::size_t most) {
  std::vector<std::string_view> fields;
  std::size_t start = line.find_first_not_of(kSpace);
  while (start != std::string_view::npos && fields.size() < most) {
    const std::size_t end = line.find_first_of(kSpace, start);
    fields.push_back(line.substr(start, end - start));
    start = line.find_first_not_of(kSpace, end);
  }
  return fields;
}

}  // namespace longhand::formats
