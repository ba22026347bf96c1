#pragma once

#include <span>
#include <vector>

#include "ocr/decode/beam_heap.h"

namespace longhand::ocr {

/// One character of a reading. Characters tile the line: each ends where the next begins.
struct Character {
  int unichar = 0;
  float certainty = 0;  ///< the worst of its steps, <= 0
  int step = 0;         ///< first step of its last label
  int first = 0;        ///< time steps [first, last) of its labels
  int last = 0;
  int begin = 0;  ///< time steps [begin, end), blanks included
  int end = 0;
  Permuter permuter = Permuter::none;
  bool starts_word = false;  ///< a dictionary word begins here
};

/// The characters of a path. Blanks and first parts of a sequence count towards the character that
/// follows, except in front of a space and at the end of the line, where they count towards the one
/// before. The boundary between two lies in the middle of the blanks between them.
std::vector<Character> extract_characters(std::span<const BeamNode> path);

/// Moves the boundaries of neighbours into the middle between them and those of the line to its
/// ends.
void close_gaps(std::vector<Character>& characters, int steps);

}  // namespace longhand::ocr
