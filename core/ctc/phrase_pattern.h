#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

namespace longhand::ctc {

/// A nondeterministic automaton over words, or over pieces of text; state 0 is its start.
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

/// Compiles phrase patterns: words, `(a|b)`, `[optional]`, `x+`, `x*`, `x{3}`, `x{2,4}`, `<digit>`,
/// `<letter>`, `<number>`. Fails with invalid_option, naming the pattern and the position of the
/// first mistake.
Result<WordAutomaton> parse_phrases(const std::vector<std::string>& patterns);

/// The characters that a class of them stands for, in UTF-8; none: there is no such class.
using CharacterClass = std::function<std::vector<std::string>(std::string_view name)>;

/// The same for patterns of characters: what is written stands for itself, blanks too, and `+`,
/// `*` and `{}` repeat the last character. `\` goes before a character that means something else.
/// Between `<` and `>` stands a class.
Result<WordAutomaton> parse_texts(const std::vector<std::string>& patterns,
                                  const CharacterClass& class_of);

}  // namespace longhand::ctc
