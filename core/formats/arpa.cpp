#include "formats/arpa.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/number.h"
#include "text/plain_text.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

constexpr std::size_t kMostOrders = 5;
constexpr std::size_t kMostTokens = kMostOrders + 2;
constexpr float kNever = -99;  // what the format writes for a probability of 0

class ArpaReader {
 public:
  explicit ArpaReader(std::span<const std::uint8_t> bytes)
      : text_(text::without_mark({reinterpret_cast<const char*>(bytes.data()), bytes.size()})) {}

  Result<ctc::NgramTable> read() {
    auto done = read_counts();
    for (std::size_t level = 0; done && level < counts_.size(); ++level) done = read_level(level);
    if (done && line_ != "\\end\\") done = wrong("\"\\end\\\"");
    if (!done) return tl::unexpected(done.error());
    return std::move(table_);
  }

 private:
  /// Moves to the next line that is not blank; false at the end of the file.
  bool next_line() {
    do {
      if (text_.empty()) {
        line_ = {};
        return false;
      }
      const auto end = std::min(text_.find('\n'), text_.size());
      line_ = text_.substr(0, end);
      text_.remove_prefix(std::min(end + 1, text_.size()));
      ++line_number_;
      while (!line_.empty() &&
             (line_.back() == '\r' || line_.back() == ' ' || line_.back() == '\t')) {
        line_.remove_suffix(1);
      }
    } while (line_.empty());
    return true;
  }

  static void skip_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  }

  static bool take_number(std::string_view& text, std::uint64_t& number) {
    skip_spaces(text);
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(std::size_t(end - text.data()));
    return problem == std::errc{};
  }

  static bool take_equals(std::string_view& text) {
    skip_spaces(text);
    if (!text.starts_with('=')) return false;
    text.remove_prefix(1);
    return true;
  }

  tl::unexpected<Error> wrong(const std::string& expected) const {
    return fail(ErrorCode::invalid_model, "ARPA: line " + std::to_string(line_number_) +
                                              ": expected " + expected + ", found " +
                                              text::in_quotes(line_));
  }

  /// The header: "\data\", then "ngram N=COUNT" for N = 1, 2, ...
  Result<void> read_counts() {
    while (next_line() && line_ != "\\data\\") {
    }
    if (line_ != "\\data\\") return wrong("\"\\data\\\"");
    while (next_line() && line_.starts_with("ngram")) {
      std::string_view rest = line_.substr(std::string_view("ngram").size());
      std::uint64_t order = 0, count = 0;
      if (!take_number(rest, order) || !take_equals(rest) || !take_number(rest, count)) {
        return wrong("\"ngram ORDER=COUNT\"");
      }
      if (order != counts_.size() + 1 || order > kMostOrders) {
        return wrong("orders 1, 2, ... up to " + std::to_string(kMostOrders));
      }
      counts_.push_back(count);
    }
    if (counts_.empty()) return wrong("\"ngram 1=COUNT\"");
    return {};
  }

  Result<void> read_level(std::size_t level) {
    std::string title = std::to_string(level + 1).append("-grams:");
    title.insert(title.begin(), '\\');
    if (line_ != title) return wrong("\"" + title + "\"");
    table_.levels.emplace_back();
    while (next_line() && line_.front() != '\\') {
      if (auto added = add_ngram(level); !added) return added;
    }
    if (const auto found = table_.levels[level].log_prob.size(); found != counts_[level]) {
      return fail(ErrorCode::invalid_model, "ARPA: expected " + std::to_string(counts_[level]) +
                                                " " + std::to_string(level + 1) +
                                                "-grams as its header says, found " +
                                                std::to_string(found));
    }
    return {};
  }

  /// A line "LOG_PROB WORD... [BACKOFF]".
  Result<void> add_ngram(std::size_t level) {
    const std::size_t order = level + 1;
    const auto count = split();
    if (count != order + 1 && count != order + 2) {
      return wrong("a probability, " + std::to_string(order) +
                   " words and perhaps a back-off weight");
    }
    float log_prob = text::parse_float(tokens_[0]);
    if (std::isnan(log_prob) || log_prob > 0)
      return wrong("a logarithm of a probability, at most 0");
    const float backoff = count == order + 2 ? text::parse_float(tokens_[order + 1]) : 0.0f;
    if (!(std::abs(backoff) <= 100)) return wrong("a back-off weight of -100 to 100");
    ctc::NgramLevel& ngrams = table_.levels[level];
    for (std::size_t n = 1; n <= order; ++n) {
      const auto word = word_number(tokens_[n], level == 0);
      if (!word) return tl::unexpected(word.error());
      ngrams.words.push_back(*word);
    }
    ngrams.log_prob.push_back(std::max(log_prob, kNever));
    ngrams.backoff.push_back(backoff);
    return {};
  }

  /// Cuts the line into tokens_; returns their number, kMostTokens + 1 if there are too many.
  std::size_t split() {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = line_.find_first_not_of(" \t", at)) != std::string_view::npos;) {
      const auto end = std::min(line_.find_first_of(" \t", at), line_.size());
      if (count == kMostTokens) return kMostTokens + 1;
      tokens_[count++] = line_.substr(at, end - at);
      at = end;
    }
    return count;
  }

  Result<std::uint32_t> word_number(std::string_view word, bool is_new) {
    const auto next = std::uint32_t(table_.words.size());
    const auto place = is_new ? numbers_.try_emplace(word, next)
                              : std::pair(numbers_.find(word), false);
    if (is_new && !place.second) return wrong("each word once among the 1-grams");
    if (place.first == numbers_.end()) return wrong("words that are among the 1-grams");
    if (is_new) table_.words.emplace_back(word);
    return place.first->second;
  }

  std::string_view text_;
  std::string_view line_;
  std::size_t line_number_ = 0;
  std::array<std::string_view, kMostTokens> tokens_;
  std::vector<std::uint64_t> counts_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  ctc::NgramTable table_;
};

}  // namespace

bool is_arpa(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kHeader = "\\data\\";
  return std::search(bytes.begin(), bytes.end(), kHeader.begin(), kHeader.end()) != bytes.end();
}

Result<ctc::NgramTable> read_arpa(std::span<const std::uint8_t> bytes) {
  return ArpaReader(bytes).read();
}

}  // namespace longhand::formats
