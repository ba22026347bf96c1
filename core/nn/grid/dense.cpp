#include "nn/grid/dense.h"

#include <algorithm>
#include <cmath>

#include "nn/grid/bias.h"
#include "nn/grid/products.h"

namespace longhand::nn::grid {
namespace {

template <class Format>
PackedRows<Format> pack_plain(const Matrix& weights) {
  return pack_with_bias<Format>(weights, simd::all_columns(weights.cols - 1),
                                simd::RowOrder::plain(weights.rows, simd::common_kernels().lanes));
}

/// Multiplies every position of `in`, a chunk at a time, and hands the sums of each chunk to `use`
/// (first position, count, sums).
template <class Format, class Use>
void multiply_positions(const PackedRows<Format>& layer, const Grid<typename Format::Input>& in,
                        std::vector<typename Format::Sum>& sums, Use use) {
  const int positions = in.height * in.width;
  sums.resize(std::size_t(kChunk) * layer.rows());
  for (int first = 0; first < positions; first += kChunk) {
    const int count = std::min(kChunk, positions - first);
    multiply(layer, {in.values.data() + std::size_t(first) * in.features, in.features}, count,
             {sums.data(), layer.rows()});
    use(first, count, simd::Rows<const typename Format::Sum>{sums.data(), layer.rows()});
  }
}

void store(float value, float& out) { out = value; }
void store(float value, std::int16_t& out) { out = std::int16_t(std::lround(value * 127)); }
void store(float value, std::uint8_t& out) {
  out = std::uint8_t(simd::Bytes::kZero + std::lround(value * 127));
}

}  // namespace

template <class Format>
Dense<Format>::Dense(const Matrix& weights, simd::Squash squash, Slots& slots)
    : layer_(pack_plain<Format>(weights)),
      squash_(squash),
      outputs_(weights.rows),
      slot_(slots.take()) {}

template <class Format>
void Dense<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  out.resize(in.height, in.width, outputs_);
  auto& sums = run.scratch.template list<typename Format::Sum>(slot_);
  multiply_positions(layer_, in, sums, [&](int first, int count, auto rows) {
    squash(squash_, layer_, rows, outputs_, count,
           {out.values.data() + std::size_t(first) * outputs_, outputs_});
  });
}

template <class Format>
SoftmaxHead<Format>::SoftmaxHead(const Matrix& weights, Slots& slots)
    : layer_(pack_plain<Format>(weights)), labels_(weights.rows), slot_(slots.take()) {}

template <class Format>
void SoftmaxHead<Format>::forward(const Grid<typename Format::Input>& in, Grid<float>& out,
                                  Run& run) const {
  out.resize(in.height, in.width, labels_);
  auto& sums = run.scratch.template list<typename Format::Sum>(slot_);
  multiply_positions(layer_, in, sums, [&](int first, int count, auto rows) {
    const simd::Rows<float> to{out.values.data() + std::size_t(first) * labels_, labels_};
    values_of(layer_, rows, labels_, count, to);
    simd::common_kernels().softmax(to, labels_, count);
  });
}

template <class Format>
InnerSoftmax<Format>::InnerSoftmax(const Matrix& weights, Slots& slots)
    : softmax_(weights, slots), slot_(slots.take()) {}

template <class Format>
void InnerSoftmax<Format>::forward_line(const Grid<Value>& in, Grid<Value>& out, Run& run) const {
  Grid<float>& values = run.scratch.template grid<float>(slot_);
  softmax_.forward(in, values, run);
  out.resize(values.height, values.width, values.features);
  for (std::size_t i = 0; i < values.size(); ++i) store(values.values[i], out.values[i]);
}

template class Dense<simd::Int8>;
template class Dense<simd::Bytes>;
template class Dense<simd::Float32>;
template class SoftmaxHead<simd::Int8>;
template class SoftmaxHead<simd::Bytes>;
template class SoftmaxHead<simd::Float32>;
template class InnerSoftmax<simd::Int8>;
template class InnerSoftmax<simd::Bytes>;
template class InnerSoftmax<simd::Float32>;

}  // namespace longhand::nn::grid
