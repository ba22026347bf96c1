#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace longhand::cli {

/// Reads up to `count` bytes at `offset` of a file, and returns how many it got.
using ReadAt = std::function<std::size_t(std::uint64_t offset, std::uint8_t* target,
                                         std::size_t count)>;

/// Where the samples of a WAV file begin whose writer did not know their length in advance: their
/// size is given as 0, and the file's own as 0, as the most or as ending before them. None if it is
/// no such file.
std::optional<std::uint64_t> find_unsized_wav_data(const ReadAt& read);

}  // namespace longhand::cli
