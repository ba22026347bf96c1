#include "layout/page/join_rows.h"

#include <algorithm>
#include <cmath>

#include "layout/page/buckets.h"

namespace longhand::layout {
namespace {

// Of the larger size:
constexpr float kSurelyOne = 0.8f;   ///< a gap that never parts columns
constexpr float kLikelyOne = 1.2f;   ///< one that does only where other rows end and begin there
constexpr float kPerhapsOne = 1.9f;  ///< one that does unless a row crosses it above or below
constexpr float kMostGap = 3.2f;     ///< one that does unless rows cross it above and below
constexpr float kMostIntrusion = 0.5f;
constexpr float kMostDrift = 0.3f;                ///< between the baselines
constexpr float kNextRow = 0.8f, kBeyond = 2.8f;  ///< from one baseline to the next
constexpr float kFlush = 0.5f;                    ///< between the ends of rows of one column
constexpr float kFlushRows = 6;                   ///< how far above and below they are
constexpr int kFewRows = 2;
constexpr float kAlike = 1.4f;      ///< ratio of the sizes of rows of one text
constexpr float kMostRatio = 1.8f;  ///< of the sizes

class Joiner {
 public:
  Joiner(const std::vector<TextRow>& rows, float page_height)
      : rows_(rows),
        tallest_(std::ranges::max_element(rows, {}, &TextRow::ascent)->ascent),
        buckets_(page_height, tallest_ / 4),
        after_(rows.size(), -1),
        before_(rows.size(), -1) {
    for (int i = 0; i < int(rows.size()); ++i) buckets_.add(rows[i].baseline(rows[i].left), i);
    for (int i = 0; i < int(rows.size()); ++i) after_[i] = next(i);
    for (int i = 0; i < int(rows.size()); ++i)
      if (after_[i] >= 0 && is_nearer(i, before_[after_[i]])) before_[after_[i]] = i;
  }

  std::vector<TextRow> joined() const {
    std::vector<TextRow> result;
    for (int i = 0; i < int(rows_.size()); ++i) {
      if (before_[i] >= 0) continue;
      TextRow row = rows_[i];
      for (int at = i; after_[at] >= 0 && before_[after_[at]] == at;) {
        at = after_[at];
        row.parts.insert(row.parts.end(), rows_[at].parts.begin(), rows_[at].parts.end());
      }
      result.push_back(std::move(row));
    }
    return result;
  }

 private:
  float gap(int left, int right) const { return rows_[right].left - rows_[left].right; }
  bool is_nearer(int left, int other) const {
    return other < 0 || gap(left, after_[left]) < gap(other, after_[left]);
  }

  /// The row that goes on with this one's line, or -1.
  int next(int index) const {
    const TextRow& a = rows_[index];
    const float y = a.baseline(a.right), reach = kMostDrift * kMostRatio * a.size();
    int best = -1;
    buckets_.for_each(y - reach, y + reach, [&](const std::vector<int>& bucket) {
      for (const int other : bucket)
        if (other != index && (best < 0 || gap(index, other) < gap(index, best)) &&
            is_one_line(a, rows_[other]))
          best = other;
    });
    return best;
  }

  bool is_one_line(const TextRow& a, const TextRow& b) const {
    const float lower = std::min(a.size(), b.size());
    const float size = std::min(std::max(a.size(), b.size()), kAlike * lower),
                between = b.left - a.right;
    const float middle = (a.right + b.left) / 2;
    if (a.cell != b.cell || std::max(a.size(), b.size()) > kMostRatio * lower) return false;
    if (between < -kMostIntrusion * size || between > kMostGap * size || b.right < a.right)
      return false;
    if (std::abs(a.baseline(middle) - b.baseline(middle)) > kMostDrift * size) return false;
    if (between < kSurelyOne * size) return true;
    const float y = (a.baseline(middle) + b.baseline(middle)) / 2;
    if (is_gutter(a.right, b.left, y, size)) return false;
    if (between < kLikelyOne * size) return true;
    if (std::max(a.size(), b.size()) > kAlike * lower) return false;
    const bool above = is_crossed(middle, y - kBeyond * size, y - kNextRow * size, size);
    const bool below = is_crossed(middle, y + kNextRow * size, y + kBeyond * size, size);
    return (above && below) || (between < kPerhapsOne * size && (above || below));
  }

  /// Whether several rows near end where the gap begins, and several begin where it ends.
  bool is_gutter(float left, float right, float y, float size) const {
    int ends = 0, begins = 0;
    const float reach = kFlushRows * size;
    buckets_.for_each(y - reach, y + reach, [&](const std::vector<int>& bucket) {
      for (const int index : bucket) {
        const TextRow& row = rows_[index];
        const auto is_flush = [&](float x, float edge) {
          return std::abs(x - edge) < kFlush * size && is_near(row.baseline(x), y, size);
        };
        ends += is_flush(row.right, left);
        begins += is_flush(row.left, right);
      }
    });
    return ends >= kFewRows && begins >= kFewRows;
  }
  static bool is_near(float baseline, float y, float size) {
    const float away = std::abs(baseline - y);
    return away > kNextRow * size && away < kFlushRows * size;
  }

  /// Whether some row of about that size has text at x with a baseline between two heights.
  bool is_crossed(float x, float from, float to, float size) const {
    bool crossed = false;
    buckets_.for_each(from - 2 * tallest_, to + 2 * tallest_, [&](const std::vector<int>& bucket) {
      crossed = crossed || std::ranges::any_of(bucket, [&](int index) {
                  const TextRow& row = rows_[index];
                  const bool alike = row.size() < kAlike * size && size < kAlike * row.size();
                  return alike && row.left < x && row.right > x && row.baseline(x) > from &&
                         row.baseline(x) < to;
                });
    });
    return crossed;
  }

  const std::vector<TextRow>& rows_;
  const float tallest_;
  Buckets buckets_;  ///< by the baseline at the left end
  std::vector<int> after_, before_;
};

}  // namespace

std::vector<TextRow> join_rows(std::vector<TextRow> rows, float page_height) {
  if (rows.empty()) return rows;
  return Joiner(rows, page_height).joined();
}

}  // namespace longhand::layout
