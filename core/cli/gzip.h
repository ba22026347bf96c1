#pragma once

#include <cstddef>
#include <string>

#include "files.h"

namespace longhand::cli {

bool is_gzip(std::span<const std::uint8_t> bytes);

/// Decompresses one or more gzip members; at most `limit` bytes come out. `name` is for messages.
/// Throws Failure for damaged or longer data.
Bytes gunzip(std::span<const std::uint8_t> bytes, std::size_t limit, const std::string& name);

}  // namespace longhand::cli
