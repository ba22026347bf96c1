#pragma once

#include <string>
#include <vector>

#include "nn/matrix.h"
#include "nn/sequence/layer_spec.h"
#include "text/json_fields.h"

namespace longhand::nn::sequence {

/// What a file says of one layer: its description and its tensors. The first mistake is remembered
/// with its place; what is read after it is meaningless.
class LayerSource {
 public:
  /// `before`: features that the layer before puts out; 0 if there is none.
  LayerSource(text::JsonFields description, int before) : fields(description), before_(before) {}
  virtual ~LayerSource() = default;

  /// [rows][cols] in float or, with a factor for each row, in int8.
  virtual Matrix matrix(const std::string& name, int rows, int cols) = 0;
  virtual std::vector<float> vector(const std::string& name, int size) = 0;

  /// The member `name`: the features that come in, as the layer before puts them out.
  int inputs(const char* name) {
    const int found = fields.whole(name, 1, kMaxWidth);
    if (before_ > 0 && found != before_)
      fields.expected(name, std::to_string(before_) + " as the layer before puts out");
    return found;
  }

  bool ok() const { return fields.ok(); }

  text::JsonFields fields;

 private:
  int before_;
};

}  // namespace longhand::nn::sequence
