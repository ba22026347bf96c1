#include "speech/utterance_runner.h"

#include <algorithm>
#include <cmath>

namespace longhand::speech {
namespace {

constexpr std::size_t kLargestBatch = 32;  // steps through the network at once

void append_probabilities(std::span<const float> log_probs, std::vector<float>& probabilities) {
  for (float value : log_probs) probabilities.push_back(std::exp(value));
}

}  // namespace

UtteranceRunner::UtteranceRunner(const SpeechModel::Impl& model, SearchPlan plan)
    : model_(&model),
      transcriber_(model.alphabet, model.fit, std::move(plan)),
      endpoint_(transcriber_.plan().options.endpoint, model.features.step_seconds()),
      state_(model.network.start()) {
  reset();
}

void UtteranceRunner::reset() {
  step_ = 0;
  lead_.clear();
  forget_utterance();
  state_.reset();
  endpoint_.wait_from(0);
  if (!plan().options.skip_silence) begin_running(0);
}

void UtteranceRunner::forget_utterance() {
  running_ = false;
  quiet_steps_ = 0;
  log_probs_.clear();
  frames_.clear();
  shown_.clear();
  transcriber_.reset();
}

void UtteranceRunner::set_plan(SearchPlan plan) {
  transcriber_ = Transcriber(model_->alphabet, model_->fit, std::move(plan));
  endpoint_.set_rules(this->plan().options.endpoint);
  const auto labels = std::size_t(model_->alphabet.size());
  for (std::size_t at = 0; at < log_probs_.size(); at += labels) {
    transcriber_.accept(std::span(log_probs_).subspan(at, labels));
  }
  if (!running_ && !this->plan().options.skip_silence) begin_running(step_);
}

void UtteranceRunner::accept(std::span<const float> steps, std::span<const char> loud,
                             std::vector<SpeechEvent>& events, std::vector<float>& probabilities) {
  const std::size_t size = model_->features.step_size();
  while (!loud.empty()) {
    const std::size_t taken = running_ ? run(steps, loud, events, probabilities)
                                       : rest(steps.first(size), loud[0], events, probabilities);
    steps = steps.subspan(taken * size);
    loud = loud.subspan(taken);
  }
}

std::size_t UtteranceRunner::rest(std::span<const float> step, bool loud,
                                  std::vector<SpeechEvent>& events,
                                  std::vector<float>& probabilities) {
  const auto most = std::size_t(kLead / model_->features.step_seconds()) * step.size();
  if (loud) {  // the network takes this step in after those that lead to it
    const auto lead = std::exchange(lead_, {});
    const auto count = std::int64_t(lead.size() / step.size());
    begin_running(step_ - count);
    if (count == 0) return 0;
    const auto rows = model_->network.log_probabilities(lead, state_);
    const std::size_t labels = model_->alphabet.size();
    for (std::int64_t k = 0; k < count; ++k) {
      take(std::span(lead).subspan(std::size_t(k) * step.size(), step.size()),
           rows.subspan(std::size_t(k) * labels, labels), true, step_ - count + k, events);
    }
    return 0;
  }
  lead_.insert(lead_.end(), step.begin(), step.end());
  if (lead_.size() > most) lead_.erase(lead_.begin(), lead_.begin() + std::ptrdiff_t(step.size()));
  const std::size_t row = probabilities.size();
  probabilities.resize(row + model_->alphabet.size());
  probabilities[row + model_->alphabet.blank()] = 1;
  if (const auto reason = endpoint_.accept(step_, false)) end_utterance(step_, *reason, events);
  ++step_;
  return 1;
}

std::size_t UtteranceRunner::run(std::span<const float> steps, std::span<const char> loud,
                                 std::vector<SpeechEvent>& events,
                                 std::vector<float>& probabilities) {
  const std::size_t count = std::min(
      {loud.size(), kLargestBatch, std::size_t(endpoint_.steps_left(step_))});
  const std::size_t size = model_->features.step_size();
  const auto rows = model_->network.log_probabilities(steps.first(count * size), state_);
  const std::size_t labels = model_->alphabet.size();
  for (std::size_t k = 0; k < count; ++k) {
    const auto row = rows.subspan(k * labels, labels);
    append_probabilities(row, probabilities);
    if (!take(steps.subspan(k * size, size), row, loud[k], step_++, events)) return k + 1;
  }
  return count;
}

void UtteranceRunner::begin_running(std::int64_t step) {
  running_ = true;
  first_step_ = step;
  quiet_steps_ = 0;
  endpoint_.run_from(step);
}

/// Without what was done to them for the network.
void UtteranceRunner::keep_frames(std::span<const float> features) {
  const FeatureSpec& spec = model_->features;
  for (std::size_t n = 0; n < features.size(); ++n) {
    const std::size_t bin = n % std::size_t(spec.log_mel.bins);
    frames_.push_back(features[n] * spec.std[bin] + spec.mean[bin]);
  }
}

/// Returns false if the network's state is not to be used for the next step.
bool UtteranceRunner::take(std::span<const float> features, std::span<const float> log_probs,
                           bool loud, std::int64_t step, std::vector<SpeechEvent>& events) {
  keep_frames(features);
  log_probs_.insert(log_probs_.end(), log_probs.begin(), log_probs.end());
  quiet_steps_ = loud ? 0 : quiet_steps_ + 1;
  if (const auto reason = endpoint_.accept(step, transcriber_.accept(log_probs))) {
    end_utterance(step, *reason, events);
    return *reason == EndpointReason::max_length;
  }
  const double quiet = double(quiet_steps_) * model_->features.step_seconds();
  if (endpoint_.heard() || quiet < kHush || !plan().options.skip_silence) return true;
  forget_utterance();
  state_.reset();
  endpoint_.stop_running();
  return false;
}

void UtteranceRunner::end_utterance(std::int64_t step, EndpointReason reason,
                                    std::vector<SpeechEvent>& events) {
  report_final(step, events);
  events.push_back({SpeechEventType::endpoint, time_of(step), {}, reason});
  const bool goes_on = reason == EndpointReason::max_length;
  forget_utterance();
  endpoint_.wait_from(step + 1);
  if (!goes_on) state_.reset();
  if (goes_on || !plan().options.skip_silence) begin_running(step + 1);
}

void UtteranceRunner::report_final(std::int64_t step, std::vector<SpeechEvent>& events) {
  if (!endpoint_.heard()) return;
  const double step_seconds = model_->features.step_seconds();
  auto result = transcriber_.finish({log_probs_, model_->alphabet.size()},
                                    {frames_, model_->features.log_mel.bins},
                                    double(first_step_) * step_seconds, step_seconds);
  if (result.text.empty() && !result.rejected) return;
  events.push_back({SpeechEventType::final, time_of(step), std::move(result), {}});
}

void UtteranceRunner::report_partial(std::vector<SpeechEvent>& events) {
  if (!running_ || !endpoint_.heard() || !plan().options.partials) return;
  auto result = transcriber_.partial();
  if (result.text == shown_) return;
  shown_ = result.text;
  result.start = double(first_step_) * model_->features.step_seconds();
  result.end = double(step_) * model_->features.step_seconds();
  events.push_back({SpeechEventType::partial, time_of(step_ - 1), std::move(result), {}});
}

void UtteranceRunner::finish(std::vector<SpeechEvent>& events) {
  end_utterance(step_ - 1, EndpointReason::finished, events);
  reset();
}

/// Seconds of audio that must be taken in before `step` is complete.
double UtteranceRunner::time_of(std::int64_t step) const {
  const FeatureSpec& features = model_->features;
  const double overlap = double(features.log_mel.frame_length()) / features.log_mel.sample_rate -
                         features.frame_seconds();
  return step < 0 ? 0 : double(step + 1) * features.step_seconds() + overlap;
}

}  // namespace longhand::speech
