#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <longhand/page.h>

#include "image/plane.h"
#include "layout/page/page_layout.h"
#include "ocr/page/page_turn.h"
#include "ocr/page/row_readers.h"

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

/// The reading of one page or of a part of one, from its picture to its text, in steps.
class PageReading {
 public:
  /// `place`: of the picture that it will be given, in the whole one.
  PageReading(RowReaders rows, const Box& place) : rows_(std::move(rows)), place_(place) {}

  /// Finds the rows. Fails with invalid_image if a single line does not fit the model.
  Result<void> begin(image::Plane picture, const PageOptions& options);

  int row_count() const { return int(order_.size()); }
  int rows_read() const { return int(next_); }

  /// Reads some more rows, the upper ones first: those that look like text.
  std::vector<PageLine> read_some();

  /// Adds its blocks.
  void finish(Page& page);

  /// Adds blocks with the places of all its rows, which need not be read.
  void outline(Page& page);

 private:
  using Layout = PageOptions::Layout;

  bool is_single_line() const { return layout_ == Layout::line || layout_ == Layout::raw; }
  Result<void> begin_line(const image::Plane& picture, std::optional<int> orientation);
  void begin_rows(image::Plane picture, std::optional<int> orientation);
  bool is_texture();
  bool may_be_text(const PageLine& line) const;
  std::vector<int> choose_rows() const;
  PageTurn turn() const { return {page_.quarters, place_}; }
  Trial try_rows(UprightPage& page);
  void read(UprightPage& page, std::span<const int> which);
  void read_again(std::vector<int> unsure);
  layout::ReadingOrder order_text() const;
  layout::ReadingOrder order_line() const;
  void add_blocks(const layout::ReadingOrder& order, std::vector<PageLine> lines, Page& page) const;

  RowReaders rows_;
  Box place_;
  Layout layout_ = Layout::automatic;
  UprightPage page_;
  std::vector<int> order_;  ///< rows from top to bottom
  std::size_t next_ = 0;    ///< in order_
};

}  // namespace longhand::ocr
