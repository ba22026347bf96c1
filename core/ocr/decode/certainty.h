#pragma once

namespace longhand::ocr {

/// The least certainty that one time step can have.
inline constexpr float kMinCertainty = -20.0f;

/// Certainties outside the dictionary count this often.
inline constexpr float kPlainRatio = 2.25f;

/// What a probability adds to the score of a reading: log_probability - 0.085.
float certainty_of(float probability);

/// Natural logarithm of a probability, kMinCertainty below e^-20 (and for NaN). Uses only
/// additions, multiplications and divisions in a fixed order, so that every build gives the same
/// bits; differs from the correctly rounded value by less than 0.5001 ULP.
float log_probability(float probability);

}  // namespace longhand::ocr
