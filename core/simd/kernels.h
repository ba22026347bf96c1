#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "simd/limits.h"

#if defined(__wasm__) && !defined(LONGHAND_FOR_ONE_BUILD)
#error "differs between the wasm builds: include it only where each is compiled"
#endif

namespace longhand::simd {

/// Weights in the order in which the kernels read them; see PackedMatrix. `Format` is Int8, Bytes,
/// Septets or Float32.
struct Int8 {
#ifdef __x86_64__
  using Weight = std::int8_t;  ///< widened on the way from the cache, which has less to deliver
#else
  using Weight = std::int16_t;  ///< int8 values, widened once
#endif
  using Input = std::int16_t;  ///< -127..127
  using Sum = std::int32_t;    ///< exact
  static constexpr int kInputsPerStep = 2;
  static constexpr bool kExact = true;
  static constexpr Input kZero = 0;  ///< the input that stands for zero
};

/// Int8 at half the memory, for processors with a dot product of bytes. Inputs are unsigned: what
/// kZero adds to a sum, kZero times the sum of its weights, must be taken off where the sum starts.
struct Bytes {
  using Weight = std::int8_t;
  using Input = std::uint8_t;  ///< kZero + (-127..127)
  using Sum = std::int32_t;    ///< exact
  static constexpr int kInputsPerStep = 4;
  static constexpr bool kExact = true;
  static constexpr Input kZero = 128;
};

/// Bytes whose inputs have seven bits: two products fit into 16 bits, so that most instruction sets
/// multiply sixteen pairs of bytes at once, exactly.
struct Septets {
  using Weight = std::int8_t;
  using Input = std::uint8_t;  ///< kZero + (-63..63)
  using Sum = std::int32_t;    ///< exact
  static constexpr int kInputsPerStep = 4;
  static constexpr bool kExact = true;
  static constexpr Input kZero = 64;
};

struct Float32 {
  using Weight = float;
  using Input = float;
  using Sum = float;
  static constexpr int kInputsPerStep = 1;
  static constexpr bool kExact = false;
  static constexpr Input kZero = 0;
};

/// Whether an instruction set of this build may have kernels for Bytes.
#if defined(__wasm__) && !defined(__wasm_relaxed_simd__)
inline constexpr bool kMayHaveBytes = false;
#else
inline constexpr bool kMayHaveBytes = true;
#endif

/// What int8 networks multiply that quantise their activations by their largest. The sums are the
/// same.
#if defined(__wasm__) && !defined(__wasm_relaxed_simd__)
using Quantised = Int8;
#else
using Quantised = Septets;
#endif

/// Four vectors of rows stand together, so that one pass over the inputs yields four sums per lane:
/// in an LSTM these are the four gates of one hidden unit.
inline constexpr int kVectorsPerBlock = 4;

/// Rows are padded to so many vectors: to whole blocks where vectors are short, so that no kernels
/// for others are needed, which are a tenth of a wasm module.
constexpr int vectors_at_least(int lanes) { return lanes == 4 ? kVectorsPerBlock : 1; }

template <class Format>
struct PackedView {
  const typename Format::Weight* weights = nullptr;  ///< [block][step][vector][lane][input of step]
  int vectors = 0;                                   ///< rows / lanes, rounded up
  int steps = 0;                                     ///< inputs / kInputsPerStep, rounded up
};

/// `count` rows of numbers, `stride` elements apart; a stride of 0 repeats one row.
template <class T>
struct Rows {
  T* data = nullptr;
  std::ptrdiff_t stride = 0;
};

/// Functions of single numbers. `clamp` has limits, `leaky` the slope of what is negative.
enum class Activation {
  clamp,
  leaky,
  tanh,
  sigmoid,
  silu,
  gelu,
  gelu_tanh,
  hard_sigmoid,
  hard_swish
};

/// Values and what they are multiplied by, one by one.
struct Term {
  const float* values = nullptr;
  const float* factors = nullptr;
};

/// What becomes of the numbers of a row that has been brought to mean 0 and variance 1.
struct RowScale {
  float epsilon = 0;              ///< added to the variance
  const float* factor = nullptr;  ///< [columns]
  const float* shift = nullptr;   ///< [columns]
};

/// How a layer of weights ends.
enum class Squash { linear, tanh, logistic, relu, clip_0_1, clip_1_1 };

/// What one LSTM step reads and writes for `count` independent sequences. All rows of sums and
/// scales are in packed order (PackedMatrix::gates). Padding lanes of `cell` are kept at zero.
template <class Format>
struct LstmStep {
  PackedView<Format> recurrent;
  const float* scale = nullptr;     ///< [vectors * lanes]; sum * scale is the gate's input
  Rows<typename Format::Sum> sums;  ///< input product plus bias; the recurrent product is added
  Rows<const typename Format::Input> source;  ///< what `recurrent` multiplies
  Rows<float> cell;                           ///< [hidden rounded up to lanes], updated in place
  Rows<typename Format::Input> hidden;        ///< out; must not overlap `source`
  int units = 0;                              ///< hidden units that are written
  int count = 0;
};

/// One step of PyTorch's nn.LSTM: what goes into the gates is `gates` + recurrent * source (int8:
/// recurrent * source * scale * source_scale). Rows are in packed order as in LstmStep.
template <class Format>
struct TorchStep {
  PackedView<Format> recurrent;
  const typename Format::Sum* start = nullptr;  ///< int8: see AffineProduct
  const float* scale = nullptr;                 ///< int8: [vectors * lanes]
  Rows<float> gates;  ///< input product plus biases; the recurrent product is added
  Rows<const typename Format::Input> source;
  Rows<float> cell;    ///< [hidden rounded up to lanes], updated in place
  Rows<float> hidden;  ///< out; must not overlap `source`
  int units = 0;
  int count = 0;
  const float* source_scale = nullptr;  ///< int8: [count]
  bool cold = false;                    ///< see AffineProduct
};

/// weights * in + bias as floats; for int8 weights * in * scale * in_scale + bias.
template <class Format>
struct AffineProduct {
  PackedView<Format> weights;
  const typename Format::Sum* start = nullptr;  ///< int8: [vectors * lanes], minus sum_of_zeros()
  const float* scale = nullptr;                 ///< int8: [vectors * lanes]
  const float* bias = nullptr;                  ///< [vectors * lanes]
  Rows<const typename Format::Input> in;
  const float* in_scale = nullptr;  ///< int8: [count]
  Rows<float> out;
  int columns = 0;  ///< of `out` that are written, in packed order
  int count = 0;
  bool cold = false;  ///< the weights come from memory rather than a cache; changes no result
};

/// Kernels of one instruction set that every network calls.
struct CommonKernels {
  const char* name;  ///< of the instruction set
  int lanes;         ///< floats or int32s per vector

  /// Each row becomes exp(v - max) / sum, v - max clipped to [-86, 0]; in place, columns >= 1. The
  /// order of every operation is fixed: the same bits on every instruction set.
  void (*softmax)(Rows<float> values, int columns, int count);
};

/// Those of Tesseract's networks. Those of Bytes are null where none multiplies bytes faster.
struct TesseractKernels {
  /// out[n] = init[n] + weights * in[n] for n in [0, count): rows of vectors * lanes sums.
  void (*multiply_int8)(const PackedView<Int8>&, Rows<const std::int32_t> init,
                        Rows<const std::int16_t> in, int count, Rows<std::int32_t> out);
  void (*multiply_bytes)(const PackedView<Bytes>&, Rows<const std::int32_t> init,
                         Rows<const std::uint8_t> in, int count, Rows<std::int32_t> out);
  void (*multiply_float)(const PackedView<Float32>&, Rows<const float> init, Rows<const float> in,
                         int count, Rows<float> out);

  /// The LSTM step: table-interpolated gates, cell clipped to +-100.
  void (*lstm_step_int8)(const LstmStep<Int8>&);
  void (*lstm_step_bytes)(const LstmStep<Bytes>&);
  void (*lstm_step_float)(const LstmStep<Float32>&);

  /// out = squash(sum * scale), Tesseract's tables; stored as round(127 * value), or as it is.
  void (*squash_int8)(Squash, Rows<const std::int32_t> sums, const float* scale, int columns,
                      int count, Rows<std::int16_t> out);
  void (*squash_bytes)(Squash, Rows<const std::int32_t> sums, const float* scale, int columns,
                       int count, Rows<std::uint8_t> out);
  void (*squash_float)(Squash, Rows<const float> sums, int columns, int count, Rows<float> out);

  /// out = sum * scale.
  void (*scale_to_float)(Rows<const std::int32_t> sums, const float* scale, int columns, int count,
                         Rows<float> out);

  /// Element-wise maximum into `best`.
  void (*maximum_int)(const std::int32_t* values, std::size_t count, std::int32_t* best);
  void (*maximum_float)(const float* values, std::size_t count, float* best);
};

/// Those of PyTorch's networks.
struct TorchKernels {
  /// The step of nn.LSTM: sigmoid and tanh, gate order as packed (cell input, input, forget,
  /// output).
  /// The int8 step gives the same bits on every instruction set.
  void (*torch_step_int8)(const TorchStep<Quantised>&);
  void (*torch_step_float)(const TorchStep<Float32>&);

  /// A row's result does not depend on the number of rows.
  void (*affine_int8)(const AffineProduct<Quantised>&);
  void (*affine_float)(const AffineProduct<Float32>&);

  /// Rows as integers, and a factor for each `together` of them: value = (out - zero) * scales[row
  /// / together]. Where no value is over 1e-30 all become zeros, as does what the last step of a
  /// row lacks.
  void (*quantise)(Rows<const float> in, int columns, int count, int together, Sign sign,
                   Rows<Quantised::Input> out, float* scales);
};

/// What the layers of PyTorch's networks do besides products. None depends on where a row stands.
struct LayerKernels {
  /// out[i] = kind(in[i]); may be in place. low, high: see Activation.
  void (*activate)(Activation kind, float low, float high, std::size_t count, const float* in,
                   float* out);

  /// out[i] = start[i] + the sum of values[i] * factors[i] of all terms.
  void (*weighted_sum)(std::span<const Term> terms, const float* start, std::size_t count,
                       float* out);
  void (*add_scaled)(const float* values, float factor, std::size_t count, float* sums);
  void (*maximum)(const float* values, std::size_t count, float* best);
  float (*dot)(const float* a, const float* b, std::size_t count);

  /// PyTorch's nn.LayerNorm over `columns`.
  void (*normalise)(Rows<const float> in, int columns, int count, const RowScale& scale,
                    Rows<float> out);

  /// One step of PyTorch's nn.GRU. input, recurrent: products with their biases, [3 units], gates
  /// in PyTorch's order: reset, update, new. before, hidden: [units], which may be the same.
  void (*gru_gates)(const float* input, const float* recurrent, int units, const float* before,
                    float* hidden);
};

/// The kernels of the best instruction set that this machine has; chosen once. A program that does
/// not call one of these does not have its kernels linked.
const CommonKernels& common_kernels();
const TesseractKernels& tesseract_kernels();
const TorchKernels& torch_kernels();
const LayerKernels& layer_kernels();

/// How many instruction sets were built and can run here; for tests and benchmarks.
int instruction_sets();

/// Takes the kernels of one of them, numbered from the best, 0, until called again; for tests and
/// benchmarks, before any packing.
void use_instruction_set(int number);

}  // namespace longhand::simd
