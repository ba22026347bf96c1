#include "nn/sequence/convolution.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "nn/sequence/layer.h"
#include "nn/sequence/product.h"
#include "nn/sequence/registry.h"
#include "nn/sequence/scale_rows.h"
#include "nn/sequence/summary.h"

namespace longhand::nn::sequence {
namespace {

constexpr int kMaxKernel = 255, kMaxStride = 255;
constexpr int kMaxCarried = 1 << 24;  ///< numbers that a window reaches back

/// What all convolutions go over.
struct Shapes {
  Window window;
  Axis axis;
  Shape in, out;
  int groups = 1;
  simd::Sign sign = simd::Sign::any;  ///< of what comes in
};

/// A row of the output: of a window, of a sequence, of a row of the column.
struct Place {
  int window, sequence, row;
};

Place place_of(int index, int batch, int height) {
  return {index / (batch * height), index / height % batch, index % height};
}

/// Blocks are copied faster than the few numbers that they hold; up to a block more is read and
/// written.
constexpr std::size_t kBlock = 16;

template <class Value>
Value* copy_blocks(const Value* from, int count, Value* to) {
  for (std::size_t done = 0; done < count * sizeof(Value); done += kBlock)
    std::memcpy(reinterpret_cast<std::byte*>(to) + done,
                reinterpret_cast<const std::byte*>(from) + done, kBlock);
  return to + count;
}

/// Where the columns of all steps stand.
template <class Value>
struct Columns {
  const Value* first;
  std::ptrdiff_t step, sequence;  ///< from a column to that of the next step, of the next sequence
  Value zero;                     ///< stands for 0
  const float* scales = nullptr;  ///< of each sequence, where it is quantised
};

class Convolution : public Layer {
 public:
  explicit Convolution(const ConvolutionSpec& spec)
      : shapes_{spec.window, spec.axis, spec.in, spec.out, spec.groups, spec.sign} {}

  std::size_t carried(int batch) const override {
    return shapes_.window.carried(std::size_t(batch) * shapes_.in.features());
  }

  const Shapes& shapes() const { return shapes_; }

 private:
  Shapes shapes_;
};

class ConvolutionStream : public Stream {
 public:
  ConvolutionStream(const Shapes& shapes, int batch, std::span<float> carried)
      : shapes_(shapes),
        batch_(batch),
        windows_(shapes.window, std::size_t(batch) * shapes.in.features(), carried) {}

  std::span<float> forward(int steps, std::span<float> in) override {
    const int rows = windows_.push(steps, in) * batch_ * shapes_.out.height;
    const std::span<float> out = out_.take(std::size_t(rows) * shapes_.out.channels);
    convolve(rows, out.data());
    return out;
  }

 protected:
  virtual void convolve(int rows, float* out) = 0;

  /// The first number of what a tap sees: `columns` has those of each step of each sequence. Null
  /// if the tap lies above or below the column.
  template <class Value>
  const Value* tap(const Columns<Value>& columns, const Place& at, int along, int down) const {
    const int row = shapes_.axis.row(at.row, down);
    if (row < 0 || row >= shapes_.in.height) return nullptr;
    return columns.first + std::ptrdiff_t(windows_.place(at.window, along)) * columns.step +
           at.sequence * columns.sequence + std::ptrdiff_t(row) * shapes_.in.channels;
  }

  Columns<float> columns() const {
    const int features = shapes_.in.features();
    return {windows_.rows(), std::ptrdiff_t(batch_) * features, features, 0};
  }

  const Shapes& shapes_;
  int batch_;
  WindowStream windows_;

 private:
  Buffer<float> out_;
};

/// Each group of channels is a product with the patches of its inputs.
class Grouped : public Convolution {
 public:
  explicit Grouped(const ConvolutionSpec& spec) : Convolution(spec) {
    const int rows = spec.weight.rows / spec.groups;
    for (int group = 0; group < spec.groups; ++group)
      products_.emplace_back(part_of(spec.weight, group * rows, rows),
                             spec.bias.empty()
                                 ? spec.bias
                                 : std::vector<float>(spec.bias.begin() + group * rows,
                                                      spec.bias.begin() + (group + 1) * rows));
  }

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;

  std::size_t bytes() const override {
    std::size_t bytes = 0;
    for (const Product& product : products_) bytes += product.bytes();
    return bytes;
  }

  const std::vector<Product>& products() const { return products_; }

 private:
  static Matrix part_of(const Matrix& all, int first, int rows) {
    const std::ptrdiff_t begin = std::ptrdiff_t(first) * all.cols;
    const std::ptrdiff_t end = begin + std::ptrdiff_t(rows) * all.cols;
    if (!all.is_int8())
      return {rows, all.cols, {all.real.begin() + begin, all.real.begin() + end}, {}, {}};
    return {rows,
            all.cols,
            {},
            {all.int8.begin() + begin, all.int8.begin() + end},
            {all.scale.begin() + first, all.scale.begin() + first + rows}};
  }

  std::vector<Product> products_;
};

class GroupedStream : public ConvolutionStream {
 public:
  GroupedStream(const Grouped& layer, int batch, std::span<float> carried)
      : ConvolutionStream(layer.shapes(), batch, carried), layer_(layer) {}

 private:
  using Byte = simd::Quantised::Input;

  /// Whether the patches stand in the input as they are multiplied.
  bool is_plain() const {
    const Axis& axis = shapes_.axis;
    return batch_ == 1 && shapes_.groups == 1 && shapes_.out.height == 1 &&
           shapes_.window.dilation == 1 && axis.dilation == 1 && axis.padding == 0 &&
           axis.kernel == shapes_.in.height;
  }

  /// Whether a call is a whole sequence, which is quantised at once: its patches overlap.
  bool is_whole() const { return shapes_.window.after > 0 && layer_.products()[0].is_int8(); }

  void convolve(int rows, float* out) override {
    const Product& product = layer_.products()[0];
    if (is_whole()) return convolve(quantise(), rows, out);
    if (!is_plain() || rows == 0) return convolve(columns(), rows, out);
    product.apply(
        {windows_.step(0, 0), std::ptrdiff_t(shapes_.window.stride) * shapes_.in.features()}, rows,
        {out, shapes_.out.channels}, memory_);
  }

  Columns<Byte> quantise() {
    const int features = shapes_.in.features(), steps = int(windows_.steps());
    const std::ptrdiff_t size = std::ptrdiff_t(steps) * features;
    Byte* bytes = bytes_.take(size * batch_ + kBlock).data();
    float* scales = scales_.take(batch_).data();
    const Columns<float> from = columns();
    for (int i = 0; i < batch_; ++i)
      simd::torch_kernels().quantise({from.first + i * from.sequence, from.step}, features, steps,
                                     steps, shapes_.sign, {bytes + i * size, features}, scales + i);
    const bool is_signed = shapes_.sign == simd::Sign::any;
    return {bytes, features, size, is_signed ? simd::Quantised::kZero : Byte(0), scales};
  }

  template <class Value>
  void convolve(const Columns<Value>& columns, int rows, float* out) {
    for (int first = 0; first < rows; first += kRowsTogether)
      for (int group = 0; group < shapes_.groups; ++group)
        convolve(columns, first, std::min(kRowsTogether, rows - first), group, out);
  }

  template <class Value>
  void convolve(const Columns<Value>& columns, int first, int count, int group, float* out) {
    const Product& product = layer_.products()[group];
    constexpr int unit = simd::Quantised::kInputsPerStep;
    const std::ptrdiff_t stride = (product.inputs() + unit - 1) / unit * unit;
    Value* patches = patches_of(Value()).take(kRowsTogether * stride + kBlock).data();
    float scales[kRowsTogether];
    for (int i = 0; i < count; ++i) {
      const Place at = place_of(first + i, batch_, shapes_.out.height);
      gather(columns, at, group, patches + i * stride);
      if (columns.scales) scales[i] = columns.scales[at.sequence];
    }
    const simd::Rows<float> to{
        out + std::ptrdiff_t(first) * shapes_.out.channels + group * product.outputs(),
        shapes_.out.channels};
    multiply(product, {patches, stride}, scales, count, to);
  }

  void multiply(const Product& product, simd::Rows<const float> patches, const float*, int count,
                simd::Rows<float> out) {
    product.apply(patches, count, out, memory_);
  }

  void multiply(const Product& product, simd::Rows<const Byte> patches, const float* scales,
                int count, simd::Rows<float> out) {
    product.apply(patches, scales, count, out, shapes_.sign);
  }

  template <class Value>
  void gather(const Columns<Value>& columns, const Place& at, int group, Value* patch) const {
    if (shapes_.groups == 1 && shapes_.axis.dilation == 1) return gather(columns, at, patch);
    const int channels = shapes_.in.channels / shapes_.groups;
    for (int along = 0; along < shapes_.window.kernel; ++along)
      for (int down = 0; down < shapes_.axis.kernel; ++down) {
        const Value* from = tap(columns, at, along, down);
        patch = from ? copy_blocks(from + group * channels, channels, patch)
                     : std::fill_n(patch, channels, columns.zero);
      }
  }

  /// All channels of rows that stand one below the other.
  template <class Value>
  void gather(const Columns<Value>& columns, const Place& at, Value* patch) const {
    const int channels = shapes_.in.channels, rows = shapes_.axis.kernel;
    const int top = shapes_.axis.row(at.row, 0);
    const int first = std::max(0, -top), end = std::min(rows, shapes_.in.height - top);
    for (int along = 0; along < shapes_.window.kernel; ++along) {
      patch = std::fill_n(patch, first * channels, columns.zero);
      patch = copy_blocks(tap(columns, at, along, first), (end - first) * channels, patch);
      patch = std::fill_n(patch, (rows - end) * channels, columns.zero);
    }
  }

  Buffer<float>& patches_of(float) { return patches_; }
  Buffer<Byte>& patches_of(Byte) { return byte_patches_; }

  const Grouped& layer_;
  Buffer<float> patches_, scales_;
  Buffer<Byte> bytes_, byte_patches_;
  ProductMemory memory_;
};

std::unique_ptr<Stream> Grouped::start(int batch, std::span<float> carried) const {
  return std::make_unique<GroupedStream>(*this, batch, carried);
}

/// Each channel by itself, in floats whatever its weights are stored as.
class Depthwise : public Convolution {
 public:
  explicit Depthwise(const ConvolutionSpec& spec) : Convolution(spec), bias_(spec.bias) {
    const int channels = spec.out.channels, taps = spec.taps();
    bias_.resize(channels);
    weights_.resize(std::size_t(taps) * channels);
    for (int channel = 0; channel < channels; ++channel)
      for (int tap = 0; tap < taps; ++tap) {
        const std::size_t at = std::size_t(channel) * taps + tap;
        weights_[std::size_t(tap) * channels + channel] = spec.weight.is_int8()
                                                              ? spec.weight.int8[at] *
                                                                    spec.weight.scale[channel]
                                                              : spec.weight.real[at];
      }
  }

  std::unique_ptr<Stream> start(int batch, std::span<float> carried) const override;
  std::size_t bytes() const override { return weights_.size() * sizeof(float); }

  const float* weights(int along, int down) const {
    return weights_.data() +
           std::size_t(along * shapes().axis.kernel + down) * shapes().out.channels;
  }
  const std::vector<float>& bias() const { return bias_; }

 private:
  std::vector<float> weights_;  ///< [tap][channel]
  std::vector<float> bias_;
};

class DepthwiseStream : public ConvolutionStream {
 public:
  DepthwiseStream(const Depthwise& layer, int batch, std::span<float> carried)
      : ConvolutionStream(layer.shapes(), batch, carried), layer_(layer) {}

 private:
  void convolve(int rows, float* out) override {
    const auto channels = std::size_t(shapes_.out.channels);
    const Columns<float> columns = this->columns();
    for (int i = 0; i < rows; ++i, out += channels) {
      terms_.clear();
      const Place at = place_of(i, batch_, shapes_.out.height);
      for (int along = 0; along < shapes_.window.kernel; ++along)
        for (int down = 0; down < shapes_.axis.kernel; ++down)
          if (const float* from = tap(columns, at, along, down))
            terms_.push_back({from, layer_.weights(along, down)});
      simd::layer_kernels().weighted_sum(terms_, layer_.bias().data(), channels, out);
    }
  }

  const Depthwise& layer_;
  std::vector<simd::Term> terms_;
};

std::unique_ptr<Stream> Depthwise::start(int batch, std::span<float> carried) const {
  return std::make_unique<DepthwiseStream>(*this, batch, carried);
}

/// From PyTorch's order of a patch, [channel][down][along], to ours.
template <class Value>
std::vector<Value> reordered(const std::vector<Value>& values, int rows, int channels, int down,
                             int along) {
  std::vector<Value> result;
  result.reserve(values.size());
  const std::size_t patch = std::size_t(channels) * down * along;
  for (int row = 0; row < rows && !values.empty(); ++row)
    for (int x = 0; x < along; ++x)
      for (int y = 0; y < down; ++y)
        for (int c = 0; c < channels; ++c)
          result.push_back(
              values[std::size_t(row) * patch + (std::size_t(c) * down + y) * along + x]);
  return result;
}

void read_windows(LayerSource& from, bool is_flat, ConvolutionSpec& spec) {
  const auto pair = [&](const char* name, int least, int most, std::optional<int> otherwise,
                        int none) {
    if (is_flat) return Pair{none, from.fields.whole(name, least, most, otherwise)};
    std::optional<Pair> both;
    if (otherwise) both = Pair{*otherwise, *otherwise};
    return from.pair(name, least, most, both);
  };
  const Pair kernel = pair("kernel_size", 1, kMaxKernel, {}, 1);
  const Pair stride = pair("stride", 1, kMaxStride, 1, 1);
  const Pair dilation = pair("dilation", 1, kMaxKernel, 1, 1);
  const Pair padding = pair("padding", 0, kMaxKernel * kMaxKernel, 0, 0);
  spec.window = {kernel.width, stride.width, dilation.width, padding.width, padding.width};
  spec.axis = {kernel.height, stride.height, dilation.height, padding.height};
  if (from.fields.boolean("causal", false)) {
    if (padding.width > 0) from.fields.expected("padding", "0 along a causal sequence");
    spec.window.before = spec.window.reach();
  }
  if (spec.window.before > spec.window.reach() || spec.axis.padding > spec.axis.reach())
    from.fields.expected("padding", "less than the kernel");
}

std::unique_ptr<LayerSpec> read_convolution(LayerSource& from, bool is_flat) {
  auto spec = std::make_unique<ConvolutionSpec>();
  spec->name = from.fields.text("name");
  spec->in = is_flat ? Shape{1, from.inputs("in_channels")} : from.channels("in_channels");
  spec->out.channels = from.fields.whole("out_channels", 1, kMaxWidth);
  if (from.before() && from.before()->non_negative) spec->sign = simd::Sign::none;
  spec->groups = from.fields.whole("groups", 1, kMaxWidth, 1);
  if (spec->in.channels % spec->groups != 0 || spec->out.channels % spec->groups != 0)
    from.fields.expected("groups", "a number that divides both channels");
  read_windows(from, is_flat, *spec);
  spec->out.height = from.rows_out(spec->axis, spec->in.height);
  if (spec->window.reach() > kMaxCarried / std::max(1, spec->in.features()))
    from.fields.expected("dilation", "at most " + std::to_string(kMaxCarried) +
                                         " numbers from a kernel's first step to its last");
  if (!from.ok()) return spec;
  const int channels = std::max(1, spec->in.channels / spec->groups);
  if (spec->taps() > kMaxWidth / channels)
    from.fields.expected("kernel_size",
                         "at most " + std::to_string(kMaxWidth) + " numbers in a patch");
  if (spec->out.height > kMaxFeatures / spec->out.channels)
    from.fields.expected("out_channels",
                         "at most " + std::to_string(kMaxFeatures) + " numbers in a column");
  if (!from.ok()) return spec;
  spec->pace = spec->window.pace();
  const bool has_bias = from.fields.boolean("bias", true);
  std::vector<int> shape{spec->out.channels, channels};
  if (!is_flat) shape.push_back(spec->axis.kernel);
  shape.push_back(spec->window.kernel);
  spec->weight = from.matrix(spec->name + ".weight", shape);
  const int down = spec->axis.kernel, along = spec->window.kernel;
  spec->weight.real = reordered(spec->weight.real, spec->out.channels, channels, down, along);
  spec->weight.int8 = reordered(spec->weight.int8, spec->out.channels, channels, down, along);
  if (has_bias) spec->bias = from.vector(spec->name + ".bias", spec->out.channels);
  return spec;
}

}  // namespace

std::unique_ptr<Layer> ConvolutionSpec::build() const {
  if (is_depthwise()) return std::make_unique<Depthwise>(*this);
  return std::make_unique<Grouped>(*this);
}

LayerSummary ConvolutionSpec::summary() const {
  const std::string size = axis.kernel == 1
                               ? std::to_string(window.kernel)
                               : std::to_string(axis.kernel) + "x" + std::to_string(window.kernel);
  return {"convolution",
          "convolution " + size + ", " + std::to_string(in.channels) + " -> " +
              std::to_string(out.channels),
          in.features(),
          out.features(),
          weight.size() + bias.size(),
          weight.is_int8(),
          {}};
}

bool ConvolutionSpec::scale_outputs(std::span<const float> factor, std::span<const float> shift) {
  scale_rows(factor, shift, weight, bias);
  return true;
}

std::unique_ptr<LayerSpec> read_conv1d(LayerSource& from) { return read_convolution(from, true); }
std::unique_ptr<LayerSpec> read_conv2d(LayerSource& from) { return read_convolution(from, false); }

LayerSummary summarise_convolution(const LayerSpec& layer) {
  return static_cast<const ConvolutionSpec&>(layer).summary();
}

}  // namespace longhand::nn::sequence
