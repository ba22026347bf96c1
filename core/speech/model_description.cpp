#include "speech/model_description.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "speech/garbage.h"
#include "text/json_fields.h"

namespace longhand::speech {
namespace {

using text::JsonFields;

constexpr std::size_t kMostLabels = 1 << 16;
constexpr int kHighestRate = 96'000;
constexpr double kLongestFrame = 200;  // ms
constexpr double kLeastPrior = 1e-6;
constexpr double kLargestCoefficient = 1000;

void read_log_mel(JsonFields fields, LogMelSpec& spec) {
  fields.demand("type", std::string("log-mel"));
  fields.demand("definition", std::string("kaldi-fbank"));
  fields.demand("snip_edges", true);
  fields.demand("dither", 0.0);
  spec.sample_rate = fields.whole("sample_rate", 1000, kHighestRate);
  spec.sample_scale = fields.number("sample_scale", 1e-3, 1e5);
  spec.frame_length_ms = fields.number("frame_length_ms", 2, kLongestFrame);
  spec.frame_shift_ms = fields.number("frame_shift_ms", 1, spec.frame_length_ms);
  spec.window = fields.text("window");
  spec.preemphasis = fields.number("preemphasis", 0, 1);
  spec.remove_dc_offset = fields.boolean("remove_dc_offset");
  spec.round_to_power_of_two = fields.boolean("round_to_power_of_two");
  spec.use_power = fields.boolean("use_power");
  spec.bins = fields.whole("num_mel_bins", 1, 512);
  spec.high_freq = fields.number("high_freq", 1, spec.sample_rate / 2.0);
  spec.low_freq = fields.number("low_freq", 0, spec.high_freq - 1);
  spec.log_floor = fields.number("log_floor", 1e-30, 1);
}

void read_features(JsonFields fields, FeatureSpec& spec) {
  read_log_mel(fields, spec.log_mel);
  const auto bins = std::size_t(spec.log_mel.bins);
  spec.mean = fields.numbers("mean", bins, -1e4, 1e4);
  spec.std = fields.numbers("std", bins, 1e-4, 1e4);
  spec.stack = fields.whole("stack", 1, 32);
}

/// Members of the member `name`, where they are there.
template <class T>
void read_coefficients(JsonFields& fields, const char* name,
                       std::initializer_list<std::pair<const char*, T*>> coefficients) {
  if (!fields.has(name)) return;
  auto object = fields.object(name);
  for (const auto& [member, value] : coefficients)
    if (object.has(member))
      *value = T(object.number(member, -kLargestCoefficient, kLargestCoefficient));
}

void read_garbage(JsonFields fields, GarbageFit& fit) {
  constexpr std::size_t inputs = std::tuple_size_v<VoiceInputs>;
  fit.bias = fields.number("bias", -kLargestCoefficient, kLargestCoefficient);
  fit.middle = fields.numbers("middle", inputs, -1e4, 1e4);
  fit.deviation = fields.numbers("deviation", inputs, 1e-4, 1e4);
  fit.linear = fields.numbers("linear", inputs, -kLargestCoefficient, kLargestCoefficient);
  fit.square = fields.numbers("square", inputs, -kLargestCoefficient, kLargestCoefficient);
}

void read_fit(JsonFields fields, ModelFit& fit) {
  auto& [words, phrases, priors, gate, garbage] = fit;
  read_coefficients<double>(fields, "word_confidence",
                            {{"bias", &words.bias},
                             {"mean_peak", &words.mean_peak},
                             {"least_peak", &words.least_peak},
                             {"agreement", &words.agreement}});
  read_coefficients<double>(
      fields, "phrase_confidence",
      {{"bias", &phrases.bias}, {"ratio", &phrases.ratio}, {"margin", &phrases.margin}});
  read_coefficients<double>(
      fields, "prior_weights",
      {{"language_model", &priors.language_model}, {"phrases", &priors.phrases}});
  read_coefficients<float>(fields, "voice_gate",
                           {{"margin", &gate.margin},
                            {"faintest", &gate.faintest},
                            {"fall", &gate.fall},
                            {"rise", &gate.rise}});
  if (fields.has("garbage")) read_garbage(fields.object("garbage"), garbage.emplace());
}

/// What fields by themselves do not show.
Result<void> check(const ModelDescription& description) {
  const LogMelSpec& spec = description.features.log_mel;
  if (window_function(spec.window, 1).empty()) {
    return fail(ErrorCode::unsupported_model,
                "metadata: features.window: expected povey, hanning, hamming, blackman or "
                "rectangular, found " +
                    spec.window);
  }
  if (spec.padded_length() % 2 != 0) {
    return fail(ErrorCode::unsupported_model,
                "metadata: features.frame_length_ms: expected an even number of samples, found " +
                    std::to_string(spec.padded_length()));
  }
  return {};
}

Result<void> check_fit(const ModelDescription& description, const nn::sequence::ChainSpec& chain) {
  const auto wrong = [](const std::string& what, int expected, int found) {
    return fail(ErrorCode::invalid_model, "metadata: " + what + ": expected " +
                                              std::to_string(expected) + ", found " +
                                              std::to_string(found));
  };
  for (std::size_t i = 0; i < chain.layers.size(); ++i) {
    if (chain.layers[i]->pace == nn::sequence::Pace{}) continue;
    return fail(ErrorCode::unsupported_model,
                "metadata: architecture[" + std::to_string(i) +
                    "]: expected a layer of one direction that puts out each step as it comes, as "
                    "speech is "
                    "streamed; frames are put together in features.stack");
  }
  const FeatureSpec& features = description.features;
  if (chain.inputs() != features.step_size())
    return wrong("inputs of architecture[0] as features put out", features.step_size(),
                 chain.inputs());
  if (chain.outputs() != int(description.alphabet.size()))
    return wrong("labels in alphabet as the network puts out", chain.outputs(),
                 int(description.alphabet.size()));
  return {};
}

}  // namespace

Result<ModelDescription> read_description(const formats::SequenceFile& file) {
  if (auto fits = formats::check_kind(file, "speech"); !fits) return tl::unexpected(fits.error());
  std::optional<Error> error;
  ModelDescription description;
  JsonFields fields(file.description, "", error);
  fields.demand("format", 1.0);
  read_features(fields.object("features"), description.features);
  description.alphabet = fields.texts("alphabet", 2, kMostLabels);
  description.blank = fields.whole("blank", 0, std::max(0, int(description.alphabet.size()) - 1));
  if (fields.has("label_priors")) {
    description.label_priors = fields.numbers("label_priors", description.alphabet.size(),
                                              kLeastPrior, 1);
  }
  if (fields.has("fit")) read_fit(fields.object("fit"), description.fit);
  if (error) return tl::unexpected(*error);
  if (auto checked = check(description); !checked) return tl::unexpected(checked.error());
  if (auto fits = check_fit(description, file.chain); !fits) return tl::unexpected(fits.error());
  return description;
}

}  // namespace longhand::speech
