#include "layout/stroke_density.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace longhand::layout {
namespace {

// Of the ascent:
constexpr float kLowLetters = 0.65f;
constexpr float kLeastWidth = 1;  ///< of all letters

}  // namespace

float stroke_density(const FoundInk& ink, const StripPlace& place, float baseline, float ascent) {
  std::vector<bool> covered(std::size_t(place.width));
  float crossings = 0;
  for (const Run& run : ink.runs) {
    const Point middle = place.to_strip(ink.middle_of(run));
    const float half = float(run.right - run.left) / 2 * ink.scale;
    const auto column = [&](float x) { return std::clamp(int(std::lround(x)), 0, place.width); };
    std::fill(covered.begin() + column(middle.x - half), covered.begin() + column(middle.x + half),
              true);
    const float above = baseline - middle.y;
    crossings += above > 0 && above < kLowLetters * ascent;
  }
  const auto width = float(std::ranges::count(covered, true));
  return width < kLeastWidth * ascent ? 0 : crossings * ink.scale / (kLowLetters * width);
}

}  // namespace longhand::layout
