#pragma once

#include "files.h"

namespace longhand::cli {

/// How a picture's rows and columns must be read to stand upright: first with rows and columns
/// swapped, then from the other end of the stored ones.
struct Orientation {
  bool swapped = false;
  bool from_right = false, from_bottom = false;
};

/// What the tag's value, 1..8, says; upright for any other.
Orientation orientation_of(int tag);

/// What the Exif data of a JPEG or PNG file says (tag Orientation, 1..8, of the first directory);
/// upright if there is none, or none that can be understood.
Orientation read_orientation(const Bytes& file);

}  // namespace longhand::cli
