#include "layout/page/reading_order.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <utility>

#include "layout/page/quantile.h"
#include "layout/sort_by.h"

namespace longhand::layout {
namespace {

// Of the usual ascent:
constexpr float kLeastGutter = 0.9f;
constexpr float kAligned = 0.35f;  ///< between baselines of one row
constexpr float kDescent = 0.15f;

constexpr float kProseWidth = 11;  ///< of the usual ascent
constexpr float kProseFill = 0.75f;
constexpr std::size_t kProseRows = 4;
constexpr int kItemsACrossing = 24;  ///< of a group, that one of them may cross a gutter
constexpr float kMostAligned = 0.6f;

/// A row of text, or a cell with all that it holds; upright.
struct Item {
  float left, right, top, bottom, baseline, size;
  int row;   ///< or -1
  int cell;  ///< that it is, if it is no row
};

using Items = std::vector<Item>;

struct Gap {
  float begin, end;
};

/// Where at most `most` items lie, of at least `least`, from the first item to the last.
template <class Begin, class End>
std::vector<Gap> find_gaps(const Items& items, Begin begin, End end, float least, int most = 0) {
  Keys changes;
  for (const Item& item : items) {
    changes.emplace_back(std::invoke(begin, item), 1);
    changes.emplace_back(std::invoke(end, item), -1);
  }
  sort_keys(changes);
  std::vector<Gap> gaps;
  int covered = 0;
  float open_since = std::numeric_limits<float>::infinity();
  for (const auto& [place, change] : changes) {
    const int after = covered + change;
    if (covered <= most && after > most && place - open_since >= least)
      gaps.push_back({open_since, place});
    if (covered > most && after <= most) open_since = place;
    covered = after;
  }
  return gaps;
}

/// `crossed`: how many items may cross one.
std::vector<Gap> find_gutters(const Items& items, float size, int crossed = 0) {
  return find_gaps(items, &Item::left, &Item::right, kLeastGutter * size, crossed);
}

/// Parts items at gaps.
template <class Begin>
std::vector<Items> part(const Items& items, std::span<const Gap> gaps, Begin begin) {
  std::vector<Items> parts(gaps.size() + 1);
  for (const Item& item : items) {
    const auto behind = std::ranges::upper_bound(gaps, std::invoke(begin, item), {}, &Gap::begin);
    parts[std::size_t(behind - gaps.begin())].push_back(item);
  }
  return parts;
}

template <class Value>
float quantile_of(const Items& items, Value value, float share) {
  std::vector<float> values;
  for (const Item& item : items) values.push_back(std::invoke(value, item));
  return quantile(values, share);
}

template <class Value>
float median_of(const Items& items, Value value) {
  return quantile_of(items, value, 0.5f);
}

/// The width that half of the text of a column has, or more.
float usual_width(const Items& column) {
  std::vector<float> widths;
  float all = 0, sum = 0;
  for (const Item& item : column) widths.push_back(item.right - item.left);
  for (const float width : widths) all += width;
  sort_by(widths, std::negate());
  for (const float width : widths) {
    sum += width;
    if (2 * sum >= all) return width;
  }
  return 0;
}

/// Lines that mostly fill the width of their column.
bool is_prose(const Items& column, float size) {
  if (column.size() < kProseRows) return false;
  const float usual = usual_width(column);
  const float all = quantile_of(column, &Item::right, 0.9f) -
                    quantile_of(column, &Item::left, 0.1f);
  return usual >= kProseWidth * size && usual >= kProseFill * all;
}

/// Which share of the rows of the shorter side stand on the same line as one of the other side.
float aligned_share(const Items& left, const Items& right, float size) {
  const Items& fewer = left.size() < right.size() ? left : right;
  const Items& more = left.size() < right.size() ? right : left;
  const auto aligned = std::ranges::count_if(fewer, [&](const Item& a) {
    return std::ranges::any_of(
        more, [&](const Item& b) { return std::abs(a.baseline - b.baseline) < kAligned * size; });
  });
  return float(aligned) / float(fewer.size());
}

class Orderer {
 public:
  Orderer(const std::vector<TextRow>& rows, const Cells& cells, const PageGrid& grid, bool leftward)
      : contents_(cells.bounds().size()) {
    for (int i = 0; i < int(rows.size()); ++i)
      contents_[rows[i].cell].push_back(item_of(rows[i], i, grid));
    nest_cells(cells, grid);
    if (leftward) mirror();
  }

  /// Without frames.
  Orderer(const std::vector<TextRow>& rows, const PageGrid& grid, bool leftward) : contents_(1) {
    for (int i = 0; i < int(rows.size()); ++i) contents_[0].push_back(item_of(rows[i], i, grid));
    if (leftward) mirror();
  }

  std::vector<OrderedRow> order() {
    if (!contents_[0].empty()) read(std::move(contents_[0]));
    return std::move(ordered_);
  }

  std::vector<OrderedRow> order_lines() {
    read_lines(std::move(contents_[0]));
    return std::move(ordered_);
  }

 private:
  void mirror() {
    for (Items& items : contents_)
      for (Item& item : items) item.left = -std::exchange(item.right, -item.left);
  }

  static Item item_of(const TextRow& row, int index, const PageGrid& grid) {
    const float x = row.middle(), y = row.baseline(x);
    const float baseline = grid.down(x, y), middle = grid.across(x, y), half = row.width() / 2;
    return {middle - half,
            middle + half,
            baseline - row.ascent,
            baseline + kDescent * row.ascent,
            baseline,
            row.ascent,
            index,
            -1};
  }

  /// Every cell that holds something becomes an item of the smallest one around it.
  void nest_cells(const Cells& cells, const PageGrid& grid) {
    const auto& bounds = cells.bounds();
    const auto area = [&](int cell) {
      return (bounds[cell].right - bounds[cell].left) * (bounds[cell].bottom - bounds[cell].top);
    };
    std::vector<int> by_size(bounds.size() - 1);
    for (int i = 0; i < int(by_size.size()); ++i) by_size[i] = i + 1;
    sort_by(by_size, area);
    for (std::size_t i = 0; i < by_size.size(); ++i) {
      const int cell = by_size[i];
      if (contents_[cell].empty()) continue;
      const auto holds = [&](int other) {
        const Cells::Bounds &out = bounds[other], &in = bounds[cell];
        return out.left <= in.left && out.top <= in.top && out.right >= in.right &&
               out.bottom >= in.bottom;
      };
      const auto around = std::find_if(by_size.begin() + std::ptrdiff_t(i) + 1, by_size.end(),
                                       holds);
      const Cells::Bounds& box = bounds[cell];
      const float x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const float half = (box.right - box.left) / 2, rise = (box.bottom - box.top) / 2;
      const float u = grid.across(x, y), v = grid.down(x, y);
      const float size = median_of(contents_[cell], &Item::size);
      contents_[around == by_size.end() ? 0 : *around].push_back(
          {u - half, u + half, v - rise, v + rise, v, size, -1, cell});
    }
  }

  void read(Items items) {
    if (items.size() == 1) return emit(items.front());
    const float size = median_of(items, &Item::size);
    const std::vector<Items> slabs = part(items, find_gaps(items, &Item::top, &Item::bottom, 0),
                                          &Item::top);
    if (slabs.size() == 1) return read_slab(std::move(items), size);
    for (const auto& [first, last] : group(slabs, size)) {
      read_group({slabs.data() + first, last - first}, size);
      ++block_;
    }
  }

  /// Items with no row between them that is empty from end to end.
  void read_slab(Items items, float size) {
    const std::vector<Gap> gutters = find_gutters(items, size);
    if (gutters.empty()) return read_lines(std::move(items));
    for (Items& column : part(items, gutters, &Item::left)) read(std::move(column));
  }

  struct Group {
    std::size_t first, last;
  };

  /// Slabs that keep a gutter in common belong together, and those without any.
  static std::vector<Group> group(const std::vector<Items>& slabs, float size) {
    std::vector<Group> groups;
    Items so_far;
    bool parted = false;
    for (std::size_t i = 0; i < slabs.size(); ++i) {
      Items with = so_far;
      with.insert(with.end(), slabs[i].begin(), slabs[i].end());
      const bool stays = !find_gutters(with, size).empty();
      const bool itself = !find_gutters(slabs[i], size).empty();
      const bool joins = parted ? stays : !itself;
      if (groups.empty() || !joins) {
        groups.push_back({i, i + 1});
        so_far = slabs[i];
        parted = itself;
      } else {
        groups.back().last = i + 1;
        so_far = std::move(with);
      }
    }
    return groups;
  }

  void read_group(std::span<const Items> slabs, float size) {
    Items items;
    for (const Items& slab : slabs) items.insert(items.end(), slab.begin(), slab.end());
    if (slabs.size() == 1) return read_slab(std::move(items), size);
    const std::vector<Gap> gutters = find_gutters(items, size, int(items.size()) / kItemsACrossing);
    const std::vector<Gap> between = column_gutters(items, gutters, size);
    if (!between.empty()) {
      for (Items& column : part(items, between, &Item::left)) {
        read(std::move(column));
        ++block_;
      }
      return;
    }
    for (const Items& slab : slabs) read_slab(slab, size);
  }

  /// The gutters that part columns, not the cells of a table.
  static std::vector<Gap> column_gutters(const Items& items, const std::vector<Gap>& gutters,
                                         float size) {
    std::vector<Gap> found;
    const std::vector<Items> columns = part(items, gutters, &Item::left);
    for (std::size_t i = 0; i < gutters.size(); ++i) {
      const bool prose = is_prose(columns[i], size) && is_prose(columns[i + 1], size);
      const auto sides = part(items, {&gutters[i], 1}, &Item::left);
      if (prose || aligned_share(sides[0], sides[1], size) < kMostAligned)
        found.push_back(gutters[i]);
    }
    return found;
  }

  void read_lines(Items items) {
    sort_by(items, &Item::baseline);
    for (std::size_t begin = 0; begin < items.size();) {
      std::size_t end = begin + 1;
      while (end < items.size() &&
             items[end].baseline - items[begin].baseline < kAligned * items[begin].size)
        ++end;
      Items line(items.begin() + std::ptrdiff_t(begin), items.begin() + std::ptrdiff_t(end));
      sort_by(line, &Item::left);
      for (const Item& item : line) emit(item);
      begin = end;
    }
  }

  void emit(const Item& item) {
    if (item.row >= 0) return ordered_.push_back({item.row, block_});
    ++block_;
    read(std::move(contents_[item.cell]));
    ++block_;
  }

  std::vector<Items> contents_;  ///< of each cell
  std::vector<OrderedRow> ordered_;
  int block_ = 0;
};

}  // namespace

std::vector<OrderedRow> order_rows(const std::vector<TextRow>& rows, const Cells& cells,
                                   const PageGrid& grid, bool leftward) {
  return Orderer(rows, cells, grid, leftward).order();
}

std::vector<OrderedRow> order_lines(const std::vector<TextRow>& rows, const PageGrid& grid,
                                    bool leftward) {
  return Orderer(rows, grid, leftward).order_lines();
}

}  // namespace longhand::layout
