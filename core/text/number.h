#pragma once

#include <string>
#include <string_view>

namespace longhand::text {

/// A number for people: whole ones below 10^15 with all their digits, others with six, as printf's
/// %g writes them ("0.5", "1e-06", "nan"). By itself, as what printf needs for floats would be
/// among the largest functions of a wasm module.
std::string number(double value);

/// With so many digits after the point, 0 to 9: "-0.50". Numbers beyond 10^9, and what is none, are
/// written as 10^9.
std::string fixed(double value, int digits);

/// The number that a text is: decimal, perhaps with an exponent, or "inf" with a sign; NaN if it is
/// none. Of up to 15 digits and an exponent of up to 22 the nearest float, as strtof gives it.
float parse_float(std::string_view text);

}  // namespace longhand::text
