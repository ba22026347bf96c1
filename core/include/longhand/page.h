#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <longhand/box.h>
#include <longhand/error.h>
#include <longhand/image.h>
#include <longhand/ocr.h>

namespace longhand {

struct PagePoint {
  float x = 0, y = 0;  ///< pixels of the picture
};

/// A line of text as it stands on its page, or what a cell of a table has of it.
struct PageLine {
  std::string text;      ///< UTF-8, reading order
  float confidence = 0;  ///< 0..100
  std::vector<Word> words;
  Box box;
  std::array<PagePoint, 4> polygon;   ///< upper left, upper right, lower right, lower left
  std::array<PagePoint, 2> baseline;  ///< from its left to its right end
  bool same_line = false;             ///< it goes on with the line before it, as cells do
};

struct Paragraph {
  Box box;
  std::vector<PageLine> lines;
};

/// A column, a heading, a table, what a frame holds.
struct Block {
  Box box;
  std::vector<Paragraph> paragraphs;
};

struct Page {
  int width = 0, height = 0;  ///< pixels
  int orientation = 0;        ///< 0, 90, 180, 270 degrees by which its text is turned clockwise; of
                              ///< several regions that of the first with text
  float slope = 0;            ///< dy / dx of most of its lines, once they are upright; likewise
  float confidence = 0;       ///< 0..100, mean over words; 0 if there is none
  std::vector<Block> blocks;  ///< reading order
  std::string text;  ///< a line each, a blank line between paragraphs; cells are a tab apart
};

struct PageOptions : SearchOptions {
  /// What there is to read.
  enum class Layout {
    automatic,  ///< a page: headings, columns, tables, what frames hold
    column,     ///< one column of text of any sizes: its lines from top to bottom, whatever stands
                ///< beside each other on one line, in one block
    block,      ///< the same in one paragraph
    sparse,     ///< text here and there: each row a block of its own, from top to bottom, also
                ///< those that automatic takes for texture, unless they are very unsure
    line,       ///< a single line, found and cut out as OcrRecognizer does
    raw,        ///< a single line, which is all of the picture, as OcrRecognizer's Layout::raw
  };

  Layout layout = Layout::automatic;
  std::optional<int> orientation;  ///< as that of a Page; none = it is found out, unless raw
  std::vector<Box> regions;  ///< what is read of the picture, in this order, at most as many pixels
                             ///< in all as a picture may have; none = all of it
  std::vector<int> models;   ///< numbers of those that read, each once, the likelier ones first;
                             ///< none = all
};

/// Reads pages with one or several models. Of several, that which reads a few lines best reads all;
/// the others read what it is unsure of, and each word is the surest model's. Keeps working memory
/// between calls; use one per thread.
class PageReader {
 public:
  explicit PageReader(std::shared_ptr<const OcrModel> model);
  /// `models`: at least one.
  explicit PageReader(std::vector<std::shared_ptr<const OcrModel>> models);
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;
  ~PageReader();

  /// Fails with invalid_image or invalid_option and stays usable.
  Result<Page> read(const ImageView& image, const PageOptions& options = {});

  /// Where lines of text may be, in reading order: a page whose lines have no words, but boxes,
  /// polygons and baselines. Some may be texture, which only reading tells. Fails as `read`.
  Result<Page> detect(const ImageView& image, const PageOptions& options = {});

  /// The same in steps, so that lines can be shown while others are read: begin, then read_some
  /// until rows_read() is row_count(), then finish. A page that is not finished is dropped by the
  /// next one.
  Result<void> begin(const ImageView& image, const PageOptions& options = {});

  /// In place of `begin` for a large opaque picture that comes in parts: its size, then all its
  /// rows from top to bottom, some at a time, then begin(options).
  Result<void> begin_picture(int width, int height);
  Result<void> add_rows(const ImageView& rows);
  Result<void> begin(const PageOptions& options);

  /// Rows that may be text.
  int row_count() const;
  int rows_read() const;

  /// Reads some more rows, the upper ones first, and returns those that look like text.
  std::vector<PageLine> read_some();

  Page finish();

  /// In place of read_some and finish: what `detect` tells.
  Page outline();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand
