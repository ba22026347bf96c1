#pragma once

#include <optional>
#include <vector>

#include "layout/components.h"
#include "layout/shapes.h"

namespace longhand::layout {

/// The line of text among the components of a picture. Heights are measured across the line: v is
/// y - slope * x.
struct TextLine {
  std::vector<bool> member;  ///< for each component, whether it belongs to the line
  float slope = 0;           ///< dy / dx of the line
  float top = 0, bottom = 0;  ///< v of its highest and lowest ink
  float baseline = 0;         ///< v that most letters stand on
  float left = 0, right = 0;
  bool several_lines = false;  ///< the picture holds another line
};

/// Finds the line with the most text; none if no component looks like text.
std::optional<TextLine> find_line(const Components& ink, const std::vector<Shape>& shapes, int width,
                                  int height, int zoom);

}  // namespace longhand::layout
