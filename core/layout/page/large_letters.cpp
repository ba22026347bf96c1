#include "layout/page/large_letters.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <vector>

#include "layout/background.h"
#include "layout/ink.h"
#include "layout/page/buckets.h"
#include "layout/zoom.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kDown = 8;              ///< times smaller is the plane in which they are looked for
constexpr float kLeastHeight = 1.5f;  ///< of the squares in which ink must not be most
constexpr int kLeastSide = 100;       ///< of that plane
constexpr int kMostPieces = 8;        ///< of an outline; what holds more is a picture or a panel
constexpr float kOutline = 0.1f, kFound = 0.6f;  ///< least and most of its ink that an outline is
constexpr int kBlur = 8;             ///< pixels beyond a letter that its outline may reach
constexpr float kDeep = 0.7f;        ///< of the farthest distance from the paper
constexpr float kLeastSolid = 0.6f;  ///< share of pixels about as dark as any
constexpr float kBucket = 32;        ///< pixels

Component enlarged(const Component& part) {
  return {part.left * kDown, part.top * kDown, part.right * kDown, part.bottom * kDown,
          part.area * kDown * kDown};
}

bool may_be_letter(const Component& part, const Plane& plane, int least_height) {
  return part.height() >= least_height && part.height() * 3 <= plane.height &&
         part.width() <= 3 * part.height() && part.height() <= 12 * part.width() && part.left > 0 &&
         part.top > 0 && part.right < plane.width && part.bottom < plane.height;
}

bool holds(const Component& box, const Component& part) {
  return part.left >= box.left - kBlur && part.top >= box.top - kBlur &&
         part.right <= box.right + kBlur && part.bottom <= box.bottom + kBlur;
}

Buckets by_top(const std::vector<Component>& parts, int height) {
  Buckets tops(float(height), kBucket);
  for (int i = 0; i < int(parts.size()); ++i) tops.add(float(parts[i].top), i);
  return tops;
}

std::vector<int> pieces_of(const Component& letter, const std::vector<Component>& parts,
                           const Buckets& tops) {
  std::vector<int> pieces;
  tops.for_each(float(letter.top - kBlur), float(letter.bottom), [&](const std::vector<int>& near) {
    std::ranges::copy_if(near, std::back_inserter(pieces),
                         [&](int piece) { return holds(letter, parts[piece]); });
  });
  return pieces;
}

int area_of(const std::vector<int>& pieces, const std::vector<Component>& parts) {
  return std::accumulate(pieces.begin(), pieces.end(), 0,
                         [&](int sum, int piece) { return sum + parts[piece].area; });
}

/// How far each pixel of `found` is from the paper: calls use(component, distance).
template <class Use>
void for_each_distance(const Components& found, const Plane& plane, const Background& background,
                       Use use) {
  for (const Run& run : found.runs)
    for (int x = run.left; x < run.right; ++x)
      use(run.component, std::abs(plane.row(run.row)[x] - background.at(x, run.row)));
}

/// Of each component, the share of its pixels that are about as dark (or light) as any: most of a
/// thick stroke, little of small letters that the reduction has blurred into one.
std::vector<float> solid_shares(const Components& found, const Plane& plane,
                                const Background& background) {
  std::vector<int> farthest(found.parts.size()), count(found.parts.size());
  for_each_distance(found, plane, background, [&](int component, int distance) {
    farthest[component] = std::max(farthest[component], distance);
  });
  for_each_distance(found, plane, background, [&](int component, int distance) {
    count[component] += float(distance) >= kDeep * float(farthest[component]);
  });
  std::vector<float> shares;
  for (std::size_t i = 0; i < count.size(); ++i)
    shares.push_back(float(count[i]) / float(found.parts[i].area));
  return shares;
}

void add(const Components& letters, Components& components) {
  const int first = int(components.parts.size());
  for (const Run& run : letters.runs) {
    for (int row = run.row * kDown; row < (run.row + 1) * kDown; ++row)
      components.runs.push_back({row, run.left * kDown, run.right * kDown, run.component + first});
  }
  sort_by_row(components);
  std::ranges::transform(letters.parts, std::back_inserter(components.parts), enlarged);
}

}  // namespace

void add_large_letters(const Plane& seen, Components& components) {
  const Plane small = Zoom{1, kDown}.apply(seen);
  if (std::min(small.width, small.height) < kLeastSide) return;
  const Background background = Background::of_line(small);
  const Components found = find_components(find_ink(small, background, kPageRangeShare).pixels);
  const std::vector<float> solid = solid_shares(found, small, background);
  const int least_height = int(kLeastHeight * float(Background::page_window(seen)) / kDown);
  const Buckets tops = by_top(components.parts, seen.height);
  std::vector<bool> stays(components.parts.size(), true), letters(found.parts.size());
  for (std::size_t i = 0; i < found.parts.size(); ++i) {
    if (!may_be_letter(found.parts[i], small, least_height) || solid[i] < kLeastSolid) continue;
    const Component letter = enlarged(found.parts[i]);
    const std::vector<int> pieces = pieces_of(letter, components.parts, tops);
    const auto found_ink = float(area_of(pieces, components.parts)) / float(letter.area);
    if (pieces.size() > kMostPieces || found_ink < kOutline || found_ink > kFound) continue;
    for (const int piece : pieces) stays[piece] = false;
    letters[i] = true;
  }
  if (std::ranges::find(letters, true) == letters.end()) return;
  components = keep(components, stays);
  add(keep(found, letters), components);
}

}  // namespace longhand::layout
