#include "support.h"

namespace longhand::simd {
namespace {

class LstmKernels : public EachKernels {};
LONGHAND_FOR_EACH_KERNELS(LstmKernels);

/// One LSTM layer's recurrent half with random weights.
template <class Format, class Stored>
struct Layer {
  int units, count, lanes;
  std::vector<Stored> weights;  // [4 * units][units]
  RowOrder order;
  PackedMatrix<Format> packed;
  std::vector<float> scale, cell;
  std::vector<typename Format::Sum> sums;  // [count][4 * units], plain order
  std::vector<typename Format::Input> source, hidden;

  Layer(const Kernels& k, int unit_count, int batch, std::vector<Stored> values)
      : units(unit_count),
        count(batch),
        lanes(k.lanes),
        weights(std::move(values)),
        order(RowOrder::gates(units, {0, units, 2 * units, 3 * units}, lanes)),
        packed(weights.data(), units, all_columns(units), order, lanes),
        hidden(std::size_t(units) * count, typename Format::Input(55)) {}

  int padded() const { return packed.rows() / 4; }

  void run(void (*step)(const LstmStep<Format>&)) {
    std::vector<typename Format::Sum> packed_sums;
    for (int n = 0; n < count; ++n) {
      const std::vector<typename Format::Sum> row(sums.begin() + n * 4 * units,
                                                  sums.begin() + (n + 1) * 4 * units);
      const auto ordered = permute(row, order);
      packed_sums.insert(packed_sums.end(), ordered.begin(), ordered.end());
    }
    const auto packed_scale = permute(scale, order);
    step({packed.view(),
          packed_scale.data(),
          {packed_sums.data(), packed.rows()},
          {source.data(), units},
          {cell.data(), padded()},
          {hidden.data(), units},
          units,
          count});
  }

  /// What goes into gate `which` of a unit, before any scale.
  typename Format::Sum sum(int n, int which, int unit) const {
    const int row = which * units + unit;
    typename Format::Sum total = sums[n * 4 * units + row];
    for (int i = 0; i < units; ++i)
      total += typename Format::Sum(weights[row * units + i]) * source[n * units + i];
    return total;
  }
};

/// Section 6 of the Tesseract sheet, value by value.
float reference_step(const float (&gate)[4], float& cell) {
  cell = cell * table_logistic_of(gate[2]);
  cell += table_tanh_of(gate[0]) * table_logistic_of(gate[1]);
  cell = std::fmin(std::fmax(cell, -100.0f), 100.0f);
  return table_tanh_of(cell) * table_logistic_of(gate[3]);
}

template <class Format>
void expect_bit_exact(const Kernels& k, void (*step)(const LstmStep<Format>&)) {
  for (int units : {1, 5, 16, 35, 64})
    for (int count : {1, 2, 13}) {
      Layer<Format, std::int8_t> layer(
          k, units, count, random_integers<std::int8_t>(std::size_t(4) * units * units, 127));
      layer.scale = random_floats(4 * units, 2e-4f);
      layer.sums = random_integers<std::int32_t>(std::size_t(4) * units * count, 20000, 2);
      for (const int value : random_integers<int>(std::size_t(units) * count, 127, 3))
        layer.source.push_back(typename Format::Input(Format::kZero + value));
      layer.source.resize(layer.source.size() + Format::kInputsPerStep);
      layer.cell = random_floats(std::size_t(layer.padded()) * count, 3);
      if (count > 1) layer.cell[0] = 100;
      auto cell = layer.cell;
      layer.run(step);
      for (int n = 0; n < count; ++n)
        for (int unit = 0; unit < units; ++unit) {
          float gate[4];
          for (int g = 0; g < 4; ++g)
            gate[g] = float(layer.sum(n, g, unit)) * layer.scale[g * units + unit];
          float& state = cell[n * layer.padded() + unit];
          const float hidden = reference_step(gate, state);
          ASSERT_EQ(layer.cell[n * layer.padded() + unit], state) << units << " " << unit;
          ASSERT_EQ(layer.hidden[n * units + unit] - Format::kZero, quantised(hidden))
              << units << " " << unit;
        }
    }
}

TEST_P(LstmKernels, TesseractInt8IsBitExact) {
  expect_bit_exact<Int8>(k, k.lstm_step_int8);
  if (k.lstm_step_bytes) expect_bit_exact<Bytes>(k, k.lstm_step_bytes);
}

TEST_P(LstmKernels, TesseractFloatIsClose) {
  for (int units : {3, 16, 33})
    for (int count : {1, 7}) {
      Layer<Float32, float> layer(k, units, count,
                                  random_floats(std::size_t(4) * units * units, 0.5f));
      layer.scale.resize(4 * units);
      layer.sums = random_floats(std::size_t(4) * units * count, 2, 2);
      layer.source = random_floats(std::size_t(units) * count, 1, 3);
      layer.cell = random_floats(std::size_t(layer.padded()) * count, 3);
      auto cell = layer.cell;
      layer.run(k.lstm_step_float);
      for (int n = 0; n < count; ++n)
        for (int unit = 0; unit < units; ++unit) {
          float gate[4];
          for (int g = 0; g < 4; ++g) gate[g] = layer.sum(n, g, unit);
          float& state = cell[n * layer.padded() + unit];
          ASSERT_NEAR(layer.hidden[n * units + unit], reference_step(gate, state), 2e-6);
          ASSERT_NEAR(layer.cell[n * layer.padded() + unit], state, 4e-6);
        }
    }
}

}  // namespace
}  // namespace longhand::simd
