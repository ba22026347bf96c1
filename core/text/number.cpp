#include "text/number.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace longhand::text {
namespace {

constexpr int kDigits = 6;
constexpr std::uint64_t kLeast = 100'000;  ///< the least number of so many digits

constexpr double kMostWhole = 1e15;

struct Decimal {
  std::uint64_t digits;  ///< kDigits of them: d.ddddd
  int exponent;          ///< of ten
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 10^exponent; exact up to 10^22.
double power_of_ten(int exponent) {
  double power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// The digits of a value in front of which the decimal point moves by `exponent`.
std::uint64_t digits_at(double value, int exponent) {
  const int shift = kDigits - 1 - exponent;
  constexpr int kLargest = 300;  // a larger power is none of a double's
  if (shift > kLargest)
    return std::uint64_t(
        std::nearbyint(value * power_of_ten(kLargest) * power_of_ten(shift - kLargest)));
  return std::uint64_t(
      std::nearbyint(shift >= 0 ? value * power_of_ten(shift) : value / power_of_ten(-shift)));
}

Decimal decimal_of(double value) {
  int exponent = 0;
  for (double rest = value; rest >= 10; rest /= 10) ++exponent;
  for (double rest = value; rest < 1; rest *= 10) --exponent;
  std::uint64_t digits = digits_at(value, exponent);
  if (digits < kLeast) digits = digits_at(value, --exponent);
  if (digits >= 10 * kLeast) digits = digits_at(value, ++exponent);
  return {digits, exponent};
}

/// With the point behind `whole` digits, without zeros at its end.
std::string with_point(std::string digits, int whole) {
  while (int(digits.size()) > whole && digits.back() == '0') digits.pop_back();
  if (int(digits.size()) > whole) digits.insert(std::size_t(whole), 1, '.');
  return digits;
}

std::string positive(double value) {
  if (value < kMostWhole && std::floor(value) == value) return std::to_string(std::uint64_t(value));
  const auto [digits, exponent] = decimal_of(value);
  std::string text = std::to_string(digits);
  if (exponent >= 0 && exponent < kDigits) return with_point(text, exponent + 1);
  if (exponent < 0 && exponent >= -4)
    return with_point(std::string(std::size_t(-exponent), '0') + text, 1);
  const std::string power = std::to_string(std::abs(exponent));
  return with_point(text, 1) + (exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
}

/// The whole number at the start of a text, if there is one of at most three digits and nothing
/// else.
std::optional<int> parse_exponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 3) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return negative ? -value : value;
}

/// Digits, perhaps with a point, perhaps with an exponent.
float parse_unsigned(std::string_view text) {
  constexpr std::uint64_t kEnough = 1'000'000'000'000'000'000;  // more digits change nothing
  const std::size_t end = std::min(text.find_first_of("eE"), text.size());
  int exponent = 0;
  if (end < text.size()) {
    const auto found = parse_exponent(text.substr(end + 1));
    if (!found) return NAN;
    exponent = *found;
  }
  std::uint64_t digits = 0;
  int count = 0, points = 0;
  for (const char c : text.substr(0, end)) {
    const bool is_point = c == '.';
    points += is_point;
    count += !is_point;
    if (points > 1 || !(is_point || is_digit(c))) return NAN;
    if (is_point) continue;
    if (digits < kEnough / 10) {
      digits = 10 * digits + std::uint64_t(c - '0');
      exponent -= points;
    } else {
      exponent += 1 - points;
    }
  }
  if (count == 0) return NAN;
  const double value = double(digits);
  return float(exponent < 0 ? value / power_of_ten(-exponent) : value * power_of_ten(exponent));
}

}  // namespace

float parse_float(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const float value = text == "inf" ? INFINITY : parse_unsigned(text);
  return negative ? -value : value;
}

std::string fixed(double value, int digits) {
  constexpr double kMost = 1e9;
  const double size = std::abs(value);
  const auto rounded = std::uint64_t(
      std::nearbyint((size < kMost ? size : kMost) * power_of_ten(digits)));
  std::string text = std::to_string(rounded);
  if (int(text.size()) <= digits) text.insert(0, std::size_t(digits) + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - std::size_t(digits), 1, '.');
  return (value < 0 && rounded > 0 ? "-" : "") + text;
}

std::string number(double value) {
  const std::string sign = std::signbit(value) ? "-" : "";
  const double size = std::abs(value);
  if (std::isnan(size)) return "nan";
  if (std::isinf(size)) return sign + "inf";
  return sign + (size == 0 ? "0" : positive(size));
}

}  // namespace longhand::text
