#include <algorithm>

#include "nn/sequence/registry.h"
#include "nn/sequence/step_layer.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kMaxRows = 1 << 20;

/// The row of a table whose number comes in; the nearest there is for numbers beyond it.
class Embedding : public StepLayer {
 public:
  explicit Embedding(const Matrix& table) : StepLayer(1, table.cols), table_(table) {}

  std::size_t bytes() const override {
    return table_.real.size() * sizeof(float) + table_.int8.size();
  }

  void forward(int steps, const float* in, float* out, ProductMemory&) const override {
    for (int step = 0; step < steps; ++step, out += outputs()) {
      const float last = float(table_.rows - 1);
      const float number = in[step] >= 0 ? std::min(in[step], last) : 0;  // NaN is not either
      const auto row = std::size_t(number);
      if (!table_.is_int8()) {
        std::copy_n(table_.real.begin() + std::ptrdiff_t(row * outputs()), outputs(), out);
        continue;
      }
      const std::int8_t* from = table_.int8.data() + row * outputs();
      std::transform(from, from + outputs(), out,
                     [&](std::int8_t value) { return float(value) * table_.scale[row]; });
    }
  }

 private:
  Matrix table_;
};

struct EmbeddingSpec : LayerSpec {
  std::unique_ptr<Layer> build() const override { return std::make_unique<Embedding>(table); }
  LayerSummary summary() const {
    return {"embedding",
            "embedding " + std::to_string(table.rows) + " -> " + std::to_string(table.cols),
            1,
            out.features(),
            table.size(),
            table.is_int8(),
            {}};
  }

  Matrix table;  ///< [numbers][features]
};

}  // namespace

std::unique_ptr<LayerSpec> read_embedding(LayerSource& from) {
  auto spec = std::make_unique<EmbeddingSpec>();
  spec->name = from.fields.text("name");
  const int rows = from.fields.whole("num_embeddings", 1, kMaxRows);
  spec->in = {1, 1};
  spec->out = {1, from.fields.whole("embedding_dim", 1, kMaxWidth)};
  if (from.before() && from.before()->out != spec->in)
    from.fields.expected("type", "one number that comes in");
  spec->table = from.matrix(spec->name + ".weight", {rows, spec->out.channels});
  return spec;
}

LayerSummary summarise_embedding(const LayerSpec& layer) {
  return static_cast<const EmbeddingSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
