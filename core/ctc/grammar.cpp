#include "ctc/grammar.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace longhand::ctc {
namespace {

constexpr std::size_t kMostStates = 100'000;
constexpr std::size_t kMostMembers = 4'000'000;  // of the subsets: 16 MB
constexpr int kEmpty = -1;

/// A nondeterministic automaton over labels. Of phrases, a space precedes each word.
struct LabelAutomaton {
  struct Arc {
    int target, label;
  };
  std::vector<std::vector<Arc>> arcs;
  std::vector<int> phrase;
};

/// space: goes before them; -1 = none.
void spell(LabelAutomaton& automaton, int from, int to, int space, std::span<const int> labels) {
  const auto add = [&](int target, int label) {
    automaton.arcs[from].push_back({target, label});
    from = target;
  };
  const auto add_state = [&] {
    automaton.arcs.emplace_back();
    automaton.phrase.push_back(-1);
    return int(automaton.arcs.size()) - 1;
  };
  if (space >= 0) add(add_state(), space);
  for (int label : labels.first(labels.size() - 1)) add(add_state(), label);
  add(to, labels.back());
}

/// space: as in spell; what: of the words, for messages.
Result<LabelAutomaton> spell_words(const WordAutomaton& words, const Alphabet& alphabet, int space,
                                   const std::string& what) {
  LabelAutomaton automaton{std::vector<std::vector<LabelAutomaton::Arc>>(words.arcs.size()),
                           words.phrase};
  for (std::size_t state = 0; state < words.arcs.size(); ++state) {
    for (const auto& arc : words.arcs[state]) {
      if (arc.word == WordAutomaton::kEmpty) {
        automaton.arcs[state].push_back({arc.target, kEmpty});
        continue;
      }
      const auto labels = alphabet.encode(words.words[arc.word]);
      if (!labels) {
        return fail(labels.error().code,
                    what + " \"" + words.words[arc.word] + "\": " + labels.error().message);
      }
      spell(automaton, int(state), arc.target, space, *labels);
    }
  }
  return automaton;
}

Result<std::vector<std::string>> plain_patterns(const std::vector<std::string>& patterns,
                                                const std::string& what, const Alphabet& alphabet) {
  std::vector<std::string> plain;
  for (const std::string& pattern : patterns) {
    auto text = alphabet.plain(pattern, what + " " + std::to_string(plain.size() + 1));
    if (!text) return tl::unexpected(text.error());
    plain.push_back(std::move(*text));
  }
  return plain;
}

std::map<int, std::vector<int>> successors(const LabelAutomaton& automaton,
                                           const std::vector<int>& states) {
  std::map<int, std::vector<int>> targets;
  for (int state : states) {
    for (const auto& arc : automaton.arcs[state]) {
      if (arc.label != kEmpty) targets[arc.label].push_back(arc.target);
    }
  }
  return targets;
}

}  // namespace

/// Subset construction.
class GrammarBuilder {
 public:
  GrammarBuilder(const LabelAutomaton& automaton, int space)
      : automaton_(automaton), space_(space) {}

  /// As if after a space.
  Result<Grammar> build_phrases() {
    return build(closure(successors(automaton_, closure({0}))[space_]));
  }

  Result<Grammar> build_texts() {
    if (space_ >= 0) automaton_.arcs[0].push_back({0, space_});
    return build(closure({0}));
  }

 private:
  Result<Grammar> build(std::vector<int> start) {
    number(std::move(start));
    for (std::size_t state = 0; state < sets_.size(); ++state) {
      if (sets_.size() > kMostStates || members_ > kMostMembers) {
        return fail(ErrorCode::invalid_option,
                    "the phrases are too many or too ambiguous: expected at most " +
                        std::to_string(kMostStates) + " states");
      }
      add_arcs(state);
    }
    return std::move(grammar_);
  }

  /// `states` and all that are reached from them without a label, sorted.
  std::vector<int> closure(const std::vector<int>& states) {
    ++visit_;
    visited_.resize(automaton_.arcs.size());
    std::vector<int> reached;
    const auto reach = [&](int state) {
      if (std::exchange(visited_[state], visit_) != visit_) reached.push_back(state);
    };
    for (int state : states) reach(state);
    for (std::size_t head = 0; head < reached.size(); ++head) {
      for (const auto& arc : automaton_.arcs[reached[head]]) {
        if (arc.label == kEmpty) reach(arc.target);
      }
    }
    std::sort(reached.begin(), reached.end());
    return reached;
  }

  Grammar::State number(std::vector<int> set) {
    const auto [place, is_new] = numbers_.try_emplace(std::move(set), Grammar::State(sets_.size()));
    if (is_new) {
      sets_.push_back(&place->first);
      members_ += place->first.size();
      grammar_.states_.push_back({.phrase = phrase_of(place->first)});
    }
    return place->second;
  }

  int phrase_of(const std::vector<int>& set) const {
    int first = -1;
    for (int state : set) {
      const int phrase = automaton_.phrase[state];
      if (phrase >= 0 && (first < 0 || phrase < first)) first = phrase;
    }
    return first;
  }

  void add_arcs(std::size_t state) {
    auto targets = successors(automaton_, *sets_[state]);
    const int phrase = grammar_.states_[state].phrase;
    if (phrase >= 0 && space_ >= 0) targets[space_].push_back(trailing(phrase));
    const auto first_arc = std::uint32_t(grammar_.arcs_.size());
    for (const auto& [label, set] : targets) {
      const auto target = number(closure(set));
      grammar_.arcs_.push_back({label, target});
    }
    grammar_.states_[state].first_arc = first_arc;
    grammar_.states_[state].arc_count = std::uint32_t(grammar_.arcs_.size()) - first_arc;
  }

  /// A state of the label automaton in which the phrase is complete and nothing follows.
  int trailing(int phrase) {
    const auto [place, is_new] = trailing_.try_emplace(phrase, int(automaton_.arcs.size()));
    if (is_new) {
      automaton_.arcs.emplace_back();
      automaton_.phrase.push_back(phrase);
    }
    return place->second;
  }

  LabelAutomaton automaton_;
  int space_;
  Grammar grammar_;
  std::map<std::vector<int>, Grammar::State> numbers_;
  std::vector<const std::vector<int>*> sets_;
  std::size_t members_ = 0;
  std::map<int, int> trailing_;
  std::vector<int> visited_;  ///< [state] number of the last visit
  int visit_ = 0;
};

Result<Grammar> Grammar::compile(const std::vector<std::string>& patterns,
                                 const Alphabet& alphabet) {
  if (alphabet.space() < 0) {
    return fail(ErrorCode::invalid_option, "phrases need a model whose alphabet has a space");
  }
  const auto words = plain_patterns(patterns, "phrase", alphabet).and_then(parse_phrases);
  if (!words) return tl::unexpected(words.error());
  const auto automaton = spell_words(*words, alphabet, alphabet.space(), "phrase word");
  if (!automaton) return tl::unexpected(automaton.error());
  return GrammarBuilder(*automaton, alphabet.space()).build_phrases();
}

Result<Grammar> Grammar::compile_texts(const std::vector<std::string>& patterns,
                                       const Alphabet& alphabet, const CharacterClass& class_of) {
  const auto plain = plain_patterns(patterns, "pattern", alphabet);
  if (!plain) return tl::unexpected(plain.error());
  const auto texts = parse_texts(*plain, class_of);
  if (!texts) return tl::unexpected(texts.error());
  const auto automaton = spell_words(*texts, alphabet, -1, "pattern");
  if (!automaton) return tl::unexpected(automaton.error());
  return GrammarBuilder(*automaton, alphabet.space()).build_texts();
}

Grammar::State Grammar::next(State state, int label) const {
  const auto begin = arcs_.begin() + states_[state].first_arc;
  const auto end = begin + states_[state].arc_count;
  const auto found = std::lower_bound(begin, end, label,
                                      [](const Arc& a, int l) { return a.label < l; });
  return found != end && found->label == label ? found->target : kReject;
}

}  // namespace longhand::ctc
