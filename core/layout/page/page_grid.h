#pragma once

#include <vector>

#include "layout/page/text_row.h"

namespace longhand::layout {

/// Coordinates along and across the lines of a page that is turned, or seen from the side: `down`
/// is the same all along a line, `across` all along the edge of a column.
class PageGrid {
 public:
  PageGrid(const std::vector<TextRow>& rows, float width, float height);

  float across(float x, float y) const;
  float down(float x, float y) const;
  /// dy / dx of most of the text.
  float slope() const { return slope_; }

 private:
  /// a + b * x + c * y, from the middle of the page.
  struct Plane {
    float a = 0, b = 0, c = 0;
    float at(float x, float y) const { return a + b * x + c * y; }
  };
  /// A slope that was seen at a place.
  struct Sample {
    float x, y, value, weight;
  };
  static Plane fit(const std::vector<Sample>& samples, float first, float scale);
  void fit_lines(const std::vector<TextRow>& rows);
  std::vector<Sample> links_of(const std::vector<TextRow>& rows) const;
  void fit_edges(const std::vector<TextRow>& rows);

  float middle_x_, middle_y_, scale_;
  float slope_ = 0;
  Plane lines_;  ///< dy / dx of lines
  Plane edges_;  ///< dx / dy of the edges of columns
};

}  // namespace longhand::layout
