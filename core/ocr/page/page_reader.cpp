#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <longhand/page.h>

#include "image/channels.h"
#include "image/crop.h"
#include "ocr/line/line_image.h"
#include "ocr/model.h"
#include "ocr/page/boxes.h"
#include "ocr/page/page_builder.h"
#include "ocr/page/page_reading.h"
#include "ocr/page/row_reader.h"

namespace longhand {

namespace {

Result<void> check_orientation(std::optional<int> degrees) {
  if (!degrees || (*degrees % 90 == 0 && *degrees >= 0 && *degrees < 360)) return {};
  return fail(ErrorCode::invalid_option,
              "orientation: expected 0, 90, 180 or 270, found " + std::to_string(*degrees));
}

std::string describe(const Box& box) {
  std::string text;
  for (const int side : {box.left, box.top, box.right, box.bottom})
    text += (text.empty() ? "" : ", ") + std::to_string(side);
  return text;
}

Result<void> check_regions(std::span<const Box> regions, int width, int height) {
  std::int64_t pixels = 0;
  for (const Box& box : regions) {
    if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height ||
        ocr::is_empty(box))
      return fail(ErrorCode::invalid_option,
                  "region: expected left < right and top < bottom within a picture of " +
                      std::to_string(width) + " x " + std::to_string(height) + ", found " +
                      describe(box));
    pixels += std::int64_t{box.right - box.left} * (box.bottom - box.top);
  }
  if (pixels <= kMaxImagePixels) return {};
  return fail(ErrorCode::invalid_option, "regions: expected at most " +
                                             std::to_string(kMaxImagePixels) +
                                             " pixels in all, found " + std::to_string(pixels));
}

}  // namespace

struct PageReader::Impl {
  explicit Impl(std::vector<std::shared_ptr<const OcrModel>> loaded) : models(std::move(loaded)) {
    for (const auto& model : models)
      readers.push_back(std::make_unique<ocr::RowReader>(model->impl(), int(readers.size())));
  }

  Result<void> set_options(const PageOptions& options);
  Result<void> begin(image::Plane whole, const PageOptions& options);
  Page take_page(void (ocr::PageReading::*add)(Page&));

  std::vector<std::shared_ptr<const OcrModel>> models;
  std::vector<std::unique_ptr<ocr::RowReader>> readers;  ///< of each model
  std::vector<ocr::RowReader*> chosen;                   ///< of them
  std::vector<ocr::PageReading> readings;                ///< of each region
  int width = 0, height = 0;                             ///< of the picture that is read
  image::Plane picture;                                  ///< what came of it so far
  int rows_of_picture = 0;
};

Result<void> PageReader::Impl::set_options(const PageOptions& options) {
  chosen.clear();
  for (const int number : options.models) {
    ocr::RowReader* reader = number >= 0 && number < int(readers.size()) ? readers[number].get()
                                                                         : nullptr;
    if (reader == nullptr || std::ranges::find(chosen, reader) != chosen.end())
      return fail(ErrorCode::invalid_option, "models: expected numbers below " +
                                                 std::to_string(readers.size()) +
                                                 ", each once, found " + std::to_string(number));
    chosen.push_back(reader);
  }
  if (chosen.empty())
    for (const auto& reader : readers) chosen.push_back(reader.get());
  for (ocr::RowReader* reader : chosen)
    if (auto set = reader->set_options(options); !set) return set;
  return {};
}

Result<void> PageReader::Impl::begin(image::Plane whole, const PageOptions& options) {
  readings.clear();
  width = whole.width;
  height = whole.height;
  if (auto checked = check_orientation(options.orientation); !checked) return checked;
  if (auto checked = check_regions(options.regions, width, height); !checked) return checked;
  if (options.regions.empty()) {
    readings.emplace_back(ocr::RowReaders(chosen), Box{0, 0, width, height});
    return readings.back().begin(std::move(whole), options);
  }
  for (const Box& box : options.regions) {
    readings.emplace_back(ocr::RowReaders(chosen), box);
    auto part = image::crop(whole, box.left, box.top, box.right, box.bottom);
    if (auto begun = readings.back().begin(std::move(part), options); !begun) return begun;
  }
  return {};
}

/// A page to which each reading adds its blocks.
Page PageReader::Impl::take_page(void (ocr::PageReading::*add)(Page&)) {
  Page page{width, height};
  for (ocr::PageReading& reading : readings) (reading.*add)(page);
  readings.clear();
  ocr::complete_page(page);
  return page;
}

PageReader::PageReader(std::shared_ptr<const OcrModel> model)
    : PageReader(std::vector{std::move(model)}) {}
PageReader::PageReader(std::vector<std::shared_ptr<const OcrModel>> models)
    : impl_(std::make_unique<Impl>(std::move(models))) {}
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;
PageReader::~PageReader() = default;

Result<void> PageReader::begin(const ImageView& image, const PageOptions& options) {
  if (auto set = impl_->set_options(options); !set) return set;
  auto grey = ocr::to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  return impl_->begin(std::move(*grey), options);
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
  if (auto set = impl_->set_options(options); !set) return set;
  if (impl_->picture.pixels.empty() || impl_->rows_of_picture != impl_->picture.height)
    return fail(ErrorCode::invalid_image, "image: some rows of the picture are missing");
  return impl_->begin(std::exchange(impl_->picture, {}), options);
}

int PageReader::row_count() const {
  int count = 0;
  for (const ocr::PageReading& reading : impl_->readings) count += reading.row_count();
  return count;
}

int PageReader::rows_read() const {
  int count = 0;
  for (const ocr::PageReading& reading : impl_->readings) count += reading.rows_read();
  return count;
}

std::vector<PageLine> PageReader::read_some() {
  for (ocr::PageReading& reading : impl_->readings)
    if (reading.rows_read() < reading.row_count()) return reading.read_some();
  return {};
}

Page PageReader::finish() { return impl_->take_page(&ocr::PageReading::finish); }

Page PageReader::outline() { return impl_->take_page(&ocr::PageReading::outline); }

Result<Page> PageReader::detect(const ImageView& image, const PageOptions& options) {
  if (auto begun = begin(image, options); !begun) return tl::unexpected(begun.error());
  return outline();
}

Result<Page> PageReader::read(const ImageView& image, const PageOptions& options) {
  if (auto begun = begin(image, options); !begun) return tl::unexpected(begun.error());
  while (rows_read() < row_count()) read_some();
  return finish();
}

}  // namespace longhand
