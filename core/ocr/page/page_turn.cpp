#include "ocr/page/page_turn.h"

#include <algorithm>

namespace longhand::ocr {

PagePoint PageTurn::to_picture(PagePoint turned) const {
  const auto [x, y] = turned;
  switch (quarters_) {
    case 1: return {right_ - y, top_ + x};
    case 2: return {right_ - x, bottom_ - y};
    case 3: return {left_ + y, bottom_ - x};
    default: return {left_ + x, top_ + y};
  }
}

Box PageTurn::to_picture(const Box& turned) const {
  const PagePoint a = to_picture(PagePoint{float(turned.left), float(turned.top)});
  const PagePoint b = to_picture(PagePoint{float(turned.right), float(turned.bottom)});
  return {int(std::min(a.x, b.x)), int(std::min(a.y, b.y)), int(std::max(a.x, b.x)),
          int(std::max(a.y, b.y))};
}

void PageTurn::to_picture(PageLine& turned) const {
  turned.box = to_picture(turned.box);
  for (PagePoint& point : turned.polygon) point = to_picture(point);
  for (PagePoint& point : turned.baseline) point = to_picture(point);
  for (Word& word : turned.words) {
    word.box = to_picture(word.box);
    for (Symbol& symbol : word.symbols) symbol.box = to_picture(symbol.box);
  }
}

}  // namespace longhand::ocr
