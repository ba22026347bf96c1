#pragma once

#include <longhand/page.h>

namespace longhand::ocr {

/// Moves what was found in a part of a picture, turned counter-clockwise by so many quarters of a
/// circle, back into the picture.
class PageTurn {
 public:
  PageTurn(int quarters, const Box& part)
      : quarters_(quarters),
        left_(float(part.left)),
        top_(float(part.top)),
        right_(float(part.right)),
        bottom_(float(part.bottom)) {}

  PagePoint to_picture(PagePoint turned) const;
  Box to_picture(const Box& turned) const;
  void to_picture(PageLine& turned) const;

 private:
  int quarters_;
  float left_, top_, right_, bottom_;
};

}  // namespace longhand::ocr
