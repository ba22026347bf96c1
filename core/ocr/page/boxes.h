#pragma once

#include <algorithm>

#include <longhand/box.h>

namespace longhand::ocr {

inline bool is_empty(const Box& box) { return box.right <= box.left || box.bottom <= box.top; }

/// Makes a box hold another one, too.
inline void grow(Box& box, const Box& other) {
  if (is_empty(other)) return;
  box = is_empty(box) ? other
                      : Box{std::min(box.left, other.left), std::min(box.top, other.top),
                            std::max(box.right, other.right), std::max(box.bottom, other.bottom)};
}

}  // namespace longhand::ocr
