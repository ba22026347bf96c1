#include "speech/search_plan.h"

#include <cmath>

#include "ctc/hotwords.h"
#include "ctc/language_model.h"
#include "ctc/log_math.h"
#include "text/option_range.h"

namespace longhand::speech {
namespace {

constexpr double kLeastLabel = -12;  // nats; what is less likely is not worth trying

Result<void> check_ranges(const SpeechOptions& options) {
  constexpr SpeechLimits kLimits = kSpeechLimits;
  const struct {
    const char* name;
    double value;
    Range range;
  } ranges[] = {
      {"beam", double(options.beam), kLimits.beam},
      {"alternatives", double(options.alternatives), {kLimits.beam.least, double(options.beam)}},
      {"phrase threshold", options.phrase_threshold, kLimits.phrase_threshold},
      {"language model weight", options.lm_weight, kLimits.lm_weight},
      {"word bonus", options.word_bonus, kLimits.word_bonus},
      {"trailing silence", options.endpoint.trailing_silence, kLimits.trailing_silence},
      {"no speech", options.endpoint.no_speech, kLimits.no_speech},
      {"maximal length", options.endpoint.max_length, kLimits.max_length},
  };
  for (const auto& [name, value, range] : ranges) {
    if (auto checked = text::check_range(name, value, range); !checked) return checked;
  }
  const bool searches = !options.phrases.empty() || !options.hotwords.empty() ||
                        options.language_model;
  if (options.beam == 1 && searches) {
    return fail(
        ErrorCode::invalid_option,
        "expected a beam of at least 2 for phrases, hot words or a language model, found 1");
  }
  return {};
}

Result<void> add_language_model(SearchPlan& plan, const ctc::Alphabet& alphabet,
                                const SearchPlan* previous) {
  const auto& model = plan.options.language_model;
  if (!model) return {};
  if (alphabet.space() < 0) {
    return fail(ErrorCode::invalid_option,
                "a language model needs a speech model whose alphabet has a space");
  }
  plan.knowledge.language_model = {model, &model->impl().ngrams};
  plan.knowledge.lm_weight = plan.options.lm_weight;
  plan.knowledge.word_bonus = plan.options.word_bonus;
  plan.knowledge.lexicon = previous && previous->options.language_model == model
                               ? previous->knowledge.lexicon
                               : std::make_shared<const ctc::Lexicon>(model->impl().ngrams,
                                                                      alphabet);
  return {};
}

std::vector<float> discount(const ctc::Knowledge& knowledge, std::span<const float> priors,
                            const PriorWeights& weights) {
  if (!knowledge.grammar && !knowledge.language_model) return {};
  const double weight = knowledge.grammar ? weights.phrases : weights.language_model;
  std::vector<float> nats;
  for (float prior : priors) nats.push_back(float(weight * std::log(double(prior))));
  return nats;
}

}  // namespace

Result<SearchPlan> make_search_plan(const SpeechOptions& options, const SpeechModel::Impl& model,
                                    const SearchPlan* previous) {
  if (auto checked = check_ranges(options); !checked) return tl::unexpected(checked.error());
  const ctc::Alphabet& alphabet = model.alphabet;
  SearchPlan plan{options, {}, {}, {}};
  plan.beam.beam = options.beam;
  plan.beam.least_label = options.phrases.empty() ? kLeastLabel : ctc::kImpossible;
  auto allowed = alphabet.mask(options.allow, options.deny);
  if (!allowed) return tl::unexpected(allowed.error());
  plan.beam.allowed = std::move(*allowed);
  if (auto added = add_language_model(plan, alphabet, previous); !added) {
    return tl::unexpected(added.error());
  }
  if (!options.hotwords.empty()) {
    auto hot_phrases = ctc::compile_hotwords(options.hotwords, alphabet);
    if (!hot_phrases) return tl::unexpected(hot_phrases.error());
    plan.knowledge.hot_phrases = std::move(*hot_phrases);
  }
  if (!options.phrases.empty()) {
    auto grammar = ctc::Grammar::compile(options.phrases, alphabet);
    if (!grammar) return tl::unexpected(grammar.error());
    plan.knowledge.grammar = std::make_shared<const ctc::Grammar>(std::move(*grammar));
  }
  plan.discount = discount(plan.knowledge, model.label_priors, model.fit.priors);
  return plan;
}

}  // namespace longhand::speech
