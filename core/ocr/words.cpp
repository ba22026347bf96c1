#include "ocr/words.h"

#include <algorithm>

namespace longhand::ocr {
namespace {

bool begins_word(const Character& before, const Character& here, const Charset& charset) {
  if (here.starts_word) return true;
  return here.permuter == Permuter::top_choice &&
         !(charset.is_space_delimited(here.unichar) && charset.is_space_delimited(before.unichar));
}

}  // namespace

std::vector<WordRange> split_words(std::span<const Character> characters, const Charset& charset) {
  std::vector<WordRange> words;
  const int count = int(characters.size());
  bool after_space = false;
  float space_before = 0;
  for (int i = 0; i < count;) {
    if (characters[i].unichar == kSpace) {
      after_space = !words.empty();
      space_before = characters[i++].certainty;
      continue;
    }
    WordRange word{i, i + 1, after_space, 0};
    while (word.end < count && characters[word.end].unichar != kSpace &&
           !begins_word(characters[word.end - 1], characters[word.end], charset)) {
      ++word.end;
    }
    i = word.end;
    after_space = false;
    const float space_after = i < count && characters[i].unichar == kSpace ? characters[i].certainty
                                                                           : 0.0f;
    word.space_certainty = std::min(space_before, space_after);
    space_before = 0;
    words.push_back(word);
  }
  return words;
}

}  // namespace longhand::ocr
