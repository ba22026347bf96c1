#include "formats/word_list.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "text/plain_text.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

constexpr std::size_t kLongestWord = 256;  ///< bytes
constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlank) + 1 - first);
}

/// Not so markers such as <unk>, and web pages.
bool is_word(std::string_view line) {
  return line.size() <= kLongestWord && !line.starts_with('<') &&
         line.find_first_of(kBlank) == std::string_view::npos &&
         std::ranges::none_of(line, [](char c) { return c >= 0 && c < ' '; }) &&
         text::is_utf8(line);
}

}  // namespace

Result<ctc::NgramTable> read_word_list(std::span<const std::uint8_t> bytes) {
  std::string_view text = text::without_mark(
      {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  std::unordered_set<std::string_view> known;
  ctc::NgramTable table;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view word = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!is_word(word))
      return fail(ErrorCode::invalid_model, "words: line " + std::to_string(number) +
                                                ": expected one word, found " +
                                                text::in_quotes(word));
    if (!word.empty() && known.insert(word).second) table.words.emplace_back(word);
  }
  if (table.words.empty()) return fail(ErrorCode::invalid_model, "words: expected at least one");
  ctc::NgramLevel& words = table.levels.emplace_back();
  for (std::uint32_t word = 0; word < table.words.size(); ++word) words.words.push_back(word);
  words.log_prob.assign(table.words.size(), 0);
  words.backoff.assign(table.words.size(), 0);
  return table;
}

}  // namespace longhand::formats
