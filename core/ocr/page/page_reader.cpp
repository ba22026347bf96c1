#include <algorithm>
#include <memory>
#include <utility>

#include <longhand/page.h>

#include "image/channels.h"
#include "ocr/line/line_image.h"
#include "ocr/model.h"
#include "ocr/page/page_reading.h"
#include "ocr/page/row_reader.h"

namespace longhand {

struct PageReader::Impl {
  explicit Impl(std::shared_ptr<const OcrModel> loaded)
      : model(std::move(loaded)), rows(model->impl()), reading(rows) {}

  std::shared_ptr<const OcrModel> model;
  ocr::RowReader rows;
  ocr::PageReading reading;
  image::Plane picture;  ///< what came of it so far
  int rows_of_picture = 0;
};

PageReader::PageReader(std::shared_ptr<const OcrModel> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

Result<void> PageReader::begin(const ImageView& image, const PageOptions& options) {
  if (auto set = impl_->rows.set_options(options); !set) return set;
  auto grey = ocr::to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  impl_->reading.begin(std::move(*grey));
  return {};
}

Result<void> PageReader::begin_picture(int width, int height) {
  const std::uint8_t none = 0;
  if (auto checked = image::check_view({&none, width, height, 1, width}); !checked) return checked;
  impl_->picture = image::Plane(width, height);
  impl_->rows_of_picture = 0;
  return {};
}

Result<void> PageReader::add_rows(const ImageView& rows) {
  image::Plane& picture = impl_->picture;
  const auto grey = ocr::to_grey(rows);
  if (!grey) return tl::unexpected(grey.error());
  if (grey->width != picture.width || grey->height > picture.height - impl_->rows_of_picture)
    return fail(ErrorCode::invalid_image, "image: the rows do not fit into the picture");
  std::ranges::copy(grey->pixels, picture.row(impl_->rows_of_picture));
  impl_->rows_of_picture += grey->height;
  return {};
}

Result<void> PageReader::begin(const PageOptions& options) {
  if (auto set = impl_->rows.set_options(options); !set) return set;
  if (impl_->picture.pixels.empty() || impl_->rows_of_picture != impl_->picture.height)
    return fail(ErrorCode::invalid_image, "image: some rows of the picture are missing");
  impl_->reading.begin(std::exchange(impl_->picture, {}));
  return {};
}

int PageReader::row_count() const { return impl_->reading.row_count(); }

int PageReader::rows_read() const { return impl_->reading.rows_read(); }

std::vector<PageLine> PageReader::read_some() { return impl_->reading.read_some(); }

Page PageReader::finish() { return impl_->reading.finish(); }

Result<Page> PageReader::read(const ImageView& image, const PageOptions& options) {
  if (auto begun = begin(image, options); !begun) return tl::unexpected(begun.error());
  while (rows_read() < row_count()) read_some();
  return finish();
}

}  // namespace longhand
