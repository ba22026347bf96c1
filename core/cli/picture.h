#pragma once

#include "images.h"

namespace longhand::cli {

/// A picture of a page.
struct Picture {
  Image image;
  float dpi = 0;  ///< pixels per inch; 0 if unknown
};

}  // namespace longhand::cli
