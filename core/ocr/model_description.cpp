#include "ocr/model_description.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "text/json_fields.h"
#include "text/utf8.h"

namespace longhand::ocr {
namespace {

using nn::sequence::ChainSpec;
using text::JsonFields;

constexpr std::size_t kMostLabels = 1 << 16;
constexpr int kMostChannels = 3;
constexpr double kLeastDeviation = 1e-4, kLargest = 1e4;

Error wrong(const std::string& what, const std::string& expected, const std::string& found) {
  return {ErrorCode::invalid_model,
          "metadata: " + what + ": expected " + expected + ", found " + found};
}

ImageSpec read_image(JsonFields fields, const ChainSpec& chain) {
  ImageSpec image;
  const auto channels = std::size_t(fields.whole("channels", 1, kMostChannels, 1));
  image.height = chain.inputs() / int(channels);
  image.mean = fields.numbers("mean", channels, -kLargest, kLargest);
  image.std = fields.numbers("std", channels, -kLargest, kLargest);
  const auto is_none = [](float std) { return std::abs(std) < kLeastDeviation; };
  if (std::ranges::any_of(image.std, is_none))
    fields.expected("std", "numbers that are not about 0");
  return image;
}

/// What fields by themselves do not show.
Result<void> check(const ModelDescription& description, const ChainSpec& chain) {
  const int channels = description.image.channels();
  const nn::sequence::Shape in = chain.in();
  if (in.height > 1 ? in.channels != channels : in.channels % channels != 0)
    return tl::unexpected(wrong("inputs of architecture[0]",
                                std::to_string(channels) + " channels as image has",
                                std::to_string(in.channels)));
  if (chain.outputs() != int(description.alphabet.size()))
    return tl::unexpected(wrong("labels in alphabet as the network puts out",
                                std::to_string(chain.outputs()),
                                std::to_string(description.alphabet.size())));
  if (chain.steps() > 0)
    return fail(ErrorCode::unsupported_model,
                "metadata: architecture: expected a network that takes lines of any width, found "
                "one of " +
                    std::to_string(chain.steps()) + " columns");
  for (const std::string& label : description.alphabet)
    if (!text::is_utf8(label))
      return tl::unexpected(wrong("alphabet", "texts in UTF-8", text::in_quotes(label)));
  return {};
}

}  // namespace

Result<ModelDescription> read_description(const formats::SequenceFile& file) {
  if (auto fits = formats::check_kind(file, "ocr"); !fits) return tl::unexpected(fits.error());
  std::optional<Error> error;
  ModelDescription description;
  JsonFields fields(file.description, "", error);
  fields.demand("format", 1.0);
  description.image = read_image(fields.object("image"), file.chain);
  description.alphabet = fields.texts("alphabet", 2, kMostLabels);
  description.blank = fields.whole("blank", 0, std::max(0, int(description.alphabet.size()) - 1));
  description.sure_of_text = float(
      fields.number("sure_of_text", 0, 100, double(description.sure_of_text)));
  if (error) return tl::unexpected(*error);
  if (auto checked = check(description, file.chain); !checked)
    return tl::unexpected(checked.error());
  return description;
}

}  // namespace longhand::ocr
