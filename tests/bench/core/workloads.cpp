#include "workloads.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>

#include "formats/traineddata.h"
#include "nn/grid/network.h"
#include "simd/packed_matrix.h"

namespace longhand::bench {
namespace {

template <class Format>
const char* name_of();
template <>
const char* name_of<simd::Int8>() {
  return "int8";
}
template <>
const char* name_of<simd::Float32>() {
  return "float";
}

void multiply(const simd::PackedView<simd::Int8>& weights, const std::int32_t* init,
              const std::int16_t* in, int inputs, int count, std::int32_t* out, int rows) {
  simd::tesseract_kernels().multiply_int8(weights, {init, 0}, {in, inputs}, count, {out, rows});
}
void multiply(const simd::PackedView<simd::Float32>& weights, const float* init, const float* in,
              int inputs, int count, float* out, int rows) {
  simd::tesseract_kernels().multiply_float(weights, {init, 0}, {in, inputs}, count, {out, rows});
}
void lstm_step(const simd::LstmStep<simd::Int8>& step) {
  simd::tesseract_kernels().lstm_step_int8(step);
}
void lstm_step(const simd::LstmStep<simd::Float32>& step) {
  simd::tesseract_kernels().lstm_step_float(step);
}

template <class T>
std::vector<T> random_values(std::size_t count, int range) {
  std::mt19937 random(7);
  std::vector<T> values(count);
  for (T& value : values)
    value = T(int(random() % (2 * range + 1)) - range) / T(sizeof(T) == 4 ? 64 : 1);
  return values;
}

/// The four gates of an LSTM layer of `units`: weights, a batch of inputs, room for the results.
template <class Format>
struct Gates {
  using Stored = std::conditional_t<std::is_same_v<Format, simd::Int8>, std::int8_t, float>;
  int units, count, rows;
  simd::PackedMatrix<Format> matrix;
  std::vector<typename Format::Sum> bias, sums;
  std::vector<typename Format::Input> in, negated, hidden;
  std::vector<float> cell, scale;

  Gates(int hidden_units, int batch) : units(hidden_units), count(batch) {
    const int lanes = simd::common_kernels().lanes;
    const auto weights = random_values<Stored>(std::size_t(4) * units * units, 100);
    matrix = simd::PackedMatrix<Format>(
        weights.data(), units, simd::all_columns(units),
        simd::RowOrder::gates(units, {0, units, 2 * units, 3 * units}, lanes), lanes);
    rows = matrix.rows();
    bias.resize(rows);
    sums.resize(std::size_t(rows) * count);
    in = random_values<typename Format::Input>(std::size_t(units) * count + 16, 100);
    for (const auto value : in) negated.push_back(typename Format::Input(-value));
    hidden.resize(in.size());
    cell.resize(std::size_t(rows) / 4 * count);
    scale.assign(rows, 1e-5f);
  }

  double macs() const { return 4.0 * units * units * count; }
  void product() {
    multiply(matrix.view(), bias.data(), in.data(), units, count, sums.data(), rows);
  }
  /// Every other call takes back what the one before it added to the sums.
  void step() {
    std::swap(in, negated);
    lstm_step({matrix.view(),
               scale.data(),
               {sums.data(), rows},
               {in.data(), units},
               {cell.data(), rows / 4},
               {hidden.data(), units},
               units,
               count});
  }
};

template <class Format>
void add_gates(int units, int count, std::vector<Workload>& all) {
  auto gates = std::make_shared<Gates<Format>>(units, count);
  const std::string what = std::string(name_of<Format>()) + "/" + std::to_string(units) + "x" +
                           std::to_string(count);
  all.push_back({"product_" + what, gates->macs(), [gates] { gates->product(); }});
  all.push_back({"step_" + what, gates->macs(), [gates] { gates->step(); }});
}

/// An affine layer of a network that quantises its activations row by row.
struct QuantisedLayer {
  using Format = simd::Quantised;
  int columns, count, rows;
  simd::PackedMatrix<Format> matrix;
  std::vector<std::int32_t> start;
  std::vector<float> ones, out;
  std::vector<Format::Input> in;

  QuantisedLayer(int inputs, int outputs, int batch) : columns(inputs), count(batch) {
    const int lanes = simd::common_kernels().lanes;
    const auto weights = random_values<std::int8_t>(std::size_t(inputs) * outputs, 100);
    matrix = simd::PackedMatrix<Format>(weights.data(), inputs, simd::all_columns(inputs),
                                        simd::RowOrder::plain(outputs, lanes), lanes);
    rows = matrix.rows();
    start.resize(rows);
    ones.assign(std::max(rows, count), 1.0f);
    out.resize(std::size_t(rows) * count);
    in.assign(std::size_t(inputs) * count + 16, Format::kZero + 1);
  }

  double macs() const { return double(rows) * columns * count; }
  void product() {
    simd::torch_kernels().affine_int8({matrix.view(),
                                       start.data(),
                                       ones.data(),
                                       ones.data(),
                                       {in.data(), columns},
                                       ones.data(),
                                       {out.data(), rows},
                                       rows,
                                       count});
  }
};

void add_quantised(int units, int count, std::vector<Workload>& all) {
  auto layer = std::make_shared<QuantisedLayer>(units, 4 * units, count);
  const std::string size = std::to_string(units) + "x" + std::to_string(count);
  all.push_back({"product_quantised/" + size, layer->macs(), [layer] { layer->product(); }});
}

}  // namespace

std::vector<Workload> kernel_workloads() {
  std::vector<Workload> all;
  for (int units : {96, 256})
    for (int count : {1, 48}) {
      add_gates<simd::Int8>(units, count, all);
      add_gates<simd::Float32>(units, count, all);
      add_quantised(units, count, all);
    }
  return all;
}

namespace {

double macs_per_line(const nn::grid::LayerSpec& spec, double positions) {
  double macs = 0;
  for (const nn::Matrix& weights : spec.weights)
    macs += double(weights.rows) * weights.cols * positions;
  return macs;
}

/// Multiply-adds of a line: each layer's weights times the positions at which it runs.
double count_macs(const nn::grid::LayerSpec& spec, double& height, double& width,
                  bool transposed = false) {
  if (spec.kind == nn::grid::LayerKind::input) height = spec.input_height;
  double macs = macs_per_line(spec, height * width);
  for (const nn::grid::LayerSpec& child : spec.children) {
    const bool across = spec.kind == nn::grid::LayerKind::transpose_xy;
    macs += count_macs(child, height, width, transposed != across);
  }
  if (spec.kind == nn::grid::LayerKind::maxpool) {
    height = double(int(height) / spec.size_y);
    width = double(int(width) / spec.size_x);
  }
  if (spec.kind == nn::grid::LayerKind::summarising_lstm) (transposed ? height : width) = 1;
  return macs;
}

nn::grid::Grid<float> random_line(int height, int width) {
  nn::grid::Grid<float> line;
  line.resize(height, width, 1);
  const auto values = random_values<std::int16_t>(line.size(), 127);
  for (std::size_t i = 0; i < values.size(); ++i) line.values[i] = values[i] / 128.0f;
  return line;
}

/// A network with all that it needs to run.
struct Runner {
  nn::grid::Network network;
  nn::grid::Network::Workspace workspace;
  nn::grid::Grid<float> out;

  void run(const nn::grid::Grid<float>& line) {
    nn::grid::NoiseGenerator noise(nn::grid::Recurrence::minstd, 1);
    network.forward({&line, 1}, noise, workspace, {&out, 1});
  }
};

}  // namespace

std::vector<Workload> network_workloads(const std::string& model_path) {
  std::ifstream file(model_path, std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  auto model = formats::read_traineddata(bytes);
  if (!model) return {};
  auto network = nn::grid::Network::build(model->network);
  if (!network) return {};
  auto runner = std::make_shared<Runner>(Runner{std::move(*network), {}, {}});
  std::vector<Workload> all;
  for (int steps : {40, 160, 225}) {
    double height = 0, width = steps * 3.0;
    const double macs = count_macs(model->network, height, width);
    const std::string name = "forward/" + std::to_string(steps);
    const int rows = runner->network.input_height();
    all.push_back(
        {name, macs, [runner, line = random_line(rows, steps * 3)] { runner->run(line); }});
  }
  return all;
}

}  // namespace longhand::bench
