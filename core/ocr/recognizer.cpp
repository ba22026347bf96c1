#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <longhand/ocr.h>

#include "layout/strip.h"
#include "ocr/beam_search.h"
#include "ocr/character_filter.h"
#include "ocr/line_image.h"
#include "ocr/line_runner.h"
#include "ocr/model.h"
#include "ocr/result.h"
#include "ocr/vertical.h"
#include "text/option_range.h"

namespace longhand {
namespace {

/// What the network sees of a picture.
struct Line {
  ocr::Plane pixels;
  layout::StripPlace place;
  layout::FoundInk ink;
  bool several_lines = false;

  bool is_blank() const { return pixels.pixels.empty(); }
};

/// Lines that the network reads side by side, and where each stands among the images.
struct Group {
  std::vector<Line> lines;
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
      : owner(std::move(loaded)),
        model(owner->impl()),
        search(model.recoder, model.charset, model.network.labels(), model.blank),
        runner(model) {}

  Result<void> take_options(const OcrOptions& options);
  Result<Line> prepare(const ImageView& image, Layout layout) const;
  Result<Line> take_whole(const ImageView& image) const;
  Result<Line> cut_out(const ImageView& image) const;
  bool has_room(const Group& group, const ocr::Plane& line) const;
  std::optional<layout::Column> find_column(const ImageView& image,
                                            const OcrOptions& options) const;
  Result<OcrResult> read_column(const ImageView& image, const layout::Column& column,
                                OcrOptions options);
  std::vector<Result<OcrResult>> read(std::span<const ImageView> images, const OcrOptions& options);
  void read_group(const OcrOptions& options, Group group, std::vector<Result<OcrResult>>& results);
  OcrResult describe(const ocr::LineRunner::Reading& reading, const Line& line,
                     const OcrOptions& options);
  std::span<const float> masked(const nn::grid::Grid<float>& probabilities);

  std::shared_ptr<const OcrModel> owner;
  const OcrModel::Impl& model;
  ocr::BeamSearch search;
  ocr::LineRunner runner;
  ocr::CharacterFilter filter;
  std::string filter_allow, filter_deny;
  std::vector<float> masked_values;
};

Result<void> OcrRecognizer::Impl::take_options(const OcrOptions& options) {
  if (auto checked = text::check_range("invert threshold", options.invert_threshold,
                                       kInvertThreshold);
      !checked) {
    return checked;
  }
  if (options.allow == filter_allow && options.deny == filter_deny) return {};
  auto made = ocr::make_filter(options.allow, options.deny, model.charset, model.recoder,
                               model.network.labels(), model.blank);
  if (!made) return tl::unexpected(made.error());
  filter = std::move(*made);
  filter_allow = options.allow;
  filter_deny = options.deny;
  return {};
}

/// The line as the network wants to see it, or a blank one.
Result<Line> OcrRecognizer::Impl::prepare(const ImageView& image, Layout layout) const {
  auto line = layout == Layout::raw ? take_whole(image) : cut_out(image);
  if (!line || line->is_blank()) return line;
  if (auto ok = model.network.check_line(line->pixels.height, line->pixels.width); !ok)
    return tl::unexpected(ok.error());
  return line;
}

Result<Line> OcrRecognizer::Impl::take_whole(const ImageView& image) const {
  auto pixels = ocr::scale_line(image, model.network.input_height(), model.network.x_scale());
  if (!pixels) return tl::unexpected(pixels.error());
  auto strip = layout::cut_line(*ocr::to_grey(image));
  return Line{std::move(*pixels), layout::StripPlace::whole(image.width, image.height),
              strip ? std::move(strip->ink) : layout::FoundInk{}};
}

Result<Line> OcrRecognizer::Impl::cut_out(const ImageView& image) const {
  auto grey = ocr::to_grey(image);
  if (!grey) return tl::unexpected(grey.error());
  auto strip = layout::cut_line(std::move(*grey));
  if (!strip) return Line{};
  auto pixels = ocr::scale_line(strip->pixels, model.network.input_height(),
                                model.network.x_scale());
  if (!pixels) return tl::unexpected(pixels.error());
  return Line{std::move(*pixels), strip->place, std::move(strip->ink), strip->several_lines};
}

/// The probabilities with those of forbidden labels at 0.
std::span<const float> OcrRecognizer::Impl::masked(const nn::grid::Grid<float>& probabilities) {
  const std::span<const float> all(probabilities.values.data(), probabilities.size());
  if (!filter.is_active()) return all;
  masked_values.assign(all.begin(), all.end());
  const std::size_t labels = filter.labels.size();
  for (std::size_t i = 0; i < masked_values.size(); ++i) {
    if (!filter.labels[i % labels]) masked_values[i] = 0;
  }
  return masked_values;
}

OcrResult OcrRecognizer::Impl::describe(const ocr::LineRunner::Reading& reading, const Line& line,
                                        const OcrOptions& options) {
  const nn::grid::Grid<float>& probabilities = reading.probabilities;
  OcrResult result;
  result.inverted = reading.inverted;
  if (line.several_lines) result.warnings.push_back(Warning::several_lines);
  result.steps = probabilities.width;
  result.labels = probabilities.features;
  const bool guided = options.dictionary && model.dictionary.has_value();
  const auto& enabled = filter.is_active() ? filter.unichars : model.enabled;
  const auto path = search.decode(masked(probabilities),
                                  {guided ? &*model.dictionary : nullptr, enabled});
  const float factor = ocr::line_factor(line.place.height, model.network.input_height());
  const layout::LineInk ink(line.ink, line.place);
  const ocr::LineGeometry geometry{line.place, ink, float(model.network.x_scale()) / factor};
  ocr::fill_result(ocr::extract_characters(path), model.charset, geometry, model.keeps_spaces,
                   result);
  if (options.probabilities) {
    const float* first = probabilities.values.data();
    result.probabilities.assign(first, first + probabilities.size());
  }
  return result;
}

bool OcrRecognizer::Impl::has_room(const Group& group, const ocr::Plane& line) const {
  return group.lines.empty() || (group.lines.size() < kLinesTogether &&
                                 group.columns + line.width <= model.network.columns_together());
}

void OcrRecognizer::Impl::read_group(const OcrOptions& options, Group group,
                                     std::vector<Result<OcrResult>>& results) {
  std::vector<ocr::Plane> lines;
  for (Line& line : group.lines) lines.push_back(std::move(line.pixels));
  const auto run = runner.run(std::move(lines), options);
  for (std::size_t i = 0; i < group.places.size(); ++i) {
    const std::size_t place = group.places[i];
    if (run) results[place] = describe(runner.reading(i), group.lines[i], options);
    else results[place] = tl::unexpected(run.error());
  }
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
  const bool across = 10 * column.width() > 13 * column.height();
  const bool is_vertical = model.vertical ? !across : column.is_line();
  if (column.cells.empty() || (automatic && !is_vertical)) return {};
  return column;
}

/// Reads a vertical line turned as the model expects it, or in each way that it could be meant, of
/// which the surest counts.
Result<OcrResult> OcrRecognizer::Impl::read_column(const ImageView& image,
                                                   const layout::Column& column,
                                                   OcrOptions options) {
  const bool maybe_across = options.direction == Direction::automatic;
  options.direction = Direction::horizontal;
  const ocr::Plane grey = *ocr::to_grey(image);
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
      results[i]->labels = int(model.network.labels());
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
