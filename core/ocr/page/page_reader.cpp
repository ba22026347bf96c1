#include <memory>
#include <utility>

#include <longhand/page.h>

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
  return impl_->reading.begin(std::move(*grey));
}

int PageReader::row_count() const { return impl_->reading.row_count(); }

int PageReader::rows_read() const { return impl_->reading.rows_read(); }

Result<std::vector<PageLine>> PageReader::read_some() { return impl_->reading.read_some(); }

Page PageReader::finish() { return impl_->reading.finish(); }

Result<Page> PageReader::read(const ImageView& image, const PageOptions& options) {
  if (auto begun = begin(image, options); !begun) return tl::unexpected(begun.error());
  while (rows_read() < row_count()) {
    if (auto some = read_some(); !some) return tl::unexpected(some.error());
  }
  return finish();
}

}  // namespace longhand
