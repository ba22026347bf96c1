#pragma once

#include <optional>

#include "files.h"

namespace longhand::cli {

struct JpegHeader {
  int width = 0, height = 0, channels = 0;
  float dpi = 0;  ///< of its JFIF segment; 0 if it says none
};

/// Of a JPEG file; none if it is something else.
std::optional<JpegHeader> read_jpeg_header(const Bytes& file);

}  // namespace longhand::cli
