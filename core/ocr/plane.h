#pragma once

#include "image/plane.h"

namespace longhand::ocr {

using image::Plane;

}  // namespace longhand::ocr
