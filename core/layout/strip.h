#pragma once

#include <optional>

#include "image/plane.h"
#include "layout/line_ink.h"
#include "layout/strip_place.h"

namespace longhand::layout {

/// The line of a picture, cut out, upright, without what is not part of it.
struct Strip {
  image::Plane pixels;
  StripPlace place;
  FoundInk ink;                ///< of the line
  float baseline = 0;          ///< below its upper edge
  bool several_lines = false;  ///< the picture holds another line
  float strokes = 0;           ///< their density, see stroke_density(); 0 if not known
  bool doubtful = false;       ///< all of a picture in which nothing was told from its noise
};

/// Cuts the line with the most text out of a grey picture; none if the picture holds no text. Where
/// that is not sure, as there is as much ink as paper or noise everywhere, it is the whole picture.
std::optional<Strip> cut_line(image::Plane picture);

}  // namespace longhand::layout
