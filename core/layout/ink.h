#pragma once

#include "image/plane.h"
#include "layout/background.h"

namespace longhand::layout {

struct Ink {
  image::Plane pixels;  ///< zeros and ones
  bool drowns = false;  ///< the noise is so strong that there may be text in it all the same
};

/// Of the range of greys around a pixel, how far it must be from the paper: lines that fill their
/// picture; pages, where faint print stands beside bold; smoothed scans.
inline constexpr float kLineRangeShare = 0.38f, kPageRangeShare = 0.27f, kScanRangeShare = 0.25f;

/// 1 where a pixel differs from the paper, be it darker or lighter, by more than the picture's
/// noise and by more than the blur at the edges of a stroke nearby; 0 elsewhere.
Ink find_ink(const image::Plane& picture, const Background& background,
             float range_share = kLineRangeShare);

}  // namespace longhand::layout
