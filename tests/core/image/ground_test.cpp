#include "image/ground.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace longhand::image {
namespace {

using Rgba = std::array<std::uint8_t, 4>;

constexpr Rgba kBlack{0, 0, 0, 255}, kWhite{255, 255, 255, 255}, kYellow{255, 255, 0, 255},
    kRed{220, 0, 0, 255}, kCream{250, 240, 220, 255}, kNavy{10, 20, 60, 255};

/// A picture drawn by letters, each standing for a colour; '.' is fully transparent.
struct Drawing {
  std::vector<std::string> rows;
  std::vector<std::pair<char, Rgba>> colours;

  std::vector<std::uint8_t> pixels() const {
    std::vector<std::uint8_t> all;
    for (const std::string& row : rows) {
      for (const char letter : row) {
        const Rgba colour = colour_of(letter);
        all.insert(all.end(), colour.begin(), colour.end());
      }
    }
    return all;
  }

  Rgba colour_of(char letter) const {
    for (const auto& [name, colour] : colours) {
      if (name == letter) return colour;
    }
    return {90, 200, 30, 0};
  }

  Ground ground() const {
    const auto all = pixels();
    const int width = int(rows[0].size()), height = int(rows.size());
    return choose_ground({all.data(), width, height, 4, std::ptrdiff_t{width} * 4});
  }
};

const std::vector<std::string> kLetters = {"..........", ".a..aaa.a.", ".a..a.a.a.", ".a..aaa.a.",
                                           ".........."};
const std::vector<std::string> kTwoWords = {"..........", ".a..a.b.b.", ".a.aa.bbb.", ".aaa..b.b.",
                                            ".........."};
const std::vector<std::string> kCard = {"............", ".bbbbbbbbbb.", ".babbaaabab.",
                                        ".babbababab.", ".babbaaabab.", ".bbbbbbbbbb.",
                                        "............"};
const std::vector<std::string> kOutlined = {"...........", ".bbb..bbbb.", ".bab..baab.",
                                            ".bab..bbab.", ".bab...bab.", ".bbb...bbb.",
                                            "..........."};
const std::vector<std::string> kShadowed = {"..........", ".aa..aaaa.", ".aas.aaaas",
                                            ".aas.aasss", ".aas.aas..", "..ss..ss.."};
const std::vector<std::string> kOpaque = {"aaaa", "aaba"};

TEST(Ground, MakesLettersStandOut) {
  const Rgba faint_white{255, 255, 255, 90}, shade{0, 0, 0, 110}, grey{128, 128, 128, 255};
  const struct {
    const char* name;
    Drawing drawing;
    Ground expected;
  } cases[] = {
      {"black", {kLetters, {{'a', kBlack}}}, {255, 255, 255}},
      {"white", {kLetters, {{'a', kWhite}}}, {0, 0, 0}},
      {"yellow", {kLetters, {{'a', kYellow}}}, {0, 0, 0}},
      {"red", {kLetters, {{'a', kRed}}}, {255, 255, 255}},
      {"navy", {kLetters, {{'a', kNavy}}}, {255, 255, 255}},
      {"faint white", {kLetters, {{'a', faint_white}}}, {0, 0, 0}},
      {"white and red words", {kTwoWords, {{'a', kWhite}, {'b', kRed}}}, {0, 0, 0}},
      {"black and grey words", {kTwoWords, {{'a', kBlack}, {'b', grey}}}, {255, 255, 255}},
      {"white with a dark shadow", {kShadowed, {{'a', kWhite}, {'s', shade}}}, {0, 0, 0}},
      {"dark on a light card", {kCard, {{'a', kBlack}, {'b', kCream}}}, {250, 240, 220}},
      {"light on a dark card", {kCard, {{'a', kWhite}, {'b', kNavy}}}, {10, 20, 60}},
      {"white with a black outline", {kOutlined, {{'a', kWhite}, {'b', kBlack}}}, {0, 0, 0}},
      {"black with a white outline", {kOutlined, {{'a', kBlack}, {'b', kWhite}}}, {255, 255, 255}},
      {"nothing", {kLetters, {}}, {255, 255, 255}},
      {"opaque", {kOpaque, {{'a', kWhite}, {'b', kBlack}}}, {255, 255, 255}},
  };
  for (const auto& [name, drawing, expected] : cases) {
    const Ground ground = drawing.ground();
    EXPECT_EQ(int(ground.red), expected.red) << name;
    EXPECT_EQ(int(ground.green), expected.green) << name;
    EXPECT_EQ(int(ground.blue), expected.blue) << name;
  }
}

}  // namespace
}  // namespace longhand::image
