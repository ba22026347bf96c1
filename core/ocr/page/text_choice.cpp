#include "ocr/page/text_choice.h"

#include <algorithm>
#include <cctype>

namespace longhand::ocr {
namespace {

constexpr int kLong = 4;          ///< letters of a row that speaks for itself
constexpr float kSure = 60;       ///< confidence of a row that tells how high text is
constexpr float kShortMore = 30;  ///< confidence that a short row needs more than a long one
constexpr float kLowest = 0.6f, kHighest = 2.5f;  ///< of the usual size, for short rows

/// Letters and digits of a text: ASCII ones, and whatever is not ASCII.
int count_letters(const PageLine& line) {
  int count = 0;
  for (const Word& word : line.words)
    for (const Symbol& symbol : word.symbols)
      count += !symbol.text.empty() &&
               ((symbol.text[0] & 0x80) != 0 || std::isalnum(symbol.text[0]) != 0);
  return count;
}

float usual_size(std::span<const layout::TextRow> rows, std::span<const PageLine> lines,
                 const std::vector<int>& letters) {
  std::vector<float> sizes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (letters[i] >= kLong && lines[i].confidence >= kSure)
      sizes.insert(sizes.end(), std::size_t(letters[i]), rows[i].size());
  }
  if (sizes.empty()) return 0;
  const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
  std::ranges::nth_element(sizes, middle);
  return *middle;
}

}  // namespace

std::vector<int> choose_text(std::span<const layout::TextRow> rows, std::span<const PageLine> lines,
                             float least_confidence) {
  std::vector<int> letters;
  for (const PageLine& line : lines) letters.push_back(count_letters(line));
  const float usual = usual_size(rows, lines, letters);
  std::vector<int> text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool is_long = letters[i] >= kLong;
    const float size = rows[i].size();
    if (lines[i].text.empty()) continue;
    if (!is_long && usual > 0 && (size < kLowest * usual || size > kHighest * usual)) continue;
    const float least = is_long || usual == 0 ? least_confidence : least_confidence + kShortMore;
    if (letters[i] > 0 && lines[i].confidence >= least) text.push_back(int(i));
  }
  return text;
}

}  // namespace longhand::ocr
