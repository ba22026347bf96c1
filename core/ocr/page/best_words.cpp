#include "ocr/page/best_words.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "ocr/page/sureness.h"

namespace longhand::ocr {
namespace {

/// Whether the text is the words from left to right with a space between them.
bool is_spaced(const PageLine& line) {
  std::string text;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    if (i > 0 && line.words[i].box.left < line.words[i - 1].box.left) return false;
    text += (i > 0 ? " " : "") + line.words[i].text;
  }
  return text == line.text;
}

/// Words of both readings that lie in the same part of the row.
struct Part {
  std::span<Word> first, second;
};

/// The words that begin before `end`, and those after them.
std::span<Word> take_before(std::span<Word>& words, int& end) {
  std::size_t count = 0;
  while (count < words.size() && words[count].box.left < end)
    end = std::max(end, words[count++].box.right);
  return std::exchange(words, words.subspan(count)).first(count);
}

/// The next part, which ends where neither reading has a word.
Part next_part(std::span<Word>& first, std::span<Word>& second) {
  const int begin = std::min(first.empty() ? second.front().box.left : first.front().box.left,
                             second.empty() ? first.front().box.left : second.front().box.left);
  int end = begin + 1;
  const std::span<Word> from_first = first, from_second = second;
  Part part;
  for (int before = 0; before != end;) {
    before = end;
    const auto more = take_before(first, end), others = take_before(second, end);
    part = {from_first.first(part.first.size() + more.size()),
            from_second.first(part.second.size() + others.size())};
  }
  return part;
}

void set_words(PageLine& line, std::vector<Word> words) {
  line.words = std::move(words);
  line.text.clear();
  line.confidence = 0;
  for (const Word& word : line.words) {
    line.text += (line.text.empty() ? "" : " ") + word.text;
    line.confidence += word.confidence / float(line.words.size());
  }
}

/// What each part of two readings is judged by: the greater, the better.
using Worth = float (*)(std::span<const Word>);

PageLine merge(PageLine first, PageLine second, Worth worth, float lead) {
  std::vector<Word> words;
  std::span<Word> left = first.words, right = second.words;
  while (!left.empty() || !right.empty()) {
    const Part part = next_part(left, right);
    const bool second_better = worth(part.second) > worth(part.first) + lead;
    std::ranges::move(second_better ? part.second : part.first, std::back_inserter(words));
  }
  set_words(first, std::move(words));
  return first;
}

/// How much likelier words of a model's language are that are in its dictionary.
constexpr float kKnown = 5;

float likelihood(std::span<const Word> words) {
  float symbols = 0, known = 0;
  for (const Word& word : words) {
    symbols += float(word.symbols.size());
    if (word.from_dictionary) known += float(word.symbols.size());
  }
  return word_confidence(words) + kKnown * known / std::max(1.0f, symbols);
}

}  // namespace

PageLine best_words(PageLine first, PageLine second) {
  if (is_spaced(first) && is_spaced(second))
    return merge(std::move(first), std::move(second), word_confidence, 0);
  return sureness_of(second).mean > sureness_of(first).mean ? std::move(second) : std::move(first);
}

PageLine best_of_models(PageLine first, PageLine second, float lead) {
  if (is_spaced(first) && is_spaced(second))
    return merge(std::move(first), std::move(second), likelihood, lead);
  const bool second_better = word_confidence(second.words) > word_confidence(first.words) + lead;
  return second_better ? std::move(second) : std::move(first);
}

}  // namespace longhand::ocr
