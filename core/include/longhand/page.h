#pragma once

#include <array>
#include <memory>
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

/// A line of text as it stands on its page.
struct PageLine {
  std::string text;      ///< UTF-8, reading order
  float confidence = 0;  ///< 0..100
  std::vector<Word> words;
  Box box;
  std::array<PagePoint, 4> polygon;   ///< upper left, upper right, lower right, lower left
  std::array<PagePoint, 2> baseline;  ///< from its left to its right end
  int block = 0;                      ///< lines of one block follow one another
};

struct Page {
  int width = 0, height = 0;    ///< pixels
  int orientation = 0;          ///< 0, 90, 180, 270 degrees by which its text is turned clockwise
  float slope = 0;              ///< dy / dx of most of its lines, once they are upright
  std::vector<PageLine> lines;  ///< reading order
  std::string text;             ///< the lines, with a blank line between blocks
};

struct PageOptions {
  bool dictionary = true;
  std::string allow, deny;      ///< as OcrOptions
};

/// Reads pages with one model. Keeps working memory between calls; use one per thread.
class PageReader {
 public:
  explicit PageReader(std::shared_ptr<const OcrModel> model);
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;
  ~PageReader();

  /// Fails with invalid_image or invalid_option and stays usable.
  Result<Page> read(const ImageView& image, const PageOptions& options = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand
