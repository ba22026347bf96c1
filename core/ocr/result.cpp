#include "ocr/result.h"

#include <algorithm>
#include <numeric>

#include "ocr/line/word_order.h"
#include "ocr/line/words.h"

namespace longhand::ocr {
namespace {

/// Tesseract's scales: 5 per unit of certainty, and certainties of words count 7 times.
constexpr float kConfidencePerCertainty = 5.0f;
constexpr float kWordCertaintyScale = 7.0f;

float confidence_of(float certainty) {
  return std::clamp(100.0f + kConfidencePerCertainty * certainty, 0.0f, 100.0f);
}

class ResultBuilder {
 public:
  ResultBuilder(std::span<const Character> characters, const Charset& charset,
                const LineBoxes& boxes)
      : characters_(characters), charset_(charset), boxes_(boxes) {}

  /// A space in the range goes to the text of the line only.
  Word build_word(const WordRange& range, const OrderedWord& place, std::string& line_text) const {
    Word word;
    float certainty = range.space_certainty;
    for (const int i : order(range, place.right_to_left)) {
      const Character& character = characters_[i];
      certainty = std::min(certainty, character.certainty);
      line_text += charset_.text(character.unichar);
      if (character.unichar == kSpace) continue;
      word.symbols.push_back(build_symbol(i));
      word.text += word.symbols.back().text;
    }
    word.confidence = confidence_of(kWordCertaintyScale * certainty);
    word.box = boxes_.words[place.word];
    word.from_dictionary = characters_[range.end - 1].permuter == Permuter::word;
    return word;
  }

 private:
  std::vector<int> order(const WordRange& range, bool right_to_left) const {
    if (right_to_left) return order_right_to_left(range, characters_, charset_);
    std::vector<int> order(range.end - range.begin);
    std::iota(order.begin(), order.end(), range.begin);
    return order;
  }

  Symbol build_symbol(int i) const {
    const Character& character = characters_[i];
    return {charset_.text(character.unichar), confidence_of(character.certainty),
            boxes_.characters[i]};
  }

  std::span<const Character> characters_;
  const Charset& charset_;
  const LineBoxes& boxes_;
};

/// Whether a space is printed between two words that follow each other in reading order: always in
/// scripts that have spaces, unless the model keeps to those that the search found.
bool has_space_between(const WordRange& before, const OrderedWord& place, const WordRange& here,
                       std::span<const Character> characters, const Charset& charset,
                       bool keeps_spaces) {
  if (place.right_to_left) return true;
  if (keeps_spaces) return here.after_space;
  return charset.is_space_delimited(characters[before.begin].unichar) ||
         charset.is_space_delimited(characters[here.begin].unichar);
}

float mean_confidence(const std::vector<Word>& words) {
  double sum = 0;
  for (const Word& word : words) sum += word.confidence;
  return words.empty() ? 0.0f : float(sum / double(words.size()));
}

}  // namespace

void fill_result(std::span<const Character> characters, const Charset& charset,
                 const LineGeometry& geometry, bool keeps_spaces, OcrResult& result) {
  const std::vector<WordRange> ranges = split_words(characters, charset);
  const LineBoxes boxes = fit_boxes(characters, ranges, geometry);
  const ResultBuilder builder(characters, charset, boxes);
  const WordRange* before = nullptr;
  for (const OrderedWord& place : order_words(ranges, characters, charset)) {
    const WordRange& range = ranges[place.word];
    if (before && has_space_between(*before, place, range, characters, charset, keeps_spaces)) {
      result.text += ' ';
    }
    result.text += place.mark_before;
    result.words.push_back(builder.build_word(range, place, result.text));
    result.text += place.mark_after;
    before = &range;
  }
  result.confidence = mean_confidence(result.words);
}

}  // namespace longhand::ocr
