#include "ocr/words.h"

#include <algorithm>
#include <utility>

namespace longhand::ocr {
namespace {

bool begins_word(const Character& before, const Character& here, const Charset& charset) {
  if (here.starts_word) return true;
  return here.permuter == Permuter::top_choice &&
         !(charset.is_space_delimited(here.unichar) && charset.is_space_delimited(before.unichar));
}

/// Tesseract takes the spaces of a run in pairs of an empty word and its separator, so that one or
/// two of them are left to print between words, none or one at the line's start.
int printed_spaces(int spaces, bool at_start) {
  if (at_start) return spaces % 2;
  return spaces == 0 ? 0 : 2 - spaces % 2;
}

}  // namespace

std::vector<WordRange> split_words(std::span<const Character> characters, const Charset& charset) {
  std::vector<WordRange> words;
  const int count = int(characters.size());
  int spaces = 0;
  float space_before = 0;
  for (int i = 0; i < count;) {
    if (characters[i].unichar == kSpace) {
      space_before = std::min(space_before, characters[i++].certainty);
      ++spaces;
      continue;
    }
    WordRange word{i, i + 1, printed_spaces(std::exchange(spaces, 0), words.empty()), 0};
    while (word.end < count && characters[word.end].unichar != kSpace &&
           !begins_word(characters[word.end - 1], characters[word.end], charset)) {
      ++word.end;
    }
    i = word.end;
    const float space_after = i < count && characters[i].unichar == kSpace ? characters[i].certainty
                                                                           : 0.0f;
    word.space_certainty = std::min(std::exchange(space_before, 0.0f), space_after);
    words.push_back(word);
  }
  return words;
}

}  // namespace longhand::ocr
