#pragma once

#include <cstdint>

#include "formats/byte_reader.h"
#include "formats/traineddata.h"

namespace longhand::formats {

/// Reads a word graph, which refers to the reader's bytes, and checks that every edge leads to an
/// edge of the graph.
Dawg read_tesseract_dawg(ByteReader& reader);

/// How many words a graph holds, at most 2^53; a damaged graph with a cycle counts what it can.
std::uint64_t count_words(const Dawg& dawg);

}  // namespace longhand::formats
