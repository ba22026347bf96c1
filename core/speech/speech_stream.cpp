#include <algorithm>
#include <cmath>
#include <optional>

#include <longhand/speech.h>

#include "speech/feature_stream.h"
#include "speech/resampler.h"
#include "speech/utterance_runner.h"
#include "speech/voice_gate.h"
#include "text/number.h"

namespace longhand {
namespace {

constexpr float kLoudest = float(kSpeechLimits.sample.most);
constexpr double kBlockSeconds = 0.5;  // bounds working memory of a long chunk
constexpr double kShownSeconds = 60;   // of activations that are kept

/// What to do about samples that look like whole numbers.
std::string scale_of(std::span<const float> samples) {
  float loudest = 0;
  for (float sample : samples) loudest = std::max(loudest, std::abs(sample));
  for (int bits : {16, 24, 32}) {
    const double most = std::ldexp(1.0, bits - 1);
    if (loudest <= kLoudest || loudest > most) continue;
    return ": divide " + std::to_string(bits) + "-bit samples by " +
           std::to_string(std::int64_t(most));
  }
  return "";
}

Result<void> check(std::span<const float> samples, double rate) {
  const auto [least, most] = kSpeechLimits.sample_rate;
  if (!(rate >= least && rate <= most) || rate != std::floor(rate)) {
    return fail(ErrorCode::invalid_audio,
                "expected a whole sample rate of " + std::to_string(int(least)) + " to " +
                    std::to_string(int(most)) + " Hz, found " + text::number(rate));
  }
  const auto bad = std::find_if(samples.begin(), samples.end(),
                                [](float sample) { return !(std::abs(sample) <= kLoudest); });
  if (bad == samples.end()) return {};
  return fail(ErrorCode::invalid_audio,
              "expected samples of about -1..1, found " + text::number(*bad) + " at sample " +
                  std::to_string(bad - samples.begin()) + scale_of(samples));
}

/// Drops leading rows beyond `most` and moves `start` along.
void keep_last(std::vector<float>& rows, std::size_t row, std::size_t most, double row_seconds,
               double& start) {
  if (rows.size() <= most * row) return;
  const std::size_t dropped = rows.size() / row - most;
  rows.erase(rows.begin(), rows.begin() + std::ptrdiff_t(dropped * row));
  start += double(dropped) * row_seconds;
}

}  // namespace

struct SpeechStream::Impl {
  Impl(std::shared_ptr<const SpeechModel> shared_model, speech::SearchPlan plan)
      : model(std::move(shared_model)),
        features(model->impl().features),
        gate(model->impl().fit.gate),
        runner(model->impl(), std::move(plan)) {}

  void feed(std::span<const float> samples, std::vector<SpeechEvent>& events);
  void process(std::vector<SpeechEvent>& events);
  void mark_loud(std::size_t first_frame);
  void begin_call();
  void end_call();
  void reset();

  std::shared_ptr<const SpeechModel> model;
  speech::FeatureStream features;
  speech::VoiceGate gate;
  speech::UtteranceRunner runner;
  std::optional<speech::Resampler> resampler;
  int rate = 0;  ///< of the stream, 0 = not known yet
  std::int64_t frame_count = 0;
  bool loud = false;  ///< a frame of the incomplete step is

  std::vector<float> resampled, steps, frames, probabilities;
  std::vector<char> loud_steps;
  Activations shown;
};

void SpeechStream::Impl::begin_call() {
  frames.clear();
  probabilities.clear();
  shown.feature_start = double(frame_count) * model->frame_seconds();
  shown.step_start = double(runner.steps()) * model->step_seconds();
}

void SpeechStream::Impl::end_call() {
  shown.features = frames;
  shown.probabilities = probabilities;
}

void SpeechStream::Impl::reset() {
  resampler.reset();
  rate = 0;
  frame_count = 0;
  loud = false;
  features.reset();
  gate.reset();
  runner.reset();
}

void SpeechStream::Impl::feed(std::span<const float> samples, std::vector<SpeechEvent>& events) {
  const auto block = std::max<std::size_t>(1, std::size_t(rate * kBlockSeconds));
  while (!samples.empty()) {
    const auto part = samples.first(std::min(block, samples.size()));
    resampled.clear();
    resampler->accept(part, resampled);
    process(events);
    samples = samples.subspan(part.size());
  }
}

/// Takes `resampled` on to steps and results.
void SpeechStream::Impl::process(std::vector<SpeechEvent>& events) {
  const std::size_t known = frames.size();
  steps.clear();
  loud_steps.clear();
  features.accept(resampled, frames, steps);
  mark_loud(known);
  runner.accept(steps, loud_steps, events, probabilities);
  keep_last(frames, model->mel_bins(), std::size_t(kShownSeconds / model->frame_seconds()),
            model->frame_seconds(), shown.feature_start);
  keep_last(probabilities, model->labels().size(),
            std::size_t(kShownSeconds / model->step_seconds()), model->step_seconds(),
            shown.step_start);
}

/// A step is loud if one of its frames is.
void SpeechStream::Impl::mark_loud(std::size_t first_frame) {
  const std::size_t bins = model->mel_bins();
  for (std::size_t at = first_frame; at < frames.size(); at += bins) {
    loud |= gate.is_loud(std::span(frames).subspan(at, bins));
    if (++frame_count % model->impl().features.stack == 0) {
      loud_steps.push_back(std::exchange(loud, false));
    }
  }
}

SpeechStream::SpeechStream(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SpeechStream::SpeechStream(SpeechStream&&) noexcept = default;
SpeechStream& SpeechStream::operator=(SpeechStream&&) noexcept = default;
SpeechStream::~SpeechStream() = default;

Result<SpeechStream> SpeechStream::create(std::shared_ptr<const SpeechModel> model,
                                          const SpeechOptions& options) {
  auto plan = speech::make_search_plan(options, model->impl(), nullptr);
  if (!plan) return tl::unexpected(plan.error());
  return SpeechStream(std::make_unique<Impl>(std::move(model), std::move(*plan)));
}

Result<std::vector<SpeechEvent>> SpeechStream::accept(std::span<const float> samples,
                                                      double sample_rate) {
  if (auto checked = check(samples, sample_rate); !checked) return tl::unexpected(checked.error());
  if (impl_->rate != 0 && impl_->rate != int(sample_rate)) {
    return fail(ErrorCode::invalid_audio, "expected the stream's sample rate of " +
                                              std::to_string(impl_->rate) + " Hz, found " +
                                              std::to_string(int(sample_rate)) + " Hz");
  }
  if (impl_->rate == 0) {
    impl_->rate = int(sample_rate);
    impl_->resampler.emplace(impl_->rate, impl_->model->sample_rate());
  }
  std::vector<SpeechEvent> events;
  impl_->begin_call();
  impl_->feed(samples, events);
  impl_->runner.report_partial(events);
  impl_->end_call();
  return events;
}

Result<std::vector<SpeechEvent>> SpeechStream::finish() {
  std::vector<SpeechEvent> events;
  impl_->begin_call();
  impl_->resampled.clear();
  if (impl_->resampler) impl_->resampler->finish(impl_->resampled);
  impl_->process(events);
  impl_->runner.finish(events);
  impl_->end_call();
  impl_->reset();
  return events;
}

void SpeechStream::reset() {
  impl_->reset();
  impl_->begin_call();
  impl_->end_call();
}

Result<void> SpeechStream::set_options(const SpeechOptions& options) {
  auto plan = speech::make_search_plan(options, impl_->model->impl(), &impl_->runner.plan());
  if (!plan) return tl::unexpected(plan.error());
  impl_->runner.set_plan(std::move(*plan));
  return {};
}

const Activations& SpeechStream::activations() const { return impl_->shown; }

}  // namespace longhand
