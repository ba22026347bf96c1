#include "layout/shapes.h"

#include <algorithm>

namespace longhand::layout {
namespace {

bool is_dust(const Component& part) {
  return std::max(part.width(), part.height()) < 4 || part.area < 6;
}

/// Long, thin and straight: nearly as much ink as length, or none of it far from one line.
bool is_rule(const Component& part, int width, int height) {
  const int along = std::max(part.width(), part.height());
  const int across = std::min(part.width(), part.height());
  const int thickness = std::max(1, part.area / along);
  if (along < 10 * thickness || along < 8 * across) return false;
  if (part.width() > part.height())
    return along >= 2 * height || (along * 10 >= width * 7 && along >= 20 * thickness);
  return along * 10 >= height * 7 && along >= 16 * thickness;
}

/// Ink of a component in the outer bands of its box.
struct Sides {
  int top = 0, bottom = 0, left = 0, right = 0;  ///< columns or rows with ink there
};

/// For each component that could be a frame, how much of each side is drawn.
class SideCounter {
 public:
  SideCounter(const Components& ink, std::vector<int> candidates)
      : sides(ink.parts.size()), parts_(ink.parts), wanted_(ink.parts.size()) {
    for (const int part : candidates) wanted_[part] = true;
    for (const Run& run : ink.runs) {
      if (wanted_[run.component]) add(run);
    }
  }

  std::vector<Sides> sides;

 private:
  void add(const Run& run) {
    const Component& part = parts_[run.component];
    Sides& side = sides[run.component];
    const int band_y = std::max(1, part.height() / 5), band_x = std::max(1, part.width() / 8);
    if (run.row < part.top + band_y) side.top = std::max(side.top, run.right - run.left);
    if (run.row >= part.bottom - band_y) side.bottom = std::max(side.bottom, run.right - run.left);
    if (run.left < part.left + band_x) ++side.left;
    if (run.right > part.right - band_x) ++side.right;
  }

  const std::vector<Component>& parts_;
  std::vector<bool> wanted_;
};

}  // namespace

std::vector<Shape> classify(const Components& ink, int width, int height) {
  std::vector<Shape> shapes(ink.parts.size(), Shape::glyph);
  std::vector<int> hollow;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Component& part = ink.parts[i];
    if (is_dust(part)) shapes[i] = Shape::dust;
    else if (is_rule(part, width, height)) shapes[i] = Shape::rule;
    else if (part.area < 0.5 * part.width() * part.height() && part.height() >= 12) hollow.push_back(int(i));
  }
  const SideCounter counter(ink, hollow);
  for (const int i : hollow) {
    const Component& part = ink.parts[i];
    const Sides& sides = counter.sides[i];
    const bool rows = sides.top * 2 >= part.width() && sides.bottom * 2 >= part.width();
    const bool columns = sides.left * 10 >= part.height() * 8 && sides.right * 10 >= part.height() * 8;
    if (rows && columns && part.width() * 10 >= 15 * part.height()) shapes[i] = Shape::frame;
  }
  return shapes;
}

}  // namespace longhand::layout
