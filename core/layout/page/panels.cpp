#include "layout/page/panels.h"

#include <algorithm>

#include "image/crop.h"
#include "layout/background.h"
#include "layout/ink.h"

namespace longhand::layout {
namespace {

using image::Plane;

constexpr int kLeastWidth = 16, kLeastHeight = 10;  ///< pixels
constexpr int kLeastFill = 55;                      ///< percent of the box
constexpr int kLeastRing = 25;     ///< the same where only its border was found: a button is small
constexpr int kLetterHeight = 48;  ///< pixels; lower boxes may be letters with letters in them
constexpr int kSide = 3;           ///< pixels
constexpr int kLeastGlyph = 4;     ///< pixels high
constexpr int kLeastGlyphs = 2;

bool may_be_panel(const Component& part) {
  const std::int64_t box = std::int64_t(part.width()) * part.height();
  const bool low = part.height() <= kLetterHeight;
  const int least = low ? kLeastRing : kLeastFill;
  return part.width() >= kLeastWidth && part.height() >= kLeastHeight &&
         (!low || 2 * part.width() >= 3 * part.height()) &&
         std::int64_t(part.area) * 100 >= least * box;
}

/// How much of the sides of a component's box is drawn.
struct Sides {
  int top = 0, bottom = 0;  ///< first and last row with a run of half its width; none if equal
  int left = 0, right = 0;  ///< rows that come within a few columns of it
};

std::vector<Sides> measure_sides(const Components& components) {
  std::vector<Sides> sides(components.parts.size());
  for (const Run& run : components.runs) {
    const Component& part = components.parts[run.component];
    Sides& side = sides[run.component];
    if (2 * (run.right - run.left) >= part.width()) {
      if (side.top == side.bottom) side.top = run.row;
      side.bottom = run.row + 1;
    }
    side.left += run.left < part.left + kSide;
    side.right += run.right > part.right - kSide;
  }
  return sides;
}

/// A component without what sticks out above and below its upper and lower side.
Component between(const Component& part, const Sides& sides) {
  return {part.left, sides.top, part.right, sides.bottom, part.area};
}

bool holds(const Component& box, const Component& part) {
  return part.left > box.left && part.top > box.top && part.right < box.right &&
         part.bottom < box.bottom;
}

/// Not at the border, where what is beside a box with round corners is.
bool is_inside(const Component& part, const Plane& box) {
  return part.left > 0 && part.top > 0 && part.right < box.width && part.bottom < box.height;
}

/// The components that lie inside a box of a picture.
Components find_inside(const Plane& picture, const Component& box) {
  const Plane part = image::crop(picture, box.left, box.top, box.right, box.bottom);
  const Components all = find_components(find_ink(part, Background::of_line(part)).pixels);
  std::vector<bool> inside(all.parts.size());
  std::transform(all.parts.begin(), all.parts.end(), inside.begin(),
                 [&](const Component& found) { return is_inside(found, part); });
  Components kept = keep(all, inside);
  for (Component& found : kept.parts) {
    found = {found.left + box.left, found.top + box.top, found.right + box.left,
             found.bottom + box.top, found.area};
  }
  for (Run& run : kept.runs)
    run = {run.row + box.top, run.left + box.left, run.right + box.left, run.component};
  return kept;
}

}  // namespace

std::vector<bool> add_panel_text(const Plane& picture, Components& components) {
  std::vector<bool> panels(components.parts.size());
  const std::vector<Sides> sides = measure_sides(components);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const Component box = between(components.parts[i], sides[i]);
    const bool upright = 2 * std::min(sides[i].left, sides[i].right) >= box.height();
    if (panels[i] || !may_be_panel(box) || !upright) continue;
    const Components inside = find_inside(picture, box);
    const auto glyphs = std::ranges::count_if(
        inside.parts, [](const Component& part) { return part.height() >= kLeastGlyph; });
    if (glyphs < kLeastGlyphs) continue;
    for (std::size_t k = 0; k < panels.size(); ++k)
      panels[k] = panels[k] || k == i || holds(box, components.parts[k]);
    append(inside, components);
  }
  panels.resize(components.parts.size());
  sort_by_row(components);
  return panels;
}

}  // namespace longhand::layout
