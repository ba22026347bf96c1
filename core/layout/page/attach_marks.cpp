#include "layout/page/attach_marks.h"

#include <algorithm>
#include <cmath>

#include "layout/page/buckets.h"
#include "layout/page/take_out.h"

namespace longhand::layout {
namespace {

// Of the ascent:
constexpr float kBefore = 0.9f, kBehind = 0.9f;  ///< beyond the ends of a row
constexpr float kAbove = 1.6f, kBelow = 0.45f;   ///< of the baseline
constexpr float kMiddle = 0.5f;
constexpr float kLeastMark = 0.05f;
constexpr float kMostHeight = 1.4f, kMostWidth = 3;
constexpr float kLeastEnd = 0.12f;      ///< of what may stand there
constexpr float kLeastPart = 1 / 7.0f;  ///< of what makes a row longer

constexpr std::size_t kEnoughLetters = 3;  ///< of a row that may take up a shorter one

class Attacher {
 public:
  Attacher(const PageInk& ink, const Cells& cells, float usual, std::vector<TextRow>& rows)
      : ink_(ink),
        cells_(cells),
        before_(rows),
        rows_(rows),
        buckets_(float(ink.height), 2 * usual) {
    for (int i = 0; i < int(rows.size()); ++i) add(i);
  }

  /// The row of whose middle a component is nearest, or -1.
  int row_of(int component) const {
    const Component& part = ink_.components.parts[component];
    const float x = float(part.left + part.right) / 2, y = float(part.top + part.bottom) / 2;
    const int found = cells_.is_border(x, y) ? -1 : row_at(x, y);
    if (found < 0 || cells_.at(x, y) != before_[found].cell) return -1;
    const TextRow& row = before_[found];
    if (float(part.height()) > kMostHeight * row.size() ||
        float(part.width()) > kMostWidth * row.size())
      return -1;
    const float side = float(std::max(part.width(), part.height()));
    if (side < kLeastMark * row.size()) return -1;
    const bool is_within = x > row.left && x < row.right;
    return is_within || side >= kLeastEnd * row.ascent ? found : -1;
  }

  void attach(int component) {
    const int found = row_of(component);
    if (found < 0) return;
    const Component& part = ink_.components.parts[component];
    TextRow& row = rows_[found];
    row.parts.push_back(component);
    if (float(std::max(part.width(), part.height())) < kLeastPart * row.ascent) return;
    row.left = std::min(row.left, float(part.left));
    row.right = std::max(row.right, float(part.right));
  }

 private:
  /// Into every bucket in which it may find marks.
  void add(int index) {
    const TextRow& row = before_[index];
    const auto [high, low] = std::minmax({row.baseline(row.left), row.baseline(row.right)});
    buckets_.add_range(high - kAbove * row.ascent, low + kBelow * row.ascent, index);
  }

  int row_at(float x, float y) const {
    int best = -1;
    float least = 0;
    buckets_.for_each(y, y, [&](const std::vector<int>& bucket) {
      for (const int index : bucket) {
        const TextRow& row = before_[index];
        const float above = row.baseline(x) - y;
        if (x < row.left - kBefore * row.ascent || x > row.right + kBehind * row.ascent) continue;
        if (above > kAbove * row.ascent || above < -kBelow * row.ascent) continue;
        const float distance = std::abs(above - kMiddle * row.ascent);
        if (best >= 0 && distance >= least) continue;
        best = index;
        least = distance;
      }
    });
    return best;
  }

  const PageInk& ink_;
  const Cells& cells_;
  const std::vector<TextRow> before_;  ///< where marks are looked for
  std::vector<TextRow>& rows_;
  Buckets buckets_;
};

}  // namespace

void attach_marks(const PageInk& ink, const Glyphs& glyphs, const Cells& cells,
                  std::vector<TextRow>& rows) {
  std::vector<TextRow> shorter = take_out(
      rows, [](const TextRow& row) { return row.parts.size() >= kEnoughLetters; });
  Attacher attacher(ink, cells, glyphs.usual, rows);
  std::vector<bool> taken(glyphs.roles.size());
  for (const TextRow& row : rows)
    for (const int part : row.parts) taken[part] = true;
  for (TextRow& row : shorter) {
    for (const int part : row.parts) taken[part] = true;
    const bool within = std::ranges::all_of(row.parts, [&](int part) {
      const int found = attacher.row_of(part);
      return found >= 0 && rows[found].cell == row.cell;
    });
    if (!within) rows.push_back(std::move(row));
    else
      for (const int part : row.parts) attacher.attach(part);
  }
  for (int i = 0; i < int(taken.size()); ++i) {
    if (!taken[i] && glyphs.roles[i] != Role::rule && glyphs.roles[i] != Role::picture)
      attacher.attach(i);
  }
}

}  // namespace longhand::layout
