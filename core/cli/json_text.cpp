#include "json_text.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "text/utf8.h"

namespace longhand::cli {
namespace {

std::string escaped(char32_t code_point) {
  switch (code_point) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  char text[8];
  std::snprintf(text, sizeof text, "\\u%04x", unsigned(code_point));
  return text;
}

bool needs_escape(char32_t code_point) {
  return code_point < 0x20 || code_point == '"' || code_point == '\\';
}

bool opens(char c) { return c == '{' || c == '['; }
bool closes(char c) { return c == '}' || c == ']'; }

/// Behind the string's closing quote.
std::size_t string_end(std::string_view json, std::size_t opening_quote) {
  std::size_t at = opening_quote + 1;
  while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return at + 1;
}

}  // namespace

JsonText::JsonText(std::string_view text) : text_("\"") {
  while (!text.empty()) {
    const char32_t next = text::take_code_point(text);
    if (needs_escape(next)) text_ += escaped(next);
    else text::append(text_, next == text::kBroken ? U'\ufffd' : next);
  }
  text_ += '"';
}

JsonText::JsonText(double value) : text_("null") {
  if (!std::isfinite(value)) return;
  char digits[400];  // the largest number has 309 of them
  const auto end = std::to_chars(digits, std::end(digits), value, std::chars_format::fixed).ptr;
  text_.assign(digits, end);
  if (text_.find('.') == text_.npos) text_ += ".0";
}

JsonText JsonText::object(const std::vector<Member>& members) {
  JsonText json;
  for (const auto& [name, value] : members)
    json.text_ += (json.text_.empty() ? "{" : ",") + JsonText(name).text_ + ':' + value.text_;
  json.text_ += members.empty() ? "{}" : "}";
  return json;
}

JsonText JsonText::array(const std::vector<JsonText>& items) {
  JsonText json;
  for (const JsonText& item : items) json.text_ += (json.text_.empty() ? "[" : ",") + item.text_;
  json.text_ += items.empty() ? "[]" : "]";
  return json;
}

std::string JsonText::indented() const {
  std::string out, line = "\n";  // and what stands before the text of a line
  for (std::size_t at = 0; at < text_.size();) {
    const char c = text_[at];
    if (closes(c) && !opens(text_[at - 1])) out += line.erase(line.size() - 2);
    const std::size_t end = c == '"' ? string_end(text_, at) : at + 1;
    out.append(text_, at, end - at);
    if (opens(c) && !closes(text_[end])) out += line += "  ";
    if (c == ',') out += line;
    if (c == ':') out += ' ';
    at = end;
  }
  return out;
}

}  // namespace longhand::cli
