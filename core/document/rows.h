#pragma once

#include <array>
#include <span>
#include <vector>

#include <longhand/page.h>

namespace longhand::document {

/// A line of text as it stands on its page; of a table, its cells.
using Row = std::span<const PageLine>;

std::vector<Row> rows_of(const Paragraph& paragraph);

Box box_of(Row row);

/// From the beginning of its first to the end of its last cell.
std::array<PagePoint, 2> baseline_of(Row row);

/// In proportion to the size of a line's letters, whichever they are: the height of its polygon.
float letter_size(const PageLine& line);

/// A word, and whether white space stands between it and the word before it in its row.
struct SpacedWord {
  const Word& word;
  bool after_space;
};

std::vector<SpacedWord> words_of(Row row);

}  // namespace longhand::document
