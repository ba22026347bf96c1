#pragma once

#include <span>
#include <vector>

#include <longhand/box.h>

#include "layout/components.h"
#include "layout/strip_place.h"

namespace longhand::layout {

/// Ink as it was found in a part of a picture, at a resolution of its own: column x lies at
/// left + x * scale, row y at top + y * scale.
struct FoundInk {
  std::vector<Run> runs;
  float scale = 1;  ///< pixels of the picture that a pixel of ink is long
  int left = 0, top = 0;

  /// Where the middle of a run lies in the picture.
  Point middle_of(const Run& run) const {
    return {float(left) + float(run.left + run.right) / 2 * scale,
            float(top) + (float(run.row) + 0.5f) * scale};
  }
};

/// The ink of a line, to be divided among the letters that were read in it. Places along the strip
/// are its columns, pixels of the picture from left to right.
class LineInk {
 public:
  LineInk(FoundInk ink, const StripPlace& strip);

  /// Pixels of ink in each column of the strip.
  std::span<const int> columns() const { return columns_; }

  /// All of it, ordered by component.
  std::span<const Run> runs() const { return ink_.runs; }

  /// Shares runs, ordered by component, out among the cells between ascending cuts. A component of
  /// which most lies in one cell goes there, others are cut.
  std::vector<std::vector<Run>> divide(std::span<const Run> runs,
                                       std::span<const float> cuts) const;

  /// The smallest box of the picture that holds the runs, at least one.
  Box box_of(std::span<const Run> runs) const;

 private:
  Point middle_of(const Run& run) const;
  template <class Use>
  void for_each_part(const Run& run, std::span<const float> cuts, Use use) const;
  std::size_t home_of(std::span<const Run> component, std::span<const float> cuts,
                      std::vector<int>& shares) const;
  void count_columns(const Run& run, float middle);

  StripPlace strip_;
  FoundInk ink_;
  std::vector<int> columns_;
};

}  // namespace longhand::layout
