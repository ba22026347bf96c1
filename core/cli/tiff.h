#pragma once

#include <functional>
#include <string>

#include "files.h"
#include "picture.h"

namespace longhand::cli {

bool is_tiff(const Bytes& file);

/// Decodes the pages of a TIFF file one by one, turned upright as their tags say, what is
/// transparent on white. The limits are decode_image's. Throws Failure; `name` is what messages
/// call the file.
void read_tiff(const Bytes& file, const std::string& name,
               const std::function<void(const Picture& page)>& take);

}  // namespace longhand::cli
