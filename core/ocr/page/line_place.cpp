#include "ocr/page/line_place.h"

#include <algorithm>
#include <utility>

namespace longhand::ocr {
namespace {

PagePoint to_point(layout::Point at) { return {at.x, at.y}; }

}  // namespace

void set_place(PageLine& line, const layout::StripPlace& place, float baseline) {
  const float right = float(place.width), bottom = float(place.height);
  std::ranges::transform(place.polygon(0, 0, right, bottom), line.polygon.begin(), to_point);
  line.baseline = {to_point(place.to_picture({0, baseline})),
                   to_point(place.to_picture({right, baseline}))};
}

PageLine outline_of(layout::Strip strip) {
  PageLine line;
  set_place(line, strip.place, strip.baseline);
  const layout::LineInk ink(std::move(strip.ink), strip.place);
  line.box = ink.box_of(ink.runs());
  return line;
}

}  // namespace longhand::ocr
