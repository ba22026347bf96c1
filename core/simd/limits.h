#pragma once

namespace longhand::simd {

/// Largest activation of an int8 network that quantises its activations by their largest, and of
/// activations none of which is below 0. Sums of up to kMaxQuantisedColumns products stay exact.
inline constexpr int kQuantisedOne = 63;
inline constexpr int kUnsignedOne = 127;
inline constexpr int kMaxQuantisedColumns = 8192;

/// What integers stand for: any numbers, kQuantisedOne at most and Format::kZero for 0; or none
/// below 0, kUnsignedOne at most and 0 for 0. Sums of these start from 0.
enum class Sign : bool { any, none };

}  // namespace longhand::simd
