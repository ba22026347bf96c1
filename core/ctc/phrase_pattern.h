#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

namespace longhand::ctc {

/// A nondeterministic automaton over words; state 0 is its start.
struct WordAutomaton {
  static constexpr int kEmpty = -1;
  struct Arc {
    int target;
    int word;  ///< index into words, kEmpty = no word is said
  };
  std::vector<std::vector<Arc>> arcs = {{}};  ///< [state]
  std::vector<std::string> words;
  std::vector<int> phrase = {-1};  ///< [state] index of the pattern that is complete here, -1 =
                                   ///< none
};

/// Compiles phrase patterns: words, `(a|b)`, `[optional]`, `x+`, `x*`, `<digit>`, `<letter>`,
/// `<number>`. Fails with invalid_option, naming the pattern and the position of the first mistake.
Result<WordAutomaton> parse_phrases(const std::vector<std::string>& patterns);

}  // namespace longhand::ctc
