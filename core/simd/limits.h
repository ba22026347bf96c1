#pragma once

namespace longhand::simd {

/// Largest activation of an int8 network that quantises its activations row by row. Sums of up to
/// kMaxQuantisedColumns products stay exact.
inline constexpr int kQuantisedOne = 63;
inline constexpr int kMaxQuantisedColumns = 8192;

}  // namespace longhand::simd
