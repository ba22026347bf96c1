#include "nn/sequence/layer_source.h"

#include <algorithm>

namespace longhand::nn::sequence {

Shape LayerSource::one_row(Shape shape) {
  if (shape.height > 1)
    fields.expected("type", "a flatten before it, as columns of " + std::to_string(shape.height) +
                                " rows come in");
  return shape;
}

int LayerSource::inputs(const char* name) { return one_row(channels(name)).channels; }

Shape LayerSource::channels(const char* name) {
  const int found = fields.whole(name, 1, kMaxWidth);
  if (before_ && found != before_->out.channels)
    fields.expected(name, std::to_string(before_->out.channels) + " as the layer before puts out");
  return {height_, found};
}

Shape LayerSource::anything() {
  if (!before_) fields.expected("type", "a layer before it that says how much comes in");
  return before_ ? before_->out : Shape{};
}

Shape LayerSource::row() { return one_row(anything()); }

int LayerSource::rows_out(const Axis& axis, int height) {
  const int rows = axis.outputs(height);
  if (rows < 1)
    fields.expected("kernel_size", "at most the " + std::to_string(height) +
                                       " rows that come in, with their padding");
  return std::max(1, rows);
}

Pair LayerSource::pair(const char* name, int least, int most, std::optional<Pair> otherwise) {
  if (otherwise && !fields.has(name)) return *otherwise;
  if (!fields.value(name).items()) {
    const int both = fields.whole(name, least, most);
    return {both, both};
  }
  const std::vector<float> numbers = fields.numbers(name, 2, least, most);
  const Pair pair{int(numbers[0]), int(numbers[1])};
  if (float(pair.height) != numbers[0] || float(pair.width) != numbers[1])
    fields.expected(name, "whole numbers");
  return pair;
}

}  // namespace longhand::nn::sequence
