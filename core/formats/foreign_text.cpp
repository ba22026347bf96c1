#include "formats/foreign_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "text/plain_text.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

using namespace std::string_view_literals;

constexpr const char*
    kServer = "did the server send an error or index page instead of the file? Check the address";

/// How text is coded: the bytes of a unit, and whether the high one is first.
struct Coding {
  std::size_t unit;
  bool big_endian = false;
  std::size_t mark = 0;  ///< bytes of the byte order mark
};

/// By a byte order mark, or by zeros between ASCII characters.
Coding coding_of(std::string_view head) {
  if (head.starts_with("\xff\xfe\0\0"sv)) return {4, false, 4};
  if (head.starts_with("\0\0\xfe\xff"sv)) return {4, true, 4};
  if (head.starts_with("\xff\xfe")) return {2, false, 2};
  if (head.starts_with("\xfe\xff")) return {2, true, 2};
  const auto is_ascii = [head](std::size_t at) { return head[at] >= '\t' && head[at] <= '~'; };
  if (head.size() < 4) return {1};
  if (is_ascii(0) && !head[1] && is_ascii(2) && !head[3]) return {2, false};
  if (!head[0] && is_ascii(1) && !head[2] && is_ascii(3)) return {2, true};
  return {1};
}

std::string decode(std::string_view head, const Coding& coding) {
  std::string text;
  char32_t high = 0;
  for (std::size_t at = coding.mark; at + coding.unit <= head.size(); at += coding.unit) {
    char32_t value = 0;
    for (std::size_t i = 0; i < coding.unit; ++i) {
      const std::size_t place = at + (coding.big_endian ? i : coding.unit - 1 - i);
      value = value << 8 | std::uint8_t(head[place]);
    }
    if ((value & 0xfffffc00) == 0xd800) {
      high = value;
      continue;
    }
    if ((value & 0xfffffc00) == 0xdc00) value = 0x10000 + ((high & 0x3ff) << 10 | (value & 0x3ff));
    text::append(text, std::min<char32_t>(value, 0x1fffff));
  }
  return text;
}

/// Whether there are characters only, and no other controls than those of lines and columns. The
/// last character may be cut off.
bool is_readable(std::string_view text) {
  constexpr std::size_t kLongestCharacter = 4;
  while (!text.empty()) {
    const char32_t c = text::take_code_point(text);
    const bool controls = (c < ' ' && !text::is_space(c)) || (c >= 0x7f && c < 0xa0);
    if (controls || (c == text::kBroken && text.size() >= kLongestCharacter)) return false;
  }
  return true;
}

/// Whether it may be text in one of the codings that came before Unicode.
bool is_readable_bytes(std::string_view head) {
  const auto is_control = [](char c) {
    return std::uint8_t(c) < ' ' && !text::is_space(char32_t(c));
  };
  return head.size() >= 8 && std::none_of(head.begin(), head.end(), is_control) &&
         std::any_of(head.begin(), head.end(), [](char c) { return c == ' ' || c == '\n'; });
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = char(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return lowered;
}

bool is_html(std::string_view text) {
  const std::string lowered = lower(text);
  constexpr std::string_view kTags[] = {"<!doctype html", "<html", "<head", "<body", "<title",
                                        "<script",        "<meta", "<h1",   "<div",  "<p>"};
  return text.starts_with('<') && std::any_of(std::begin(kTags), std::end(kTags), [&](auto tag) {
           return lowered.find(tag) != std::string::npos;
         });
}

Foreign classify(std::string_view text) {
  if (is_html(text)) return {"an HTML page", kServer};
  if (text.starts_with("<?xml")) return {"an XML document", kServer};
  if (text.starts_with('{') || text.starts_with('[')) return {"JSON", kServer};
  if (text.starts_with("version https://git-lfs"))
    return {"a pointer of git-lfs", "fetch the file itself with git lfs pull"};
  if (text.find("\\data\\") != text.npos)
    return {"a language model in ARPA format",
            "give it as languageModel, or to --lm, beside a speech model"};
  return {"text", "check the address or path"};
}

}  // namespace

std::optional<Foreign> recognise_text(std::string_view head) {
  const Coding coding = coding_of(head);
  const std::string decoded = coding.unit > 1 ? decode(head, coding)
                                              : std::string(text::without_mark(head));
  const bool unicode = is_readable(decoded);
  if (!unicode && !is_readable_bytes(head)) return std::nullopt;
  const auto start = std::min(decoded.find_first_not_of(" \t\r\n\f\v"), decoded.size());
  const std::string_view text = std::string_view(decoded).substr(start);
  Foreign found = classify(text);
  found.excerpt = text::in_quotes(text);
  if (found.advice == kServer) return found;
  if (coding.unit > 1)
    return Foreign{"text in UTF-16 or UTF-32", "save it as UTF-8", found.excerpt};
  if (!unicode) return Foreign{"text that is not UTF-8", "save it as UTF-8", found.excerpt};
  return found;
}

}  // namespace longhand::formats
