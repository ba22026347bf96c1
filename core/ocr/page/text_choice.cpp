#include "ocr/page/text_choice.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/page/sureness.h"

namespace longhand::ocr {
namespace {

constexpr int kLong = 4;     ///< letters of a row that speaks for itself
constexpr float kSure = 96;  ///< mean confidence of its symbols that is beyond doubt
/// Mean confidence that rows of no, one, two, three, and more letters need: nine of ten rows of
/// texture have less.
constexpr std::array<float, kLong + 1> kLeast{96, 97, 95.5f, 94.5f, 93};
constexpr float kLeastLikely = 88;
constexpr float kLeastBeside = 92, kLeastFar = 95;  ///< of short rows on a line with others
constexpr float kBeside = 5, kFar = 20;             ///< to them, of their size
constexpr float kAligned = 0.25f;
constexpr float kAlike = 1.3f;                 ///< ratio of the sizes of rows far apart on a line
constexpr int kSigns = 3;                      ///< in a row without letters
constexpr float kLowest = 0.6f, kHighest = 3;  ///< of the usual size, for short rows
constexpr float kSurest = 98.5f, kLowestSure = 0.5f;
constexpr float kAlone = 98;                ///< of short rows on a page without a longer one
constexpr float kSmall = 0.5f, kLarge = 2;  ///< of the usual size, for all rows
constexpr float kWidest = 2.4f;             ///< a symbol with the space behind it, of its size

float usual_size(std::span<const layout::TextRow> rows, std::span<const Sureness> sure) {
  std::vector<float> sizes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Sureness& row_sure = sure[i];
    if (row_sure.letters >= kLong && row_sure.mean >= kSure)
      sizes.insert(sizes.end(), std::size_t(row_sure.letters), rows[i].size());
  }
  if (sizes.empty()) return 0;
  const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
  std::ranges::nth_element(sizes, middle);
  return *middle;
}

}  // namespace

/// The mean confidence that a row needs.
float least_of(const layout::TextRow& row, const Sureness& sure, float usual) {
  if (row.width() > kWidest * row.size() * float(sure.symbols)) return kSurest;
  const bool unusual = usual > 0 && (row.size() < kSmall * usual || row.size() > kLarge * usual);
  const float least = kLeast[std::size_t(std::min(sure.letters, kLong))];
  if (usual == 0 && sure.letters < kLong) return std::max(least, kAlone);
  return unusual ? std::max(least, kSure) : least;
}

/// Whether a row goes on with a line of which another row is surely text.
bool has_neighbour(std::span<const layout::TextRow> rows, std::span<const Sureness> sure,
                   std::size_t index) {
  const layout::TextRow& row = rows[index];
  const bool surer = sure[index].letters > 0 && sure[index].mean >= kLeastFar;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const layout::TextRow& other = rows[i];
    if (i == index || sure[i].letters < kLong || sure[i].mean < kSure) continue;
    const float size = other.size();
    const float gap = std::max(other.left - row.right, row.left - other.right) / size;
    const float ratio = row.size() / size;
    const float x = row.middle();
    const bool beside = gap < kBeside && ratio < 1.5f && ratio > 0.5f;
    const bool far = surer && gap < kFar && ratio < kAlike && ratio > 1 / kAlike;
    if ((beside || far) && other.cell == row.cell &&
        std::abs(other.baseline(x) - row.baseline(x)) < kAligned * size)
      return true;
  }
  return false;
}

std::vector<int> choose_text(std::span<const layout::TextRow> rows,
                             std::span<const PageLine> lines) {
  std::vector<Sureness> sure;
  for (const PageLine& line : lines) sure.push_back(sureness_of(line));
  const float usual = usual_size(rows, sure);
  std::vector<int> text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Sureness& row_sure = sure[i];
    const bool is_short = row_sure.letters < kLong;
    const float size = rows[i].size();
    if (is_short && row_sure.mean >= kLeastBeside && row_sure.symbols > 0 &&
        has_neighbour(rows, sure, i)) {
      text.push_back(int(i));
      continue;
    }
    const float lowest = row_sure.mean >= kSurest ? kLowestSure : kLowest;
    if (is_short && usual > 0 && (size < lowest * usual || size > kHighest * usual)) continue;
    if (row_sure.letters == 0 && row_sure.symbols < kSigns) continue;
    if (row_sure.mean >= least_of(rows[i], row_sure, usual)) text.push_back(int(i));
  }
  return text;
}

std::vector<int> choose_likely_text(std::span<const PageLine> lines) {
  std::vector<int> text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Sureness sure = sureness_of(lines[i]);
    if (sure.letters > 0 && sure.mean >= kLeastLikely) text.push_back(int(i));
  }
  return text;
}

}  // namespace longhand::ocr
