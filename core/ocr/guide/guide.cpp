#include "ocr/guide/guide.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "ctc/alignment.h"
#include "ctc/alphabet.h"
#include "ctc/grammar_search.h"
#include "ctc/hotwords.h"
#include "ctc/language_model.h"
#include "ctc/prefix_search.h"
#include "ocr/decode/certainty.h"
#include "ocr/guide/classes.h"
#include "ocr/model.h"
#include "text/character_set.h"
#include "text/option_range.h"

namespace longhand::ocr {
namespace {

/// How sure a pattern is by what it costs, in nats, that the line is read as one: the difference to
/// its best reading. tests/parity/patterns tells what it accepts.
constexpr double kPatternBias = 3.5, kPatternWeight = 0.8;

float pattern_confidence(double cost) {
  return float(100 / (1 + std::exp(kPatternWeight * cost - kPatternBias)));
}

class CompiledGuide : public Guide {
 public:
  CompiledGuide(const SearchOptions& options, const OcrModel::Impl& model,
                std::span<const std::uint8_t> allowed)
      : options_(options),
        model_(model),
        alphabet_(model.label_texts, model.blank),
        allowed_(allowed.begin(), allowed.end()) {
    if (allowed_.empty()) allowed_.assign(alphabet_.size(), true);
  }

  Result<void> compile() {
    if (auto checked = check(options_); !checked) return checked;
    if (!options_.patterns.empty()) return compile_patterns();
    knowledge_.marks = marks();
    if (!options_.hotwords.empty()) {
      auto phrases = ctc::compile_hotwords(options_.hotwords, alphabet_, knowledge_.marks);
      if (!phrases) return tl::unexpected(phrases.error());
      knowledge_.hot_phrases = std::move(*phrases);
    }
    if (options_.language_model) add_language_model();
    return {};
  }

  bool is_for(const SearchOptions& options) const override { return options == options_; }

  Reading read(const Probabilities& probabilities) const override {
    const std::vector<float> log_probs = logarithms(probabilities);
    return grammar_ ? read_pattern(probabilities, log_probs) : read_text(probabilities, log_probs);
  }

 private:
  static Result<void> check(const SearchOptions& options) {
    const struct {
      const char* name;
      double value;
      Range range;
    } ranges[] = {
        {"pattern threshold", options.pattern_threshold, kPatternThreshold},
        {"language model weight", options.lm_weight, kLmWeight},
        {"word bonus", options.word_bonus, kWordBonus},
    };
    for (const auto& [name, value, range] : ranges)
      if (auto checked = text::check_range(name, value, range); !checked) return checked;
    return {};
  }

  Result<void> compile_patterns() {
    const auto class_of = [this](std::string_view name) {
      return class_members(name, model_.charset);
    };
    auto grammar = ctc::Grammar::compile_texts(options_.patterns, alphabet_, class_of);
    if (!grammar) return tl::unexpected(grammar.error());
    grammar_ = std::make_shared<const ctc::Grammar>(std::move(*grammar));
    return {};
  }

  void add_language_model() {
    const auto& ngrams = options_.language_model->impl().ngrams;
    knowledge_.language_model = {options_.language_model, &ngrams};
    knowledge_.lm_weight = options_.lm_weight;
    knowledge_.word_bonus = options_.word_bonus;
    if (is_of_characters(ngrams)) knowledge_.characters = characters_of(ngrams);
    else knowledge_.lexicon = std::make_shared<const ctc::Lexicon>(ngrams, alphabet_);
  }

  static bool is_of_characters(const ctc::NgramModel& ngrams) {
    const auto& words = ngrams.words();
    for (ctc::NgramModel::Word word = 0; word < words.size(); ++word)
      if (!ngrams.is_marker(word) && words[word] != kSpaceWord &&
          text::characters_of(words[word]).size() > 1)
        return false;
    return true;
  }

  /// What the model calls each label; as a word cannot be a space, it stands there as "<space>".
  std::vector<ctc::NgramModel::Word> characters_of(const ctc::NgramModel& ngrams) const {
    std::vector<ctc::NgramModel::Word> characters(alphabet_.size(), ngrams.unknown());
    const auto& words = ngrams.words();
    for (int label = 0; label < alphabet_.size(); ++label) {
      const auto found = std::ranges::find(
          words, label == alphabet_.space() ? kSpaceWord : alphabet_.text(label));
      if (found != words.end()) characters[label] = ctc::NgramModel::Word(found - words.begin());
    }
    return characters;
  }

  /// Labels at which words end: neither letters nor digits, nor what stands within words.
  std::vector<bool> marks() const {
    std::vector<bool> marks(alphabet_.size(), false);
    for (const Recoder::Edge& edge : model_.recoder.edges(Recoder::kRoot)) {
      if (edge.unichar == kNoUnichar || edge.unichar == kSpace) continue;
      const std::string& text = model_.charset.text(edge.unichar);
      const bool within = text == "'" || text == "-" || text == "’" ||
                          model_.charset.is_digit(edge.unichar) ||
                          is_letter(model_.charset, edge.unichar);
      marks[edge.label] = !within;
    }
    return marks;
  }

  static std::vector<float> logarithms(const Probabilities& probabilities) {
    std::vector<float> log_probs;
    log_probs.reserve(probabilities.all().size());
    for (const float p : probabilities.all()) log_probs.push_back(log_probability(p));
    return log_probs;
  }

  template <class Search>
  void feed(Search& search, const std::vector<float>& log_probs) const {
    const auto labels = std::size_t(alphabet_.size());
    for (std::size_t at = 0; at < log_probs.size(); at += labels)
      search.accept({log_probs.data() + at, labels});
  }

  /// Nats of the most likely label of each step.
  double best_score(const std::vector<float>& log_probs) const {
    double score = 0;
    const auto labels = std::ptrdiff_t(alphabet_.size());
    for (auto row = log_probs.begin(); row != log_probs.end(); row += labels)
      score += *std::max_element(row, row + labels);
    return score;
  }

  Reading read_pattern(const Probabilities& probabilities,
                       const std::vector<float>& log_probs) const {
    ctc::GrammarSearch search(grammar_, alphabet_, allowed_);
    feed(search, log_probs);
    const auto found = search.finish(1);
    Reading reading{.by_pattern = true};
    if (found.empty()) return reading;
    reading.confidence = pattern_confidence(best_score(log_probs) - found[0].acoustic);
    if (reading.confidence < options_.pattern_threshold) return reading;
    reading.pattern = found[0].phrase;
    reading.characters = characters(found[0].labels, probabilities, log_probs);
    return reading;
  }

  Reading read_text(const Probabilities& probabilities, const std::vector<float>& log_probs) const {
    ctc::PrefixSearch search(ctc::PrefixScorer(knowledge_, alphabet_.space()), alphabet_,
                             {.allowed = allowed_});
    feed(search, log_probs);
    const auto found = search.finish(1);
    if (found.empty()) return {};
    return {characters(found[0].labels, probabilities, log_probs)};
  }

  std::vector<Character> characters(std::span<const int> labels, const Probabilities& probabilities,
                                    const std::vector<float>& log_probs) const {
    const auto kept = ctc::words_of(labels, alphabet_.space());
    const auto emissions = ctc::align({log_probs, alphabet_.size()}, alphabet_.blank(), kept);
    std::vector<Character> found;
    found.reserve(emissions.size());
    for (std::size_t i = 0; i < emissions.size(); ++i)
      found.push_back(character(kept[i], emissions[i], probabilities));
    close_gaps(found, probabilities.steps);
    return found;
  }

  Character character(int label, ctc::Emission emission, const Probabilities& probabilities) const {
    Character made;
    made.unichar = model_.recoder.find(Recoder::kRoot, label)->unichar;
    made.permuter = Permuter::top_choice;
    made.step = made.first = made.begin = emission.first;
    made.last = made.end = emission.last + 1;
    for (int step = emission.first; step <= emission.last; ++step)
      made.certainty = std::min(made.certainty,
                                kPlainRatio * certainty_of(probabilities.at(step)[label]));
    return made;
  }

  static constexpr const char* kSpaceWord = "<space>";

  SearchOptions options_;
  const OcrModel::Impl& model_;
  ctc::Alphabet alphabet_;
  std::vector<bool> allowed_;
  std::shared_ptr<const ctc::Grammar> grammar_;
  ctc::Knowledge knowledge_;
};

}  // namespace

Result<std::unique_ptr<const Guide>> make_guide(const SearchOptions& options,
                                                const OcrModel::Impl& model,
                                                std::span<const std::uint8_t> allowed) {
  auto guide = std::make_unique<CompiledGuide>(options, model, allowed);
  if (auto compiled = guide->compile(); !compiled) return tl::unexpected(compiled.error());
  return guide;
}

}  // namespace longhand::ocr
