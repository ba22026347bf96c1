#include "ocr/line/words.h"

#include <algorithm>
#include <utility>

namespace longhand::ocr {
namespace {

bool begins_word(const Character& before, const Character& here, const Charset& charset) {
  if (here.starts_word) return true;
  return here.permuter == Permuter::top_choice &&
         !(charset.is_space_delimited(here.unichar) && charset.is_space_delimited(before.unichar));
}

int end_of_word(std::span<const Character> characters, int begin, const Charset& charset) {
  int end = begin + 1;
  while (end < int(characters.size()) && characters[end].unichar != kSpace &&
         !begins_word(characters[end - 1], characters[end], charset)) {
    ++end;
  }
  return end;
}

}  // namespace

std::vector<WordRange> split_words(std::span<const Character> characters, const Charset& charset) {
  std::vector<WordRange> words;
  const int count = int(characters.size());
  const auto is_space = [&](int i) {
    return i >= 0 && i < count && characters[i].unichar == kSpace;
  };
  float space_before = 0;
  for (int begin = 0, end = 0; begin < count; begin = end + is_space(end)) {
    end = end_of_word(characters, begin, charset);
    const float space_after = is_space(end) ? characters[end].certainty : 0.0f;
    const float worse = std::min(std::exchange(space_before, space_after), space_after);
    const bool only_space = is_space(end - 1);
    if (!only_space) words.push_back({begin, end, is_space(begin - 1), worse});
  }
  return words;
}

}  // namespace longhand::ocr
