#include "text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace longhand::text {
namespace {

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

struct Range {
  std::uint32_t first, last;
  const char* name;
};

constexpr const char* kControl = "control character";
constexpr const char* kMark = "combining mark";
constexpr const char* kDirection = "direction mark";
constexpr const char* kVariation = "variation selector";

constexpr Range kUnseen[] = {
    {0x00, 0x1f, kControl},
    {0x7f, 0x9f, kControl},
    {0xad, 0xad, "soft hyphen"},
    {0x300, 0x36f, kMark},
    {0x61c, 0x61c, kDirection},
    {0x180e, 0x180e, "vowel separator"},
    {0x1ab0, 0x1aff, kMark},
    {0x1dc0, 0x1dff, kMark},
    {0x200b, 0x200b, "zero width space"},
    {0x200c, 0x200c, "zero width non-joiner"},
    {0x200d, 0x200d, "zero width joiner"},
    {0x200e, 0x200f, kDirection},
    {0x202a, 0x202e, kDirection},
    {0x2060, 0x2060, "word joiner"},
    {0x2061, 0x2064, "invisible operator"},
    {0x2066, 0x206f, kDirection},
    {0x20d0, 0x20ff, kMark},
    {0xfe00, 0xfe0f, kVariation},
    {0xfe20, 0xfe2f, kMark},
    {0xfeff, 0xfeff, "byte order mark"},
    {0xfff9, 0xfffb, "annotation mark"},
    {0xfffd, 0xfffd, "replacement character"},
    {0xe0000, 0xe007f, "tag"},
    {0xe0100, 0xe01ef, kVariation},
};

/// Such as "U+200B".
std::string notation(char32_t code_point) {
  constexpr const char* kDigits = "0123456789ABCDEF";
  std::string text = "U+";
  for (int shift = code_point > 0xffff ? 20 : 12; shift >= 0; shift -= 4) {
    const unsigned digit = code_point >> shift & 15;
    if (digit > 0 || shift < 16 || text.size() > 2) text += kDigits[digit];
  }
  return text;
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const Form form = form_of(static_cast<std::uint8_t>(text.front()));
  text.remove_prefix(1);
  if (form.followers < 0 || text.size() < std::size_t(form.followers)) return kBroken;
  std::uint32_t code_point = form.bits;
  for (int k = 0; k < form.followers; ++k) {
    const auto byte = static_cast<std::uint8_t>(text[k]);
    if ((byte & 0xc0) != 0x80) return kBroken;
    code_point = code_point << 6 | (byte & 0x3fu);
  }
  if (code_point < form.least || !is_scalar(code_point)) return kBroken;
  text.remove_prefix(form.followers);
  return code_point;
}

void append(std::string& text, char32_t code_point) {
  const auto follower = [&](int shift) { text += char(0x80 | (code_point >> shift & 0x3f)); };
  if (code_point < 0x80) {
    text += char(code_point);
  } else if (code_point < 0x800) {
    text += char(0xc0 | code_point >> 6);
    follower(0);
  } else if (code_point < 0x10000) {
    text += char(0xe0 | code_point >> 12);
    follower(6);
    follower(0);
  } else {
    text += char(0xf0 | code_point >> 18);
    follower(12);
    follower(6);
    follower(0);
  }
}

bool is_utf8(std::string_view text) {
  while (!text.empty())
    if (take_code_point(text) == kBroken) return false;
  return true;
}

bool is_space(char32_t code_point) {
  return (code_point >= '\t' && code_point <= '\r') || code_point == ' ' || code_point == 0x85 ||
         code_point == 0xa0 || code_point == 0x1680 ||
         (code_point >= 0x2000 && code_point <= 0x200a) || code_point == 0x2028 ||
         code_point == 0x2029 || code_point == 0x202f || code_point == 0x205f ||
         code_point == 0x3000;
}

const char* unseen_name(char32_t code_point) {
  if (is_space(code_point)) return code_point == ' ' ? nullptr : "white space";
  const auto* range = std::lower_bound(std::begin(kUnseen), std::end(kUnseen), code_point,
                                       [](const Range& a, char32_t c) { return a.last < c; });
  return range != std::end(kUnseen) && range->first <= code_point ? range->name : nullptr;
}

std::string describe(char32_t code_point) {
  if (code_point == kBroken) return "a byte that is no UTF-8";
  if (const char* name = unseen_name(code_point)) return notation(code_point) + " (" + name + ")";
  std::string shown = "\"";
  append(shown, code_point);
  return shown + '"';
}

std::string in_quotes(std::string_view text) {
  constexpr int kLongest = 40;
  std::string shown = "\"";
  for (int count = 0; !text.empty() && count < kLongest; ++count) {
    const char32_t code_point = take_code_point(text);
    if (code_point == kBroken) shown += '?';
    else if (is_space(code_point)) shown += ' ';
    else if (unseen_name(code_point)) shown += '<' + notation(code_point) + '>';
    else append(shown, code_point);
  }
  return shown + (text.empty() ? "\"" : "...\"");
}

}  // namespace longhand::text
