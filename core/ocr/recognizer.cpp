#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <longhand/ocr.h>

#include "ocr/line/line_image.h"
#include "ocr/line/line_runner.h"
#include "ocr/line/prepared_line.h"
#include "ocr/line/vertical.h"
#include "ocr/line_decoder.h"
#include "ocr/model.h"
#include "text/option_range.h"

namespace longhand {
namespace {

/// Lines that the network reads side by side, and where each stands among the images.
struct Group {
  std::vector<ocr::PreparedLine> lines;
  std::vector<std::size_t> places;
  int columns = 0;
};

/// The confidence of a reading of `letters` letters; of much fewer, less.
float sureness(const OcrResult& result, std::size_t letters) {
  std::size_t symbols = 0;
  for (const Word& word : result.words) symbols += word.symbols.size();
  return result.confidence * std::min(1.0f, 2 * float(symbols) / float(letters));
}

}  // namespace

struct OcrRecognizer::Impl {
  explicit Impl(std::shared_ptr<const OcrModel> loaded)
      : owner(std::move(loaded)), model(owner->impl()), runner(model), decoder(model) {}

  Result<void> take_options(const OcrOptions& options);
  Result<ocr::PreparedLine> prepare(const ImageView& image, Layout layout) const;
  bool has_room(const Group& group, const image::Plane& line) const;
  std::optional<layout::Column> find_column(const ImageView& image,
                                            const OcrOptions& options) const;
  Result<OcrResult> read_column(const ImageView& image, const layout::Column& column,
                                OcrOptions options);
  std::vector<Result<OcrResult>> read(std::span<const ImageView> images, const OcrOptions& options);
  void read_group(const OcrOptions& options, Group group, std::vector<Result<OcrResult>>& results);

  std::shared_ptr<const OcrModel> owner;
  const OcrModel::Impl& model;
  ocr::LineRunner runner;
  ocr::LineDecoder decoder;
};

Result<void> OcrRecognizer::Impl::take_options(const OcrOptions& options) {
  if (auto checked = text::check_range("invert threshold", options.invert_threshold,
                                       kInvertThreshold);
      !checked) {
    return checked;
  }
  return decoder.set_options(options);
}

Result<ocr::PreparedLine> OcrRecognizer::Impl::prepare(const ImageView& image,
                                                       Layout layout) const {
  auto line = ocr::prepare_line(image, layout, model.network->sizes());
  if (!line || line->is_blank()) return line;
  if (auto ok = runner.check(line->pixels); !ok) return tl::unexpected(ok.error());
  return line;
}

bool OcrRecognizer::Impl::has_room(const Group& group, const image::Plane& line) const {
  return group.lines.empty() ||
         (group.lines.size() < kLinesTogether &&
          group.columns + line.width <= model.network->sizes().columns_together);
}

void OcrRecognizer::Impl::read_group(const OcrOptions& options, Group group,
                                     std::vector<Result<OcrResult>>& results) {
  std::vector<image::Plane> lines;
  for (auto& line : group.lines) lines.push_back(std::move(line.pixels));
  runner.run(std::move(lines), options);
  for (std::size_t i = 0; i < group.places.size(); ++i)
    results[group.places[i]] = decoder.decode(runner.reading(i), group.lines[i],
                                              options.probabilities);
}

/// What is read as a vertical line; none if the line runs across.
std::optional<layout::Column> OcrRecognizer::Impl::find_column(const ImageView& image,
                                                               const OcrOptions& options) const {
  const bool automatic = options.direction == Direction::automatic;
  const bool wide = image.width > 2 * image.height;
  if (options.direction == Direction::horizontal) return {};
  if (automatic && (options.layout == Layout::raw || wide)) return {};
  const auto grey = ocr::to_grey(image);
  if (!grey) return {};
  layout::Column column = layout::find_column(*grey);
  if (column.cells.empty() || (automatic && !column.runs_down(model.vertical))) return {};
  return column;
}

/// Reads a vertical line turned as the model expects it, or in each way that it could be meant, of
/// which the surest counts.
Result<OcrResult> OcrRecognizer::Impl::read_column(const ImageView& image,
                                                   const layout::Column& column,
                                                   OcrOptions options) {
  const bool maybe_across = options.direction == Direction::automatic;
  options.direction = Direction::horizontal;
  const image::Plane grey = *ocr::to_grey(image);
  Result<OcrResult> best = fail(ErrorCode::invalid_image, "");
  float surest = -1;
  const auto attempt = [&](const ocr::LaidLine& line, bool vertical) {
    const ImageView view = line.view();
    auto result = std::move(read({&view, 1}, options).front());
    const float sure = result ? sureness(*result, column.cells.size()) : -1;
    if (best && sure <= surest) return;
    best = std::move(result);
    surest = sure;
    if (!best) return;
    ocr::move_boxes(line, *best);
    if (vertical && !model.vertical) best->warnings.push_back(Warning::vertical_text);
  };
  attempt(ocr::turn_left(grey), true);
  if (model.vertical) return best;
  attempt(ocr::turn_right(grey), true);
  attempt(ocr::set_in_row(grey, column), true);
  if (maybe_across) attempt(ocr::leave(grey), false);
  return best;
}

std::vector<Result<OcrResult>> OcrRecognizer::Impl::read(std::span<const ImageView> images,
                                                         const OcrOptions& options) {
  std::vector<Result<OcrResult>> results(images.size());
  const auto taken = take_options(options);
  Group group;
  for (std::size_t i = 0; i < images.size(); ++i) {
    if (const auto column = find_column(images[i], options); column && taken) {
      results[i] = read_column(images[i], *column, options);
      continue;
    }
    auto line = taken ? prepare(images[i], options.layout) : tl::unexpected(taken.error());
    if (!line) {
      results[i] = tl::unexpected(line.error());
      continue;
    }
    if (line->is_blank()) {
      results[i]->labels = model.network->labels();
      continue;
    }
    if (!has_room(group, line->pixels)) read_group(options, std::exchange(group, {}), results);
    group.columns += line->pixels.width;
    group.lines.push_back(std::move(*line));
    group.places.push_back(i);
  }
  read_group(options, std::move(group), results);
  return results;
}

const char* name_of(Warning warning) {
  switch (warning) {
    case Warning::several_lines: return "several_lines";
    case Warning::vertical_text: return "vertical_text";
  }
  return "";
}

OcrRecognizer::OcrRecognizer(std::shared_ptr<const OcrModel> model)
    : impl_(std::make_unique<Impl>(std::move(model))) {}
OcrRecognizer::OcrRecognizer(OcrRecognizer&&) noexcept = default;
OcrRecognizer& OcrRecognizer::operator=(OcrRecognizer&&) noexcept = default;
OcrRecognizer::~OcrRecognizer() = default;

Result<OcrResult> OcrRecognizer::recognize(const ImageView& line, const OcrOptions& options) {
  return std::move(impl_->read({&line, 1}, options).front());
}

std::vector<Result<OcrResult>> OcrRecognizer::recognize_all(std::span<const ImageView> lines,
                                                            const OcrOptions& options) {
  return impl_->read(lines, options);
}

}  // namespace longhand
