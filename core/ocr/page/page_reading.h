#pragma once

#include <span>
#include <vector>

#include <longhand/page.h>

#include "image/plane.h"
#include "layout/page/page_layout.h"
#include "ocr/page/row_reader.h"

namespace longhand::ocr {

/// A picture turned so that its text is upright, its rows, and what was read of them.
struct UprightPage {
  image::Plane picture;
  int quarters = 0;  ///< that it was turned counter-clockwise
  layout::PageLayout layout;
  std::vector<PageLine> lines;  ///< of each row
  std::vector<bool> tried;      ///< rows that were read

  UprightPage() = default;
  UprightPage(image::Plane upright, int turned, bool may_run_down);
};

/// What a few rows say.
struct Trial {
  float symbols = 0;
  float confidence = 0;  ///< summed over the symbols
};

/// The reading of one page, from its picture to its text, in steps.
class PageReading {
 public:
  /// rows must outlive it.
  explicit PageReading(RowReader& rows) : rows_(rows) {}

  /// Finds the rows.
  void begin(image::Plane picture);

  int row_count() const { return int(order_.size()); }
  int rows_read() const { return int(next_); }

  /// Reads some more rows, the upper ones first: those that look like text.
  std::vector<PageLine> read_some();

  Page finish();

 private:
  bool is_texture();
  Trial try_rows(UprightPage& page);
  void read(UprightPage& page, std::span<const int> which);
  void read_again(std::vector<int> unsure);

  RowReader& rows_;
  UprightPage page_;
  std::vector<int> order_;  ///< rows from top to bottom
  std::size_t next_ = 0;    ///< in order_
};

}  // namespace longhand::ocr
