#pragma once

// The kernels by format, so that layers are written once for int8 and float.

#include "nn/grid/layer.h"
#include "nn/packed_rows.h"

namespace longhand::nn::grid {

inline void multiply(const PackedRows<simd::Int8>& layer, simd::Rows<const std::int16_t> in,
                     int count, simd::Rows<std::int32_t> sums) {
  simd::tesseract_kernels().multiply_int8(layer.matrix.view(), {layer.start.data(), 0}, in, count,
                                          sums);
}
inline void multiply(const PackedRows<simd::Bytes>& layer, simd::Rows<const std::uint8_t> in,
                     int count, simd::Rows<std::int32_t> sums) {
  simd::tesseract_kernels().multiply_bytes(layer.matrix.view(), {layer.start.data(), 0}, in, count,
                                           sums);
}
inline void multiply(const PackedRows<simd::Float32>& layer, simd::Rows<const float> in, int count,
                     simd::Rows<float> sums) {
  simd::tesseract_kernels().multiply_float(layer.matrix.view(), {layer.start.data(), 0}, in, count,
                                           sums);
}

inline void squash(simd::Squash kind, const PackedRows<simd::Int8>& layer,
                   simd::Rows<const std::int32_t> sums, int columns, int count,
                   simd::Rows<std::int16_t> out) {
  simd::tesseract_kernels().squash_int8(kind, sums, layer.scale.data(), columns, count, out);
}
inline void squash(simd::Squash kind, const PackedRows<simd::Bytes>& layer,
                   simd::Rows<const std::int32_t> sums, int columns, int count,
                   simd::Rows<std::uint8_t> out) {
  simd::tesseract_kernels().squash_bytes(kind, sums, layer.scale.data(), columns, count, out);
}
inline void squash(simd::Squash kind, const PackedRows<simd::Float32>&,
                   simd::Rows<const float> sums, int columns, int count, simd::Rows<float> out) {
  simd::tesseract_kernels().squash_float(kind, sums, columns, count, out);
}

/// The values that sums stand for, before any squashing.
template <class Format>
inline void values_of(const PackedRows<Format>& layer, simd::Rows<const std::int32_t> sums,
                      int columns, int count, simd::Rows<float> out) {
  simd::tesseract_kernels().scale_to_float(sums, layer.scale.data(), columns, count, out);
}
inline void values_of(const PackedRows<simd::Float32>&, simd::Rows<const float> sums, int columns,
                      int count, simd::Rows<float> out) {
  simd::tesseract_kernels().squash_float(simd::Squash::linear, sums, columns, count, out);
}

inline void maximum(const std::int32_t* values, std::size_t count, std::int32_t* best) {
  simd::tesseract_kernels().maximum_int(values, count, best);
}
inline void maximum(const float* values, std::size_t count, float* best) {
  simd::tesseract_kernels().maximum_float(values, count, best);
}

inline void tesseract_lstm(const simd::LstmStep<simd::Int8>& step) {
  simd::tesseract_kernels().lstm_step_int8(step);
}
inline void tesseract_lstm(const simd::LstmStep<simd::Bytes>& step) {
  simd::tesseract_kernels().lstm_step_bytes(step);
}
inline void tesseract_lstm(const simd::LstmStep<simd::Float32>& step) {
  simd::tesseract_kernels().lstm_step_float(step);
}

}  // namespace longhand::nn::grid
