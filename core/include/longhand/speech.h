#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>
#include <longhand/language.h>
#include <longhand/range.h>

namespace longhand {

/// What a stream takes, and the values of its options.
struct SpeechLimits {
  Range sample_rate{8, 768'000};  ///< Hz
  Range sample{-16, 16};          ///< nominally -1..1; what is louder has another scale
  Range beam{1, 1000};            ///< also of alternatives, of which `beam` is the most
  Range phrase_threshold{0, 1};
  Range boost = kBoost;
  Range lm_weight = kLmWeight;
  Range word_bonus = kWordBonus;
  Range trailing_silence{0, 60};  ///< seconds; longer than an utterance it could not be
  Range no_speech{0, 3600};       ///< seconds
  Range max_length{1, 60};        ///< seconds
};
inline constexpr SpeechLimits kSpeechLimits;

/// A loaded speech model (`.safetensors`, see models/FORMAT.md): immutable, shared by any number of
/// streams and threads.
class SpeechModel {
 public:
  /// Reads the bytes of a model file; they are not needed afterwards. Fails with invalid_model or
  /// unsupported_model.
  static Result<SpeechModel> load(std::span<const std::uint8_t> bytes);

  SpeechModel(SpeechModel&&) noexcept;
  SpeechModel& operator=(SpeechModel&&) noexcept;
  ~SpeechModel();

  /// UTF-8 text of each label of the network's output; "" for the blank.
  const std::vector<std::string>& labels() const;
  int blank() const;
  int sample_rate() const;       ///< Hz, of the features; streams take any rate
  int mel_bins() const;          ///< log-mel values per frame
  double frame_seconds() const;  ///< from one log-mel frame to the next
  double step_seconds() const;   ///< from one step of the network to the next

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit SpeechModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// When an utterance ends by itself. Seconds; 0 turns a rule off (but see max_length).
struct EndpointRules {
  double trailing_silence = 0.9;  ///< after at least one recognised character
  double no_speech = 10;   ///< nothing recognised since the stream or the last utterance began
  double max_length = 30;  ///< of an utterance; cannot be turned off, so memory is bounded
};

/// See kSpeechLimits for their ranges.
struct SpeechOptions {
  /// Hypotheses kept by the search. 1 = best path without search: the fastest, has no
  /// alternatives and takes no phrases, hot words or language model.
  int beam = 16;
  int alternatives = 1;  ///< most likely texts to report in final results

  /// If not empty, nothing else is recognised. Each is a pattern of words: `[please] turn (on|off)
  /// [the] light`, `dial <digit>+`, `room <letter> <number>`. `[x]` = x or nothing, `(x|y)` = one
  /// of them, `x+` one or more times, `x*` any number of times, `x{3}` or `x{2,4}` so often,
  /// `<digit>` zero to nine and oh,
  /// `<letter>` a to z, `<number>` zero to ninety nine.
  std::vector<std::string> phrases;
  /// With phrases, a result whose confidence is lower is reported as rejected, with empty
  /// text. 0 never rejects.
  float phrase_threshold = 0.5f;

  std::vector<Hotword> hotwords;
  std::shared_ptr<const LanguageModel> language_model;  ///< of words; may be null
  float lm_weight = 0.6f;   ///< alpha: factor of the model's log-probabilities
  float word_bonus = 0.8f;  ///< beta: added per word, nats; only with a language model

  /// UTF-8 characters the search may use, the space besides; empty = all. "a-z" is a range between
  /// letters or digits, elsewhere "-" is itself.
  std::string allow;
  std::string deny;  ///< characters the search must not use, written alike

  EndpointRules endpoint;
  bool partials = true;      ///< report the text while it is forming
  bool skip_silence = true;  ///< do not run the network while nobody can be speaking
};

struct SpokenWord {
  std::string text;  ///< UTF-8
  double start = 0;  ///< seconds since the stream began
  double end = 0;
  float confidence = 0;  ///< 0..1, an estimate of the probability that the word is right
};

struct Alternative {
  std::string text;        ///< UTF-8
  double log_probability;  ///< of the search's objective, nats; only differences have a meaning
};

/// What was understood of one utterance.
struct SpeechResult {
  std::string text;      ///< UTF-8, words joined by spaces; empty if nothing was said or rejected
  float confidence = 0;  ///< 0..1: mean of the words', or of the phrase; 0 if there is no text
  double start = 0;      ///< seconds since the stream began
  double end = 0;
  std::vector<SpokenWord> words;          ///< in partial results empty
  std::vector<Alternative> alternatives;  ///< best first, the text itself included; in partial
                                          ///< results empty
  std::size_t stable = 0;  ///< bytes of `text` that cannot change any more; all of it in final
                           ///< results
  int phrase = -1;         ///< index into SpeechOptions::phrases, -1 = none
  bool rejected = false;   ///< something sounded, but it was none of the phrases
};

enum class EndpointReason {
  trailing_silence,
  no_speech,
  max_length,
  finished,  ///< SpeechStream::finish() was called
};

enum class SpeechEventType {
  partial,   ///< `result.text` changed
  final,     ///< an utterance is complete; not reported if nothing was said
  endpoint,  ///< an utterance, or the wait for one, ended for `reason`; follows `final` if there is
             ///< one
};

struct SpeechEvent {
  SpeechEventType type = SpeechEventType::partial;
  double time = 0;  ///< seconds of audio taken in when the event arose
  SpeechResult result;
  EndpointReason reason = EndpointReason::finished;
};

/// What the last accept() or finish() computed, to draw it. The views last until the next call.
struct Activations {
  double feature_start = 0;  ///< seconds since the stream began, of the first row of features
  std::span<const float> features;  ///< [frames][mel_bins] natural log of the mel energies
  double step_start = 0;  ///< seconds since the stream began, of the first row of probabilities
  std::span<const float> probabilities;  ///< [steps][labels]; skipped silence is all blank
};

/// Recognises one stream of sound. Feeding it in chunks of any size gives the same results. Memory
/// does not grow with the length of the stream. Use one per thread.
///
///     auto stream = SpeechStream::create(model, options);
///     for (auto chunk : microphone) for (auto& event : *stream->accept(chunk, 48000)) show(event);
///     for (auto& event : *stream->finish()) show(event);
class SpeechStream {
 public:
  /// Fails with invalid_option, e.g. for a phrase with characters that the model cannot write.
  static Result<SpeechStream> create(std::shared_ptr<const SpeechModel> model,
                                     const SpeechOptions& options = {});

  SpeechStream(SpeechStream&&) noexcept;
  SpeechStream& operator=(SpeechStream&&) noexcept;
  ~SpeechStream();

  /// Takes in mono samples, nominally -1..1; up to 16 in size they are used as they are, more (as
  /// whole numbers have, which are to be divided by their range) and NaN are refused. The rate
  /// in Hz must be whole, within kSpeechLimits.sample_rate and the same until finish() or
  /// reset(); rates that share no large divisor with the model's cost more. Fails with
  /// invalid_audio before anything is taken in: the stream goes on as if the call had not been
  /// made.
  Result<std::vector<SpeechEvent>> accept(std::span<const float> samples, double sample_rate);

  /// Ends the sound: returns what is left to say, always closing with an endpoint event. The stream
  /// is then as new.
  Result<std::vector<SpeechEvent>> finish();

  /// Forgets all sound; the stream is as new.
  void reset();

  /// Changes what the stream listens for at once: an utterance in progress is searched again. Fails
  /// with invalid_option and keeps the old options.
  Result<void> set_options(const SpeechOptions& options);

  const Activations& activations() const;

 private:
  struct Impl;
  explicit SpeechStream(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The text of a list that somebody wrote, such as one of phrases: UTF-8, here without a byte order
/// mark. Fails with invalid_option, saying what the bytes are instead: a web page, UTF-16, ...
Result<std::string_view> list_text(std::span<const std::uint8_t> bytes);

}  // namespace longhand
