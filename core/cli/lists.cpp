#include "lists.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "commands.h"
#include "files.h"
#include "text/utf8.h"

namespace longhand::cli {
namespace {

struct Line {
  std::size_t number;  ///< from 1 on
  std::string text;
};

/// Without white space at its ends.
std::string_view trimmed(std::string_view text) {
  std::size_t first = text.size(), end = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t at = text.size() - rest.size();
    if (text::is_space(text::take_code_point(rest))) continue;
    first = std::min(first, at);
    end = text.size() - rest.size();
  }
  return text.substr(first, end > first ? end - first : 0);
}

/// The lines that say something. They end with LF, CR LF or CR.
std::vector<Line> read_lines(const std::string& path) {
  const Bytes bytes = read_model_file(path);
  const auto found = list_text(bytes);
  if (!found) throw Failure(name_for_messages(path) + ": " + found.error().message);
  std::string_view text = *found;
  std::vector<Line> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && line[0] != '#') lines.push_back({number, std::string(line)});
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  }
  return lines;
}

Hotword parse_hotword(const Line& line, const std::string& name) {
  Hotword hotword;
  const auto tab = line.text.find('\t');
  hotword.text = trimmed(std::string_view(line.text).substr(0, tab));
  if (tab == std::string::npos) return hotword;
  const std::string boost(trimmed(std::string_view(line.text).substr(tab)));
  char* end = nullptr;
  hotword.boost = std::strtof(boost.c_str(), &end);
  if (*end != '\0') {
    throw Failure(name + ", line " + std::to_string(line.number) +
                  ": expected TEXT or TEXT<tab>BOOST, found " + text::in_quotes(line.text));
  }
  return hotword;
}

}  // namespace

std::vector<std::string> read_phrases(const std::string& path) {
  std::vector<std::string> phrases;
  for (Line& line : read_lines(path)) phrases.push_back(std::move(line.text));
  if (phrases.empty()) throw Failure(name_for_messages(path) + ": expected phrases, found none");
  return phrases;
}

std::vector<Hotword> read_hotwords(const std::string& path) {
  std::vector<Hotword> hotwords;
  for (const Line& line : read_lines(path))
    hotwords.push_back(parse_hotword(line, name_for_messages(path)));
  return hotwords;
}

}  // namespace longhand::cli
