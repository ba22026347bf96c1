#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/traineddata.h"
#include "ocr/decode/charset.h"
#include "ocr/decode/word_graph.h"

namespace longhand::ocr {

/// Where the knowledge of a character comes from; where several apply the largest wins.
enum class Permuter : std::uint8_t {
  none = 0,
  punctuation = 1,
  top_choice = 2,  ///< the network alone
  number = 6,
  word = 8,
};

/// How far a string has come in the word lists: within punctuation alone (list = kNoList), or
/// within a word or number that stands inside a punctuation pattern.
struct DictionaryPosition {
  static constexpr std::int8_t kNoList = -1;

  std::int8_t list = kNoList;  ///< which of the lists
  bool has_punctuation = false;
  bool after_word = false;        ///< past the word, in the punctuation behind it
  std::int32_t edge = -1;         ///< last edge in the list, -1 = before the first
  std::int32_t punctuation = -1;  ///< last edge in the punctuation patterns

  bool operator==(const DictionaryPosition&) const = default;
};

/// A model's lists of words, number patterns and punctuation patterns.
class Dictionary {
 public:
  /// Needs at least one of the lists of `data`; the bytes that they refer to must outlive this.
  Dictionary(const formats::Traineddata& data, const Charset& charset);

  /// Where every word starts.
  std::span<const DictionaryPosition> start() const { return start_; }

  struct Step {
    Permuter permuter = Permuter::none;  ///< none: no list knows the string
    bool may_end = false;                ///< a word may end here
  };

  /// Follows one more character from each of `positions`; `reached` (cleared first) gets the places
  /// that it leads to.
  Step advance(std::span<const DictionaryPosition> positions, int unichar,
               std::vector<DictionaryPosition>& reached) const;

 private:
  enum List : std::int8_t { kWords, kNumbers };
  /// One step's input and what has been found so far.
  struct Search;

  void advance_punctuation(const DictionaryPosition& position, Search& search) const;
  void leave_word(const DictionaryPosition& position, Search& search) const;
  void advance_word(const DictionaryPosition& position, Search& search) const;
  void enter_words(std::int32_t pattern_edge, Search& search) const;
  void find_start();
  int letter_for(int list, int unichar) const;

  const Charset& charset_;
  std::optional<WordGraph> punctuation_;
  std::array<std::optional<WordGraph>, 2> lists_;
  std::vector<DictionaryPosition> start_;
};

}  // namespace longhand::ocr
