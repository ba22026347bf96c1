#pragma once

#include <span>
#include <utility>
#include <vector>

#include <longhand/page.h>

#include "ocr/page/row_reader.h"

namespace longhand::ocr {

/// Rows that are to be read: those of `which`.
struct RowTask {
  const layout::RowCutter& cutter;
  std::span<const layout::TextRow> rows;
  std::span<const int> which;
};

/// What all models read in some rows.
struct Trial {
  std::vector<PageLine> lines;       ///< of each row, of the surest words
  std::vector<RowReader*> likelier;  ///< the models, the surest first
  /// What that read: symbols, and confidence summed over them.
  float symbols = 0, confidence = 0;
};

/// Reads rows of a page with one or several models: with the likeliest one, and what that is unsure
/// of with the others, too.
class RowReaders {
 public:
  /// `models`: at least one, the likelier ones first. They must outlive it.
  explicit RowReaders(std::vector<RowReader*> models) : models_(std::move(models)) {}

  bool are_several() const { return models_.size() > 1; }

  /// Whether the likeliest model is made for lines that run down.
  bool reads_down() const { return models_.front()->reads_down(); }

  /// As RowReader::read_line, by the model that is surest.
  Result<PageLine> read_line(const image::Plane& picture, Layout layout);

  /// Reads all rows with each model.
  Trial try_all(const RowTask& task);

  /// The same models in another order.
  void prefer(std::vector<RowReader*> likelier) { models_ = std::move(likelier); }

  /// As RowReader::read.
  std::vector<PageLine> read(const RowTask& task);

  /// The same in another look, each row with the model that read most of it; `lines` are those of
  /// all rows of the page.
  std::vector<PageLine> read_again(const RowTask& task, std::span<const PageLine> lines, Look look);

 private:
  std::vector<RowReader*> models_;
};

}  // namespace longhand::ocr
