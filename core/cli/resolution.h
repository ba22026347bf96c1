#pragma once

#include "files.h"

namespace longhand::cli {

/// Pixels per inch as the header of a JPEG (JFIF) or PNG file says; 0 if it does not, or only 72 or
/// 96, which programs write that do not know it.
float resolution_of(const Bytes& file);

/// As resolution_of(), of what a file says.
float credible_dpi(float dpi);

}  // namespace longhand::cli
