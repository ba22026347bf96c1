#include "ocr/line/word_order.h"

#include <algorithm>

#include "ocr/decode/bidi.h"

namespace longhand::ocr {
namespace {

constexpr const char* kLeftToRightMark = "\u200E";
constexpr const char* kRightToLeftMark = "\u200F";

enum class Direction { neutral, left_to_right, right_to_left, mixed };

Direction direction_of(const WordRange& word, std::span<const Character> characters,
                       const Charset& charset) {
  bool left_to_right = false, right_to_left = false;
  for (int i = word.begin; i < word.end; ++i) {
    const int bidi = charset.direction(characters[i].unichar);
    left_to_right |= bidi == kLeftToRight || bidi == kArabicNumber;
    right_to_left |= bidi == kRightToLeft || bidi == kArabicLetter;
  }
  if (left_to_right && right_to_left) return Direction::mixed;
  if (left_to_right) return Direction::left_to_right;
  return right_to_left ? Direction::right_to_left : Direction::neutral;
}

std::vector<Direction> directions_of(std::span<const WordRange> words,
                                     std::span<const Character> characters,
                                     const Charset& charset) {
  std::vector<Direction> directions;
  for (const WordRange& word : words) {
    directions.push_back(direction_of(word, characters, charset));
  }
  return directions;
}

bool is_right_to_left(const std::vector<Direction>& words) {
  if (words.empty() || words.back() == Direction::left_to_right) {
    return !words.empty() && words.front() == Direction::right_to_left;
  }
  if (words.front() == Direction::right_to_left) return true;
  return std::ranges::count(words, Direction::left_to_right) <
         std::ranges::count(words, Direction::right_to_left);
}

/// Lays the words of a line out in reading order.
class LineOrder {
 public:
  explicit LineOrder(std::vector<Direction> directions)
      : directions_(std::move(directions)), right_to_left_(is_right_to_left(directions_)) {
    if (right_to_left_) {
      lay_from_right();
    } else {
      lay(0, int(directions_.size()), 1);
    }
  }

  std::vector<OrderedWord> with_marks() const {
    std::vector<OrderedWord> result;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const bool opens_next = i + 1 < places_.size() && places_[i + 1].opens_run;
      result.push_back(marked(places_[i], opens_next));
    }
    return result;
  }

 private:
  struct Place {
    int word;
    bool in_minor_run = false;  ///< runs against the line's direction
    bool opens_run = false;
    bool closes_run = false;
    bool mixed = false;
  };

  static const char* mark(bool right_to_left) {
    return right_to_left ? kRightToLeftMark : kLeftToRightMark;
  }

  OrderedWord marked(const Place& place, bool opens_next) const {
    OrderedWord result{place.word, right_to_left_ != place.in_minor_run, "", ""};
    if (place.opens_run) result.mark_before = mark(result.right_to_left);
    if (place.closes_run) {
      result.mark_after = mark(right_to_left_);
    } else if (place.mixed && !opens_next) {
      result.mark_after = mark(result.right_to_left);
    }
    return result;
  }

  /// Neutral words at the right end next to a left-to-right word belong to its run.
  void lay_from_right() {
    const int last = int(directions_.size()) - 1;
    int anchor = last;
    while (anchor > 0 && directions_[anchor] == Direction::neutral) --anchor;
    if (anchor == last || directions_[anchor] != Direction::left_to_right) {
      lay(last, -1, -1);
      return;
    }
    int first = anchor;
    for (int i = anchor; i >= 0 && directions_[i] != Direction::right_to_left; --i) {
      if (directions_[i] == Direction::left_to_right) first = i;
    }
    lay_run(first, last, 1);
    for (Place& place : places_) place.mixed = directions_[place.word] == Direction::mixed;
    lay(first - 1, -1, -1);
  }

  /// Words from `i` up to but not including `end`, turning minor runs round.
  void lay(int i, int end, int step) {
    const Direction minor = right_to_left_ ? Direction::left_to_right : Direction::right_to_left;
    for (; i != end; i += step) {
      if (directions_[i] == minor) {
        const int run_end = end_of_run(i, end, step, minor);
        lay_run(run_end, i, -step);
        i = run_end;
      } else {
        places_.push_back({.word = i, .mixed = directions_[i] == Direction::mixed});
      }
    }
  }

  /// The last word of the minor direction before one of the major direction.
  int end_of_run(int begin, int end, int step, Direction minor) const {
    const Direction major = right_to_left_ ? Direction::right_to_left : Direction::left_to_right;
    int last = begin;
    for (int i = begin; i != end && directions_[i] != major; i += step) {
      if (directions_[i] == minor) last = i;
    }
    return last;
  }

  void lay_run(int first, int last, int step) {
    for (int i = first;; i += step) {
      places_.push_back({i, true, i == first, i == last, false});
      if (i == last) return;
    }
  }

  std::vector<Direction> directions_;
  bool right_to_left_;
  std::vector<Place> places_;
};

/// Bidirectional classes of a word's characters, resolved to left-to-right or not.
class WordBidi {
 public:
  WordBidi(const WordRange& word, std::span<const Character> characters, const Charset& charset) {
    for (int i = word.begin; i < word.end; ++i) {
      classes_.push_back(charset.direction(characters[i].unichar));
    }
    join_numbers_over_separators();
    join_terminators();
  }

  /// For each character whether it belongs to a left-to-right run: letters and numbers, with the
  /// neutral characters between them.
  std::vector<bool> left_to_right() const {
    std::vector<bool> result(classes_.size(), false);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      if (!is_strong(classes_[i])) continue;
      std::size_t last = i;
      for (std::size_t j = i + 1; j < classes_.size() && may_continue(classes_[j]); ++j) {
        if (is_strong(classes_[j])) last = j;
      }
      for (; i < last; ++i) result[i] = true;
      result[last] = true;
    }
    return result;
  }

 private:
  static bool is_strong(int bidi) { return bidi == kLeftToRight || bidi == kEuropeanNumber; }
  static bool may_continue(int bidi) {
    return is_strong(bidi) || bidi == kCommonSeparator || bidi == kOtherNeutral;
  }

  /// "1,000": one separator between two digits becomes part of the number.
  void join_numbers_over_separators() {
    for (std::size_t i = 1; i + 1 < classes_.size(); ++i) {
      const bool separates = classes_[i] == kEuropeanSeparator || classes_[i] == kCommonSeparator;
      if (separates && classes_[i - 1] == kEuropeanNumber && classes_[i + 1] == kEuropeanNumber) {
        classes_[i] = kEuropeanNumber;
      }
    }
  }

  /// "$50", "50%": terminators next to a number become part of it.
  void join_terminators() {
    const auto join = [](int& here, int neighbour) {
      if (here == kEuropeanTerminator && neighbour == kEuropeanNumber) here = kEuropeanNumber;
    };
    for (std::size_t i = 1; i < classes_.size(); ++i) join(classes_[i], classes_[i - 1]);
    for (std::size_t i = classes_.size(); i-- > 1;) join(classes_[i - 1], classes_[i]);
  }

  std::vector<int> classes_;
};

}  // namespace

std::vector<OrderedWord> order_words(std::span<const WordRange> words,
                                     std::span<const Character> characters,
                                     const Charset& charset) {
  if (words.empty()) return {};
  return LineOrder(directions_of(words, characters, charset)).with_marks();
}

std::vector<int> order_right_to_left(const WordRange& word, std::span<const Character> characters,
                                     const Charset& charset) {
  const std::vector<bool> left_to_right = WordBidi(word, characters, charset).left_to_right();
  std::vector<int> order;
  for (int end = word.end; end > word.begin;) {
    int begin = end - 1;
    if (left_to_right[begin - word.begin]) {
      while (begin > word.begin && left_to_right[begin - 1 - word.begin]) --begin;
    }
    for (int i = begin; i < end; ++i) order.push_back(i);
    end = begin;
  }
  return order;
}

}  // namespace longhand::ocr
