#pragma once

#include <longhand/page.h>

namespace longhand::ocr {

/// Moves what was found in a picture turned counter-clockwise by so many quarters of a circle back
/// into the picture, which has width x height pixels.
class PageTurn {
 public:
  PageTurn(int quarters, int width, int height)
      : quarters_(quarters), width_(float(width)), height_(float(height)) {}

  /// Of the picture.
  int width() const { return int(width_); }
  int height() const { return int(height_); }

  PagePoint to_picture(PagePoint turned) const;
  Box to_picture(const Box& turned) const;
  void to_picture(PageLine& turned) const;

 private:
  int quarters_;
  float width_, height_;
};

}  // namespace longhand::ocr
