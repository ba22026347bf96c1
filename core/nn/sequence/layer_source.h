#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "nn/matrix.h"
#include "nn/sequence/axis.h"
#include "nn/sequence/layer_spec.h"
#include "text/json_fields.h"

namespace longhand::nn::sequence {

/// A number for each axis of a picture.
struct Pair {
  int height = 0, width = 0;  ///< the sequence runs along the width
};

/// What a file says of one layer: its description and its tensors. The first mistake is remembered
/// with its place; what is read after it is meaningless.
class LayerSource {
 public:
  /// `before`: the layer before, or null; `height`: of the network's input.
  LayerSource(text::JsonFields description, LayerSpec* before, int height)
      : fields(std::move(description)),
        before_(before),
        height_(before ? before->out.height : height) {}
  virtual ~LayerSource() = default;

  /// As rows, [shape[0]][the rest], in float or, with a factor for each row, in int8.
  virtual Matrix matrix(const std::string& name, const std::vector<int>& shape) = 0;
  virtual std::vector<float> vector(const std::string& name, int size) = 0;

  /// The layers that a member lists, the first of which takes in what the layer before puts out.
  virtual ChainSpec chain(const char* name) = 0;

  /// The member `name`: the features that come in, as the layer before puts them out, in one row.
  int inputs(const char* name);

  /// The member `name`: the channels that come in, with as many rows as the layer before puts out.
  Shape channels(const char* name);

  /// What comes in, of layers that take anything: they cannot be the first.
  Shape anything();

  /// The same in one row.
  Shape row();

  /// Rows that a window going down the columns makes of the ones that come in, at least one.
  int rows_out(const Axis& axis, int height);

  /// A number for both axes or, in an array, one for each.
  Pair pair(const char* name, int least, int most, std::optional<Pair> otherwise = {});

  bool ok() const { return fields.ok(); }

  LayerSpec* before() const { return before_; }

  text::JsonFields fields;

 private:
  Shape one_row(Shape shape);

  LayerSpec* before_;
  int height_;
};

}  // namespace longhand::nn::sequence
