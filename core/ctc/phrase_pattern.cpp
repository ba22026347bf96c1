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
constexpr int kMostTimes = 100;
constexpr std::string_view kSpecial = "()[]|<>+*{}\\";

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
  /// class_of: of patterns of characters; null: the patterns are of words.
  Parser(WordAutomaton& automaton, const CharacterClass* class_of)
      : automaton_(automaton), class_of_(class_of) {}

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
    if (class_of_) return;
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
      const std::size_t written = position_;
      auto end = item(start, depth);
      if (end) end = repeat(start, *end, written, depth);
      if (!end) return end;
      from = *end;
    }
  }

  bool next_is(char c) const { return position_ < text_.size() && text_[position_] == c; }

  /// What follows an item that was written at `written`.
  Result<int> repeat(int start, int end, std::size_t written, int depth) {
    if (next_is('{')) return repeat_counted(start, end, written, depth);
    const bool any = next_is('*');
    if (!any && !next_is('+')) return end;
    ++position_;
    const int behind = add_state();
    connect(end, start);
    connect(end, behind);
    if (any) connect(start, behind);
    return behind;
  }

  // "{" least [ "," most ] "}"
  Result<int> repeat_counted(int start, int end, std::size_t written, int depth) {
    ++position_;
    const auto least = times();
    const auto most = least && take(',') ? times() : least;
    if (!most) return tl::unexpected(most.error());
    if (*most < *least || *most == 0) return mistake("expected at least as many times");
    if (!take('}')) return mistake("expected \"}\", found \"" + next_character() + "\"");
    const std::size_t behind = position_;
    const int done = add_state();
    if (*least == 0) connect(start, done);
    for (int count = 1; count < *most; ++count) {
      if (count >= *least) connect(end, done);
      position_ = written;
      const auto again = item(end, depth);
      if (!again) return again;
      end = *again;
    }
    position_ = behind;
    connect(end, done);
    return done;
  }

  Result<int> times() {
    int number = -1;
    while (position_ < text_.size() && text_[position_] >= '0' && text_[position_] <= '9') {
      number = std::max(0, number) * 10 + (text_[position_++] - '0');
      if (number > kMostTimes) break;
    }
    if (number < 0 || number > kMostTimes)
      return mistake("expected a number of 0 to " + std::to_string(kMostTimes) + " in braces");
    return number;
  }

  // "(" choice ")" | "[" choice "]" | "<" class ">" | word
  Result<int> item(int start, int depth) {
    if (automaton_.arcs.size() + automaton_.words.size() > kMostStates)
      return mistake("the phrases are too many or too long");
    if (take('(')) return closed(choice(start, depth + 1), ')');
    if (take('[')) {
      const auto end = closed(choice(start, depth + 1), ']');
      if (end) connect(start, *end);
      return end;
    }
    if (take('<')) return class_of_ ? character_class(start) : word_class(start, depth);
    return class_of_ ? characters(start) : word(start);
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
    const auto end = std::min(text_.find_first_of(" \t()[]|<>+*{}", position_), text_.size());
    if (end == position_) return mistake("unexpected \"" + next_character() + "\"");
    const int target = add_state();
    add_word(start, target, std::string(text_.substr(position_, end - position_)));
    position_ = end;
    return target;
  }

  void add_word(int from, int to, std::string text) {
    automaton_.words.push_back(std::move(text));
    connect(from, to, int(automaton_.words.size()) - 1);
  }

  Result<int> character_class(int start) {
    const auto close = text_.find('>', position_);
    const auto members = close == std::string_view::npos
                             ? std::vector<std::string>()
                             : (*class_of_)(text_.substr(position_, close - position_));
    if (members.empty())
      return mistake(
          "expected <digit>, <letter>, <upper>, <lower>, <any> or such as <[A-F0-9]>, with "
          "characters that the model writes");
    position_ = close + 1;
    const int target = add_state();
    for (const std::string& member : members) add_word(start, target, member);
    return target;
  }

  bool at_special() const { return kSpecial.find(text_[position_]) != kSpecial.npos; }

  /// One as it is written; "" if there is none.
  std::string take_character() {
    if (next_is('\\')) ++position_;
    else if (position_ < text_.size() && at_special()) return "";
    if (position_ >= text_.size()) return "";
    const std::string character(text::first_character(text_.substr(position_)));
    position_ += character.size();
    return character;
  }

  /// As many as stand side by side, as labels may have several; but what is repeated stands alone.
  Result<int> characters(int start) {
    std::string run = take_character();
    if (run.empty()) return mistake("unexpected \"" + next_character() + "\"");
    for (std::size_t before = position_; !at_repetition(); before = position_) {
      const std::string next = take_character();
      if (next.empty() || at_repetition()) {
        position_ = before;
        break;
      }
      run += next;
    }
    const int target = add_state();
    add_word(start, target, std::move(run));
    return target;
  }

  bool at_repetition() const { return next_is('+') || next_is('*') || next_is('{'); }

  WordAutomaton& automaton_;
  const CharacterClass* class_of_;
  std::string_view text_;
  std::size_t position_ = 0;
};

/// what: of the patterns, for messages.
Result<WordAutomaton> parse(const std::vector<std::string>& patterns, const std::string& what,
                            const CharacterClass* class_of) {
  if (patterns.size() > kMostPatterns) {
    return fail(ErrorCode::invalid_option, "expected at most " + std::to_string(kMostPatterns) +
                                               " " + what + "s, found " +
                                               std::to_string(patterns.size()));
  }
  WordAutomaton automaton;
  Parser parser(automaton, class_of);
  for (std::size_t index = 0; index < patterns.size(); ++index) {
    const auto end = parser.parse(patterns[index], 0);
    if (!end) {
      return fail(end.error().code, what + " " + std::to_string(index + 1) + " \"" +
                                        patterns[index] + "\": " + end.error().message);
    }
    automaton.phrase[*end] = int(index);
  }
  return automaton;
}

}  // namespace

Result<WordAutomaton> parse_phrases(const std::vector<std::string>& patterns) {
  return parse(patterns, "phrase", nullptr);
}

Result<WordAutomaton> parse_texts(const std::vector<std::string>& patterns,
                                  const CharacterClass& class_of) {
  return parse(patterns, "pattern", &class_of);
}

}  // namespace longhand::ctc
