#pragma once

#include <longhand/page.h>

namespace longhand::document {

/// What a box covers along the lines of its page, growing from left to right once it is upright.
struct Extent {
  int begin = 0, end = 0;
};

/// On a page whose text is turned clockwise by so many degrees.
inline Extent along(const Box& box, int orientation) {
  switch (orientation) {
    case 90: return {box.top, box.bottom};
    case 180: return {-box.right, -box.left};
    case 270: return {-box.bottom, -box.top};
    default: return {box.left, box.right};
  }
}

}  // namespace longhand::document
