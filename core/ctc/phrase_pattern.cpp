#include "ctc/phrase_pattern.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "text/character_set.h"

namespace longhand::ctc {
namespace {

constexpr std::size_t kMostPatterns = 100'000;
constexpr std::size_t kMostStates = 1'000'000;
constexpr int kDeepestNesting = 32;

const std::map<std::string_view, std::string_view> kClasses = {
    {"digit", "zero|oh|one|two|three|four|five|six|seven|eight|nine"},
    {"letter", "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z"},
    {"number",
     "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
     "fifteen|"
     "sixteen|seventeen|eighteen|nineteen|(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) "
     "[one|two|three|four|five|six|seven|eight|nine]"}};

/// Recursive descent; each rule takes the state it starts from and returns the one it ends in.
class Parser {
 public:
  explicit Parser(WordAutomaton& automaton) : automaton_(automaton) {}

  Result<int> parse(std::string_view text, int from) {
    text_ = text;
    position_ = 0;
    auto end = choice(from, 0);
    if (end && position_ < text_.size()) return mistake("unexpected \"" + next_character() + "\"");
    return end;
  }

 private:
  Result<int> mistake(const std::string& what) const {
    return fail(ErrorCode::invalid_option,
                what + " at character " +
                    std::to_string(text::characters_of(text_.substr(0, position_)).size() + 1));
  }

  std::string next_character() const {
    return position_ < text_.size() ? std::string(text::first_character(text_.substr(position_)))
                                    : "end";
  }

  bool take(char c) {
    skip_spaces();
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  void skip_spaces() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\t'))
      ++position_;
  }

  int add_state() {
    automaton_.arcs.emplace_back();
    automaton_.phrase.push_back(-1);
    return int(automaton_.arcs.size()) - 1;
  }

  void connect(int from, int to, int word = WordAutomaton::kEmpty) {
    automaton_.arcs[from].push_back({to, word});
  }

  // sequence { "|" sequence }
  Result<int> choice(int from, int depth) {
    if (depth > kDeepestNesting) return mistake("nested too deeply");
    const int end = add_state();
    do {
      const auto branch = sequence(from, depth);
      if (!branch) return branch;
      connect(*branch, end);
    } while (take('|'));
    return end;
  }

  // { item [ "+" | "*" ] }
  Result<int> sequence(int from, int depth) {
    for (;;) {
      skip_spaces();
      if (position_ >= text_.size() || text_[position_] == '|' || text_[position_] == ')' ||
          text_[position_] == ']') {
        return from;
      }
      const int start = add_state();
      connect(from, start);
      const auto end = item(start, depth);
      if (!end) return end;
      from = repeat(start, *end);
    }
  }

  int repeat(int start, int end) {
    const bool any = position_ < text_.size() && text_[position_] == '*';
    const bool some = position_ < text_.size() && text_[position_] == '+';
    if (!any && !some) return end;
    ++position_;
    const int behind = add_state();
    connect(end, start);
    connect(end, behind);
    if (any) connect(start, behind);
    return behind;
  }

  // "(" choice ")" | "[" choice "]" | "<" class ">" | word
  Result<int> item(int start, int depth) {
    if (automaton_.arcs.size() > kMostStates)
      return mistake("the phrases are too many or too long");
    if (take('(')) return closed(choice(start, depth + 1), ')');
    if (take('[')) {
      const auto end = closed(choice(start, depth + 1), ']');
      if (end) connect(start, *end);
      return end;
    }
    if (take('<')) return word_class(start, depth);
    return word(start);
  }

  Result<int> closed(Result<int> inside, char bracket) {
    if (!inside || take(bracket)) return inside;
    return mistake(std::string("expected \"") + bracket + "\", found \"" + next_character() + "\"");
  }

  Result<int> word_class(int start, int depth) {
    const auto close = text_.find('>', position_);
    const auto name = text_.substr(position_, close - position_);
    const auto found = kClasses.find(name);
    if (close == std::string_view::npos || found == kClasses.end()) {
      return mistake("expected <digit>, <letter> or <number>");
    }
    const auto outside = std::pair(text_, close + 1);
    text_ = found->second;
    position_ = 0;
    auto end = choice(start, depth + 1);
    std::tie(text_, position_) = outside;
    return end;
  }

  Result<int> word(int start) {
    const auto end = std::min(text_.find_first_of(" \t()[]|<>+*", position_), text_.size());
    if (end == position_) return mistake("unexpected \"" + next_character() + "\"");
    automaton_.words.emplace_back(text_.substr(position_, end - position_));
    position_ = end;
    const int target = add_state();
    connect(start, target, int(automaton_.words.size()) - 1);
    return target;
  }

  WordAutomaton& automaton_;
  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

Result<WordAutomaton> parse_phrases(const std::vector<std::string>& patterns) {
  if (patterns.size() > kMostPatterns) {
    return fail(ErrorCode::invalid_option, "expected at most " + std::to_string(kMostPatterns) +
                                               " phrases, found " +
                                               std::to_string(patterns.size()));
  }
  WordAutomaton automaton;
  Parser parser(automaton);
  for (std::size_t index = 0; index < patterns.size(); ++index) {
    const auto end = parser.parse(patterns[index], 0);
    if (!end) {
      return fail(end.error().code, "phrase " + std::to_string(index + 1) + " \"" +
                                        patterns[index] + "\": " + end.error().message);
    }
    automaton.phrase[*end] = int(index);
  }
  return automaton;
}

}  // namespace longhand::ctc
