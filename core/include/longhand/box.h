#pragma once

namespace longhand {

/// A rectangle in pixels of the input image: [left, right) x [top, bottom).
struct Box {
  int left = 0, top = 0, right = 0, bottom = 0;
};

}  // namespace longhand
