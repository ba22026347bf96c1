#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <longhand/error.h>

#include "ctc/alphabet.h"
#include "ctc/phrase_pattern.h"

namespace longhand::ctc {

/// A closed set of texts as a deterministic automaton over labels. Of phrases, that is words with a
/// space between two and perhaps one after the last; of other texts, spaces may stand around them.
class Grammar {
 public:
  using State = std::uint32_t;
  static constexpr State kReject = UINT32_MAX;

  /// patterns: see parse_phrases(). Fails with invalid_option, e.g. if the alphabet lacks a
  /// character.
  static Result<Grammar> compile(const std::vector<std::string>& patterns,
                                 const Alphabet& alphabet);

  /// patterns: see parse_texts(). Fails as compile.
  static Result<Grammar> compile_texts(const std::vector<std::string>& patterns,
                                       const Alphabet& alphabet, const CharacterClass& class_of);

  State start() const { return 0; }
  State next(State state, int label) const;                        ///< kReject if not allowed
  int phrase(State state) const { return states_[state].phrase; }  ///< complete here; -1 = none
  std::size_t size() const { return states_.size(); }

  struct Arc {
    int label;
    State target;
  };
  /// All arcs, those of a state side by side.
  const std::vector<Arc>& arcs() const { return arcs_; }
  std::size_t first_arc(State state) const { return states_[state].first_arc; }
  std::size_t arc_count(State state) const { return states_[state].arc_count; }

 private:
  friend class GrammarBuilder;
  struct Node {
    std::uint32_t first_arc = 0;
    std::uint32_t arc_count = 0;
    int phrase = -1;
  };
  std::vector<Node> states_;
  std::vector<Arc> arcs_;  ///< by state, sorted by label
};

}  // namespace longhand::ctc
