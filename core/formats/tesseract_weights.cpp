#include "formats/tesseract_weights.h"

#include <algorithm>

#include "text/number.h"

namespace longhand::formats {
namespace {

constexpr std::uint8_t kInt8Mode = 1;
constexpr std::uint8_t kAdamMode = 4;
constexpr std::uint8_t kDoubleMode = 128;
constexpr double kLargestWeight = 1e6;
constexpr int kOne = 127;  ///< how an int8 network keeps an activation of 1
constexpr std::uint32_t kLargestSide = 1 << 20;

struct Shape {
  std::uint32_t rows = 0, cols = 0;
  std::uint64_t size() const { return std::uint64_t{rows} * cols; }
};

/// The two sides and the filler value of a matrix whose values must still follow.
template <class T>
Shape read_shape(ByteReader& reader) {
  const Shape shape{reader.read<std::uint32_t>(), reader.read<std::uint32_t>()};
  reader.skip(sizeof(T));
  if (!reader.ok()) return {};
  if (shape.rows < 1 || shape.cols < 2 || std::max(shape.rows, shape.cols) > kLargestSide ||
      shape.size() > reader.remaining() / sizeof(T)) {
    reader.fail("a weight matrix of " + std::to_string(shape.rows) + " x " +
                std::to_string(shape.cols) + " does not fit into the " +
                std::to_string(reader.remaining()) + " bytes that follow");
    return {};
  }
  return shape;
}

double read_weight(ByteReader& reader, double least) {
  const auto value = reader.read<double>();
  if (value >= least && value <= kLargestWeight) return value;  // false for NaN
  reader.fail("expected a weight or scale from " + text::number(least) + " to " +
              text::number(kLargestWeight) + ", found " + text::number(value));
  return 0;
}

void read_int8(ByteReader& reader, nn::Matrix& matrix) {
  const Shape shape = read_shape<std::int8_t>(reader);
  const auto values = reader.take(shape.size());
  const auto scales = reader.read_count(sizeof(double), "scales");
  if (reader.ok() && scales < shape.rows)
    reader.fail("found " + std::to_string(scales) + " scales for " + std::to_string(shape.rows) +
                " rows of weights");
  if (!reader.ok()) return;
  matrix.rows = static_cast<int>(shape.rows);
  matrix.cols = static_cast<int>(shape.cols);
  const auto* first = reinterpret_cast<const std::int8_t*>(values.data());
  matrix.int8.assign(first, first + values.size());
  matrix.scale.reserve(shape.rows);
  for (std::uint32_t row = 0; row < shape.rows && reader.ok(); ++row)
    matrix.scale.push_back(float(read_weight(reader, 0) / kOne));
  reader.skip((scales - shape.rows) * sizeof(double));
}

void read_real(ByteReader& reader, nn::Matrix& matrix) {
  const Shape shape = read_shape<double>(reader);
  matrix.rows = static_cast<int>(shape.rows);
  matrix.cols = static_cast<int>(shape.cols);
  matrix.real.reserve(static_cast<std::size_t>(shape.size()));
  for (std::uint64_t i = 0; i < shape.size() && reader.ok(); ++i)
    matrix.real.push_back(static_cast<float>(read_weight(reader, -kLargestWeight)));
}

void skip_matrix(ByteReader& reader) {
  reader.skip(read_shape<double>(reader).size() * sizeof(double));
}

}  // namespace

nn::Matrix read_tesseract_weights(ByteReader& reader, bool training) {
  const auto mode = reader.read<std::uint8_t>();
  nn::Matrix matrix;
  if (reader.ok() && !(mode & kDoubleMode)) {
    reader.fail("not supported: weights in the single precision format of Tesseract 4.00 alpha",
                ErrorCode::unsupported_model);
    return matrix;
  }
  if (mode & kInt8Mode) {
    read_int8(reader, matrix);
    return matrix;
  }
  read_real(reader, matrix);
  if (training) skip_matrix(reader);
  if (training && (mode & kAdamMode)) skip_matrix(reader);
  return matrix;
}

}  // namespace longhand::formats
