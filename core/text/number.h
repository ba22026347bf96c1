#pragma once

#include <string>
#include <string_view>

namespace longhand::text {

/// A number for people: whole ones below 10^15 with all their digits, others with six, as printf's
/// %g writes them ("0.5", "1e-06", "nan"). By itself, as what printf needs for floats would be
/// among the largest functions of a wasm module.
std::string number(double value);

/// The number that a text is: decimal, perhaps with an exponent, or "inf" with a sign; NaN if it is
/// none. Of up to 15 digits and an exponent of up to 22 the nearest float, as strtof gives it.
float parse_float(std::string_view text);

}  // namespace longhand::text
