#include "ocr/page/text_choice.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace longhand::ocr {
namespace {

constexpr int kLong = 4;     ///< letters of a row that speaks for itself
constexpr float kSure = 96;  ///< mean confidence of its symbols that is beyond doubt
/// Mean confidence that rows of no, one, two, three, and more letters need: nine of ten rows of
/// texture have less.
constexpr std::array<float, kLong + 1> kLeast{96, 97, 95.5f, 94.5f, 93};
constexpr std::size_t kSigns = 3;              ///< in a row without letters
constexpr float kLowest = 0.6f, kHighest = 3;  ///< of the usual size, for short rows

struct Certainty {
  int letters = 0;  ///< and digits: ASCII ones, and whatever is not ASCII
  std::size_t symbols = 0;
  float mean = 0;  ///< confidence of the symbols
};

bool is_letter(const Symbol& symbol) {
  return !symbol.text.empty() &&
         ((symbol.text[0] & 0x80) != 0 || std::isalnum(symbol.text[0]) != 0);
}

Certainty certainty_of(const PageLine& line) {
  Certainty certainty;
  for (const Word& word : line.words) {
    for (const Symbol& symbol : word.symbols) {
      certainty.letters += is_letter(symbol);
      certainty.mean += symbol.confidence;
      ++certainty.symbols;
    }
  }
  certainty.mean /= float(std::max<std::size_t>(1, certainty.symbols));
  return certainty;
}

float usual_size(std::span<const layout::TextRow> rows, std::span<const Certainty> certainties) {
  std::vector<float> sizes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Certainty& certainty = certainties[i];
    if (certainty.letters >= kLong && certainty.mean >= kSure)
      sizes.insert(sizes.end(), std::size_t(certainty.letters), rows[i].size());
  }
  if (sizes.empty()) return 0;
  const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
  std::ranges::nth_element(sizes, middle);
  return *middle;
}

}  // namespace

std::vector<int> choose_text(std::span<const layout::TextRow> rows,
                             std::span<const PageLine> lines) {
  std::vector<Certainty> certainties;
  for (const PageLine& line : lines) certainties.push_back(certainty_of(line));
  const float usual = usual_size(rows, certainties);
  std::vector<int> text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Certainty& certainty = certainties[i];
    const bool is_short = certainty.letters < kLong;
    const float size = rows[i].size();
    if (is_short && usual > 0 && (size < kLowest * usual || size > kHighest * usual)) continue;
    if (certainty.letters == 0 && certainty.symbols < kSigns) continue;
    if (certainty.mean >= kLeast[std::size_t(std::min(certainty.letters, kLong))])
      text.push_back(int(i));
  }
  return text;
}

}  // namespace longhand::ocr
