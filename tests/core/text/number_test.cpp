#include "text/number.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>

namespace longhand::text {
namespace {

std::string printed(double value) {
  char text[40];
  const bool whole = std::abs(value) < 1e15 && std::floor(value) == value;
  std::snprintf(text, sizeof text, whole ? "%.15g" : "%g", value);
  return text;
}

TEST(Number, IsWrittenAsPrintfWritesIt) {
  constexpr double kEdge[] = {0,      -0.0,      1,       -1,        9.9999999949, 9.9999999951,
                              1e-4,   9.9999e-5, 1e-5,    123456789, 1234567890,   999999.6,
                              0.1,    1.0 / 3,   -2.5e-7, 1e22,      1e99,         1e300,
                              5e-324, 2.3e-308,  1.7e308, 100000,    1e6,          0.02 / 127};
  for (const double value : kEdge) EXPECT_EQ(number(value), printed(value));
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(number(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(number(1e-30), "1e-30");
}

TEST(Number, OfAnySizeIsWrittenAsPrintfWritesIt) {
  std::mt19937_64 random(3);
  int different = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) different += number(value) != printed(value);
    const double usual = std::ldexp(double(random() >> 11), int(random() % 80) - 70);
    EXPECT_EQ(number(usual), printed(usual));
    const double typed = double(random() % 2'000'000) / 1000 - 1000;
    EXPECT_EQ(number(typed), printed(typed));
  }
  EXPECT_LT(different, 20);  // far from 1 the powers of ten are rounded, and so may be the last
                             // digit
}

TEST(Fixed, HasSoManyDigits) {
  EXPECT_EQ(fixed(0, 0), "0");
  EXPECT_EQ(fixed(1.5, 2), "1.50");
  EXPECT_EQ(fixed(-0.046, 2), "-0.05");
  EXPECT_EQ(fixed(-0.004, 2), "0.00");
  EXPECT_EQ(fixed(99.9996, 3), "100.000");
  EXPECT_EQ(fixed(1e300, 1), "1000000000.0");
  EXPECT_EQ(fixed(-INFINITY, 0), "-1000000000");
  EXPECT_EQ(fixed(NAN, 0), "1000000000");
}

TEST(ParseFloat, GivesWhatStrtofGives) {
  const char* const kTexts[] = {"0",
                                "-0",
                                "1",
                                "-99",
                                "+2.5",
                                ".5",
                                "5.",
                                "-2.71828",
                                "1e-7",
                                "1E+10",
                                "-1.5e-05",
                                "16777217",
                                "-inf",
                                "0.000001",
                                "123456789012345",
                                "3.4028235e38",
                                "1e39",
                                "00012.5000000000000000000000000001"};
  for (const char* text : kTexts) EXPECT_EQ(parse_float(text), std::strtof(text, nullptr)) << text;
  std::mt19937 random(4);
  for (int i = 0; i < 100'000; ++i) {
    char text[40];
    const double value = -double(random()) / std::pow(10.0, double(random() % 12));
    std::snprintf(text, sizeof text, "%.*f", int(random() % 9), value);
    ASSERT_EQ(parse_float(text), std::strtof(text, nullptr)) << text;
  }
}

TEST(ParseFloat, IsNanForWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "e5", "1e", "1e+", "1e5.", "1.2.3", "--1", "0x10", "nan",
                           "1 ", "1,5", "1e12345", "word", "infinite"})
    EXPECT_TRUE(std::isnan(parse_float(text))) << text;
}

}  // namespace
}  // namespace longhand::text
