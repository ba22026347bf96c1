#pragma once

#include <span>
#include <string>
#include <vector>

#include <longhand/page.h>

#include "layout/page/row_cutter.h"
#include "ocr/line/line_runner.h"
#include "ocr/line/prepared_line.h"
#include "ocr/line_decoder.h"
#include "ocr/model.h"

namespace longhand::ocr {

/// How the network sees a row.
struct Look {
  float beside = 0.14f;  ///< paper to its left and right, of the height of its letters
  int smoothings = 0;    ///< worn or dotted letters hang together
};

/// Reads rows of pages with one model, several side by side. Keeps working memory between calls.
class RowReader {
 public:
  /// model must outlive the reader; its words get `number`.
  RowReader(const OcrModel::Impl& model, int number)
      : model_(model), number_(number), runner_(model), decoder_(model) {}

  int number() const { return number_; }

  Result<void> set_options(const PageOptions& options);

  /// Whether the model is made for lines that run down.
  bool reads_down() const { return model_.vertical; }

  /// The picture as one line, as OcrRecognizer reads it across; empty if it is blank. Fails with
  /// invalid_image.
  Result<PageLine> read_line(const image::Plane& picture, Layout layout);

  /// A line for each row of `which`; empty ones for rows that are too small or too long for the
  /// network.
  std::vector<PageLine> read(const layout::RowCutter& cutter, std::span<const layout::TextRow> rows,
                             std::span<const int> which, Look look);

 private:
  struct Ready {
    std::size_t place;  ///< among the lines
    PreparedLine line;
  };
  bool has_room(std::span<const Ready> group, const image::Plane& next) const;
  void read_group(std::vector<Ready> group, std::span<PageLine> lines);
  PageLine decode(std::size_t place, const PreparedLine& line);

  const OcrModel::Impl& model_;
  int number_;
  LineRunner runner_;
  LineDecoder decoder_;
  OcrOptions options_;
  bool all_allowed_ = true;  ///< no character is filtered out
};

}  // namespace longhand::ocr
