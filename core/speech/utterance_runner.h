#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <longhand/speech.h>

#include "speech/endpoint.h"
#include "speech/speech_model.h"
#include "speech/transcriber.h"

namespace longhand::speech {

/// Finds the utterances in a stream of steps and runs network and search on them. While nobody can
/// be speaking the network rests; it then begins a little before the first loud step, in its
/// initial state.
class UtteranceRunner {
 public:
  static constexpr double kLead = 0.3;  ///< seconds run before the first loud step
  static constexpr double kHush = 0.6;  ///< seconds of quiet after which a noise was none of speech

  /// model must outlive the runner.
  UtteranceRunner(const SpeechModel::Impl& model, SearchPlan plan);

  /// steps: [n][step_size], loud: [n]. Appends the events that arise, and per step a row of
  /// probabilities [labels]: all blank where the network rested.
  void accept(std::span<const float> steps, std::span<const char> loud,
              std::vector<SpeechEvent>& events, std::vector<float>& probabilities);

  /// Appends a partial event if the text has changed since the last one.
  void report_partial(std::vector<SpeechEvent>& events);

  /// Ends the stream; the runner is as new.
  void finish(std::vector<SpeechEvent>& events);

  void reset();
  void set_plan(SearchPlan plan);
  const SearchPlan& plan() const { return transcriber_.plan(); }
  const Transcriber& transcriber() const { return transcriber_; }
  std::int64_t steps() const { return step_; }  ///< taken in

 private:
  std::size_t rest(std::span<const float> step, bool loud, std::vector<SpeechEvent>& events,
                   std::vector<float>& probabilities);
  std::size_t run(std::span<const float> steps, std::span<const char> loud,
                  std::vector<SpeechEvent>& events, std::vector<float>& probabilities);
  void begin_running(std::int64_t step);
  bool take(std::span<const float> features, std::span<const float> log_probs, bool loud,
            std::int64_t step, std::vector<SpeechEvent>& events);
  void keep_frames(std::span<const float> features);
  void end_utterance(std::int64_t step, EndpointReason reason, std::vector<SpeechEvent>& events);
  void report_final(std::int64_t step, std::vector<SpeechEvent>& events);
  void forget_utterance();
  double time_of(std::int64_t step) const;

  const SpeechModel::Impl* model_;
  Transcriber transcriber_;
  EndpointDetector endpoint_;
  nn::sequence::Chain::State state_;
  bool running_ = false;
  std::int64_t step_ = 0;        ///< number of the next step
  std::int64_t first_step_ = 0;  ///< of log_probs_
  std::int64_t quiet_steps_ = 0;
  std::vector<float> lead_;       ///< the last steps while resting
  std::vector<float> log_probs_;  ///< of the utterance, [steps][labels]
  std::vector<float> frames_;     ///< of the utterance, [frames][bins] log-mel values
  std::string shown_;             ///< text of the last partial event
};

}  // namespace longhand::speech
