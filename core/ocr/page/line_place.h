#pragma once

#include <longhand/page.h>

#include "layout/page/row_cutter.h"

namespace longhand::ocr {

/// Polygon and baseline of a line that was cut out there; `baseline`: below the upper edge.
void set_place(PageLine& line, const layout::StripPlace& place, float baseline);

/// A line that was not read: where its ink lies.
PageLine outline_of(layout::Strip strip);

}  // namespace longhand::ocr
