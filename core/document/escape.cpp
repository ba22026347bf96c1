#include "document/escape.h"

#include "text/utf8.h"

namespace longhand::document {
namespace {

constexpr char32_t kReplacement = 0xfffd;

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }
bool is_break(char32_t c) { return c == '\t' || c == '\n' || c == '\r'; }
bool is_no_character(char32_t c) { return c == text::kBroken || c == 0xfffe || c == 0xffff; }

const char* entity(char32_t c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return nullptr;
  }
}

}  // namespace

std::string xml(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const char32_t c = text::take_code_point(text);
    const bool forbidden = is_no_character(c) || (is_control(c) && !is_break(c));
    if (const char* name = entity(c)) escaped += name;
    else text::append(escaped, forbidden ? kReplacement : c);
  }
  return escaped;
}

std::string hocr_string(std::string_view text) {
  std::string escaped = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return xml(escaped + '"');
}

std::string plain(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const char32_t c = text::take_code_point(text);
    if (is_control(c)) clean += ' ';
    else text::append(clean, c == text::kBroken ? kReplacement : c);
  }
  return clean;
}

}  // namespace longhand::document
