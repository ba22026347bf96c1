#include "layout/slope.h"

#include <algorithm>
#include <cmath>

namespace longhand::layout {
namespace {

constexpr float kSteepest = 0.15f;
constexpr std::size_t kEnoughLetters = 400;

struct Edge {
  float x = 0, y = 0;
};

/// How many pairs of edges share a row if the picture is turned back by `slope`.
double sharpness(const std::vector<Edge>& edges, float slope, float row, std::vector<float>& v) {
  v.clear();
  for (const Edge& edge : edges) v.push_back(edge.y - slope * edge.x);
  std::ranges::sort(v);
  double pairs = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    while (end < v.size() && v[end] - v[i] <= row) ++end;
    for (std::size_t j = i + 1; j < end && j < i + 60; ++j) pairs += 1 - (v[j] - v[i]) / (row*1.0001f);
  }
  return pairs;
}

}  // namespace

float find_slope(const Components& ink, const std::vector<int>& letters, int usual_height, int width) {
  std::vector<Edge> bottoms, tops;
  const std::size_t stride = (letters.size() + kEnoughLetters - 1) / kEnoughLetters;
  float leftmost = float(width), rightmost = 0;
  for (std::size_t i = 0; i < letters.size(); i += stride) {
    const Component& part = ink.parts[letters[i]];
    if (part.width() > 4 * part.height()) continue;
    const float x = float(part.left + part.right) / 2;
    bottoms.push_back({x, float(part.bottom)});
    tops.push_back({x, float(part.top)});
    leftmost = std::min(leftmost, x);
    rightmost = std::max(rightmost, x);
  }
  const float span = rightmost - leftmost;
  if (bottoms.size() < 4 || span < 2.5f * float(usual_height)) return 0;
  const float row = std::max(1.5f, 0.12f * float(usual_height));
  const float step = 0.4f * row / span;
  std::vector<float> v;
  const auto score = [&](float slope) {
    return sharpness(bottoms, slope, row, v) + 0.7 * sharpness(tops, slope, row, v);
  };
  const int steps = std::min(400, int(kSteepest / step));
  const double level = score(0);
  double best_score = level;
  int best = 0;
  for (int i = -steps; i <= steps; ++i) {
    const double here = score(float(i) * step);
    if (here > best_score) {
      best_score = here;
      best = i;
    }
  }
  if (best_score < 1.15 * level + 1) return 0;
  const double before = score(float(best - 1) * step), after = score(float(best + 1) * step);
  const double bend = before + after - 2 * best_score;
  const float shift = bend < 0 ? float(0.5 * (before - after) / bend) : 0.0f;
  return (float(best) + std::clamp(shift, -0.5f, 0.5f)) * step;
}

}  // namespace longhand::layout
