#include "ocr/line/ink_boxes.h"

#include <algorithm>

#include "layout/cuts.h"
#include "ocr/decode/charset.h"

namespace longhand::ocr {
namespace {

using layout::Boundary;
using layout::find_cuts;
using layout::Run;

Box overlap(const Box& a, const Box& b) {
  const Box both{std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
                 std::min(a.bottom, b.bottom)};
  return both.left < both.right && both.top < both.bottom ? both : a;
}

class BoxFitter {
 public:
  BoxFitter(std::span<const Character> characters, const LineGeometry& geometry)
      : characters_(characters), geometry_(geometry), ink_(geometry.ink) {}

  LineBoxes fit(std::span<const WordRange> words) const {
    LineBoxes boxes;
    boxes.characters.resize(characters_.size());
    std::vector<Boundary> boundaries;
    for (std::size_t i = 1; i < words.size(); ++i)
      boundaries.push_back(between(words[i - 1].end - 1, first_letter(words[i])));
    const auto cuts = find_cuts(ink_.columns(), boundaries);
    const auto cells = ink_.divide(ink_.runs(), cuts);
    for (std::size_t i = 0; i < words.size(); ++i) {
      boxes.words.push_back(box_of(cells[i], first_letter(words[i]), words[i].end - 1));
      const float begin = i == 0 ? 0.0f : cuts[i - 1];
      const float end = i == cuts.size() ? float(geometry_.strip.width) : cuts[i];
      fit_characters(words[i], cells[i], begin, end, boxes);
    }
    return boxes;
  }

 private:
  int first_letter(const WordRange& word) const {
    return word.begin + (characters_[word.begin].unichar == kSpace);
  }

  /// Of a word whose ink lies in columns [from, to).
  void fit_characters(const WordRange& word, std::span<const Run> ink, float from, float to,
                      LineBoxes& boxes) const {
    const int begin = first_letter(word);
    const auto columns = ink_.columns().subspan(int(from), std::size_t(int(to) - int(from)));
    std::vector<Boundary> boundaries;
    for (int i = begin + 1; i < word.end; ++i) {
      boundaries.push_back(between(i - 1, i));
      boundaries.back().from -= from;
      boundaries.back().to -= from;
      boundaries.back().expected -= from;
    }
    auto cuts = find_cuts(columns, boundaries);
    for (float& cut : cuts) cut += from;
    const auto cells = ink_.divide(ink, cuts);
    for (int i = begin; i < word.end; ++i)
      boxes.characters[i] = overlap(boxes.words.back(), box_of(cells[i - begin], i, i));
  }

  float place(int step) const {
    return std::min(float(step) * geometry_.pixels_per_step, float(geometry_.strip.width));
  }

  Boundary between(int left, int right) const {
    const Character& a = characters_[left];
    const Character& b = characters_[right];
    return {place(a.first - 1), place(b.last + 1), (place(a.last) + place(b.first)) / 2};
  }

  /// Of the characters from `first` to `last`.
  Box box_of(std::span<const Run> ink, int first, int last) const {
    if (!ink.empty()) return ink_.box_of(ink);
    return geometry_.strip.box(place(characters_[first].begin), 0, place(characters_[last].end),
                               float(geometry_.strip.height));
  }

  std::span<const Character> characters_;
  const LineGeometry& geometry_;
  const layout::LineInk& ink_;
};

}  // namespace

LineBoxes fit_boxes(std::span<const Character> characters, std::span<const WordRange> words,
                    const LineGeometry& geometry) {
  return BoxFitter(characters, geometry).fit(words);
}

}  // namespace longhand::ocr
