#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <longhand/speech.h>

#include "buffer.h"
#include "values.h"

namespace longhand::wasm {
namespace {

using emscripten::val;

using Words = TypedVal<struct SpokenWordsTag>;
using Alternatives = TypedVal<struct AlternativesTag>;
using Events = TypedVal<struct SpeechEventsTag>;
using Phrases = TypedVal<struct PhrasesTag>;
using Hotwords = TypedVal<struct HotwordsTag>;

struct EventValue {
  SpeechEventType type;
  double time;
  std::string text;
  float confidence;
  double start;
  double end;
  Words words;
  Alternatives alternatives;
  double stable;
  int phrase;
  bool rejected;
  EndpointReason reason;
};

struct ActivationsValue {
  Float32View features;
  double feature_start;
  Float32View probabilities;
  double step_start;
};

struct Heard {
  std::optional<Failure> failure;
  Events events;
};

/// SpeechOptions with lists as JavaScript's arrays, and whether to use the engine's language model.
struct OptionsValue : SpeechOptions {
  Phrases phrase_list;
  Hotwords hotword_list;
  bool use_language_model = false;
};

EventValue to_value(const SpeechEvent& event) {
  const SpeechResult& result = event.result;
  return {event.type,
          event.time,
          result.text,
          result.confidence,
          result.start,
          result.end,
          Words(val::array(result.words)),
          Alternatives(val::array(result.alternatives)),
          double(result.stable),
          result.phrase,
          result.rejected,
          event.reason};
}

Heard to_value(const Result<std::vector<SpeechEvent>>& heard) {
  if (!heard) return {wasm::to_value(heard.error()), {}};
  Events events(val::array());
  for (const SpeechEvent& event : *heard) events.call<void>("push", to_value(event));
  return {{}, events};
}

template <class Loaded>
std::optional<Failure> load(const ByteBuffer& file, std::shared_ptr<const Loaded>& target) {
  auto loaded = Loaded::load(file.span());
  if (!loaded) return wasm::to_value(loaded.error());
  target = std::make_shared<const Loaded>(std::move(*loaded));
  return {};
}

/// The models that streams share.
class SpeechEngine {
 public:
  std::optional<Failure> load_model(const ByteBuffer& file) { return load(file, model_); }
  std::optional<Failure> load_language_model(const ByteBuffer& file) {
    return load(file, language_model_);
  }

  Strings labels() const { return copy_strings(model_->labels()); }
  int blank() const { return model_->blank(); }
  int sample_rate() const { return model_->sample_rate(); }
  int mel_bins() const { return model_->mel_bins(); }
  double frame_seconds() const { return model_->frame_seconds(); }
  double step_seconds() const { return model_->step_seconds(); }
  int order() const { return language_model_->order(); }
  double words() const { return double(language_model_->words()); }
  double ngrams() const { return double(language_model_->ngrams()); }

  const std::shared_ptr<const SpeechModel>& model() const { return model_; }

  SpeechOptions options(const OptionsValue& value) const {
    SpeechOptions options = value;
    options.phrases = emscripten::vecFromJSArray<std::string>(value.phrase_list);
    options.hotwords = emscripten::vecFromJSArray<Hotword>(value.hotword_list);
    if (value.use_language_model) options.language_model = language_model_;
    return options;
  }

 private:
  std::shared_ptr<const SpeechModel> model_;
  std::shared_ptr<const LanguageModel> language_model_;
};

/// One sound; it keeps the models alive.
class SpeechStreamHandle {
 public:
  std::optional<Failure> open(const SpeechEngine& engine, const OptionsValue& options) {
    auto stream = SpeechStream::create(engine.model(), engine.options(options));
    if (!stream) return wasm::to_value(stream.error());
    stream_.emplace(std::move(*stream));
    return {};
  }

  std::optional<Failure> set_options(const SpeechEngine& engine, const OptionsValue& options) {
    auto changed = stream_->set_options(engine.options(options));
    if (!changed) return wasm::to_value(changed.error());
    return {};
  }

  Heard accept(const SampleBuffer& samples, double sample_rate) {
    return to_value(stream_->accept(samples.span(), sample_rate));
  }
  Heard finish() { return to_value(stream_->finish()); }
  void reset() { stream_->reset(); }

  ActivationsValue activations() const {
    const Activations& shown = stream_->activations();
    return {copy_floats(shown.features), shown.feature_start, copy_floats(shown.probabilities),
            shown.step_start};
  }

 private:
  std::optional<SpeechStream> stream_;
};

void bind_events() {
  using namespace emscripten;
  value_object<SpokenWord>("RawWord")
      .field("text", &SpokenWord::text)
      .field("start", &SpokenWord::start)
      .field("end", &SpokenWord::end)
      .field("confidence", &SpokenWord::confidence);
  register_type<Words>("RawWord[]");
  value_object<Alternative>("RawAlternative")
      .field("text", &Alternative::text)
      .field("logProbability", &Alternative::log_probability);
  register_type<Alternatives>("RawAlternative[]");
  enum_<SpeechEventType>("EventType")
      .value("partial", SpeechEventType::partial)
      .value("final", SpeechEventType::final)
      .value("endpoint", SpeechEventType::endpoint);
  enum_<EndpointReason>("EndpointReason")
      .value("trailing_silence", EndpointReason::trailing_silence)
      .value("no_speech", EndpointReason::no_speech)
      .value("max_length", EndpointReason::max_length)
      .value("finished", EndpointReason::finished);
  value_object<EventValue>("RawEvent")
      .field("type", &EventValue::type)
      .field("time", &EventValue::time)
      .field("text", &EventValue::text)
      .field("confidence", &EventValue::confidence)
      .field("start", &EventValue::start)
      .field("end", &EventValue::end)
      .field("words", &EventValue::words)
      .field("alternatives", &EventValue::alternatives)
      .field("stable", &EventValue::stable)
      .field("phrase", &EventValue::phrase)
      .field("rejected", &EventValue::rejected)
      .field("reason", &EventValue::reason);
  register_type<Events>("RawEvent[]");
  value_object<Heard>("Heard").field("failure", &Heard::failure).field("events", &Heard::events);
  value_object<ActivationsValue>("RawActivations")
      .field("features", &ActivationsValue::features)
      .field("featureStart", &ActivationsValue::feature_start)
      .field("probabilities", &ActivationsValue::probabilities)
      .field("stepStart", &ActivationsValue::step_start);
}

void bind_options() {
  using namespace emscripten;
  value_object<Hotword>("RawHotword").field("text", &Hotword::text).field("boost", &Hotword::boost);
  register_type<Phrases>("readonly string[]");
  register_type<Hotwords>("readonly RawHotword[]");
  value_object<EndpointRules>("RawEndpointRules")
      .field("trailingSilence", &EndpointRules::trailing_silence)
      .field("noSpeech", &EndpointRules::no_speech)
      .field("maxLength", &EndpointRules::max_length);
  value_object<OptionsValue>("RawSpeechOptions")
      .field("beam", &OptionsValue::beam)
      .field("alternatives", &OptionsValue::alternatives)
      .field("phrases", &OptionsValue::phrase_list)
      .field("phraseThreshold", &OptionsValue::phrase_threshold)
      .field("hotwords", &OptionsValue::hotword_list)
      .field("languageModel", &OptionsValue::use_language_model)
      .field("lmWeight", &OptionsValue::lm_weight)
      .field("wordBonus", &OptionsValue::word_bonus)
      .field("allow", &OptionsValue::allow)
      .field("deny", &OptionsValue::deny)
      .field("endpoint", &OptionsValue::endpoint)
      .field("partials", &OptionsValue::partials)
      .field("skipSilence", &OptionsValue::skip_silence);
  function(
      "defaults", +[] { return OptionsValue(); });
}

void bind_engine() {
  using namespace emscripten;
  class_<SpeechEngine>("SpeechEngine")
      .constructor<>()
      .function("loadModel", &SpeechEngine::load_model)
      .function("loadLanguageModel", &SpeechEngine::load_language_model)
      .function("labels", &SpeechEngine::labels)
      .function("blank", &SpeechEngine::blank)
      .function("sampleRate", &SpeechEngine::sample_rate)
      .function("melBins", &SpeechEngine::mel_bins)
      .function("frameSeconds", &SpeechEngine::frame_seconds)
      .function("stepSeconds", &SpeechEngine::step_seconds)
      .function("order", &SpeechEngine::order)
      .function("words", &SpeechEngine::words)
      .function("ngrams", &SpeechEngine::ngrams);
  class_<SpeechStreamHandle>("SpeechStream")
      .constructor<>()
      .function("open", &SpeechStreamHandle::open)
      .function("setOptions", &SpeechStreamHandle::set_options)
      .function("accept", &SpeechStreamHandle::accept)
      .function("finish", &SpeechStreamHandle::finish)
      .function("reset", &SpeechStreamHandle::reset)
      .function("activations", &SpeechStreamHandle::activations);
}

}  // namespace

EMSCRIPTEN_BINDINGS(speech) {
  bind_values();
  bind_buffer<unsigned char, Uint8View>("ByteBuffer");
  bind_buffer<float, Float32View>("SampleBuffer");
  bind_events();
  bind_options();
  bind_engine();
}

}  // namespace longhand::wasm
