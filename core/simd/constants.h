#pragma once

namespace longhand::simd {

/// Numbers that all lanes of a vector hold, by name. They stand in memory, out of the compiler's
/// sight: V8 builds a constant vector with three instructions wherever it is used, but loads one
/// with one.
enum Constant {
  kHalf,
  kOne,
  kSignBit,
  kTableSteps,
  kTableLast,
  kTableEnd,
  kTableShift,
  kIntShift,       ///< 1.5 2^23: such a float plus n ends in n as an integer
  kActivationOne,  ///< what an int8 network stores for 1
  kCellLeast,      ///< Tesseract's limits
  kCellMost,
  kTanhLeast,  ///< see smooth_tanh
  kTanhMost,
  kTanhOver,                   ///< 5 coefficients, highest power first
  kTanhUnder = kTanhOver + 5,  ///< 5 more
};

/// Declared without a size: a compiler that knew it would load neighbours together and then take
/// them apart.
extern const float constants[];

}  // namespace longhand::simd
