#include <utility>

#include <longhand/ocr.h>

#include "ocr/line/prepared_line.h"
#include "text/option_range.h"

namespace longhand {

Result<LinePicture> cut_line(const ImageView& picture, int height) {
  if (auto checked = text::check_range("line height", height, kLineHeight); !checked)
    return tl::unexpected(checked.error());
  auto line = ocr::prepare_line(picture, Layout::line, {.height = height});
  if (!line) return tl::unexpected(line.error());
  image::Plane& pixels = line->pixels;
  return LinePicture{pixels.width, pixels.height, std::move(pixels.pixels)};
}

}  // namespace longhand
