#pragma once

#include <cstdint>

#include "formats/byte_reader.h"
#include "formats/edge_list.h"

namespace longhand::formats {

/// A word list as a directed acyclic word graph, edges as the file packs them.
struct Dawg {
  int unicharset_size = 0;
  EdgeList edges;
};

/// Reads a word graph, which refers to the reader's bytes, and checks that every edge leads to an
/// edge of the graph.
Dawg read_tesseract_dawg(ByteReader& reader);

/// How many words a graph holds, at most 2^53; a damaged graph with a cycle counts what it can.
std::uint64_t count_words(const Dawg& dawg);

}  // namespace longhand::formats
