#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "tones.h"

namespace longhand {
namespace {

using Texts = std::vector<std::string>;

SpeechStream make_stream(const SpeechOptions& options = {}) {
  return SpeechStream::create(tone_model(), options).value();
}

std::vector<float> noise(double seconds, double amplitude, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<float> samples(std::size_t(seconds * 16000));
  for (float& sample : samples) sample = float(amplitude * (double(random() % 2001) / 1000 - 1));
  return samples;
}

TEST(SpeechStream, WritesDownWhatTheTonesSay) {
  EXPECT_EQ(hear(silence(0.5) + speak("ab cad") + silence(0.5)), Texts{"ab cad"});
  EXPECT_EQ(hear(speak("deb")), Texts{"deb"});
}

TEST(SpeechStream, HearsTheSameAtAnyRateThatHoldsTheSound) {
  for (int rate : {11025, 16000, 22050, 44100, 47999, 48000, 96000, 768000}) {
    EXPECT_EQ(hear(silence(0.2, rate) + speak("e bad cab", rate), {}, rate), Texts{"e bad cab"})
        << rate;
  }
}

TEST(SpeechStream, IsTheSameForAnyChunking) {
  const auto samples = silence(0.4, 44100) + speak("ab cd", 44100) + silence(1.5, 44100) +
                       speak("bad", 44100) + silence(0.3, 44100);
  auto stream = make_stream();
  const auto whole = finals(feed(stream, samples, 44100, samples.size()));
  ASSERT_EQ(whole.size(), 2u);
  for (std::size_t chunk : {37, 441, 5000}) {
    const auto parts = finals(feed(stream, samples, 44100, chunk));
    ASSERT_EQ(parts.size(), whole.size());
    for (std::size_t n = 0; n < whole.size(); ++n) {
      EXPECT_EQ(parts[n].text, whole[n].text);
      EXPECT_EQ(parts[n].confidence, whole[n].confidence);
      EXPECT_EQ(parts[n].words[0].start, whole[n].words[0].start);
      EXPECT_EQ(parts[n].words[0].confidence, whole[n].words[0].confidence);
    }
  }
}

TEST(SpeechStream, TimesWordsWithinAStep) {
  auto stream = make_stream();
  const auto results = finals(feed(stream, silence(1) + speak("ab cad")));
  ASSERT_EQ(results.size(), 1u);
  const auto& words = results[0].words;
  ASSERT_EQ(words.size(), 2u);
  constexpr double kLetter = kToneSeconds + kGapSeconds;
  EXPECT_EQ(words[0].text, "ab");
  EXPECT_NEAR(words[0].start, 1, 0.045);
  EXPECT_NEAR(words[0].end, 1 + 2 * kLetter - kGapSeconds, 0.045);
  EXPECT_EQ(words[1].text, "cad");
  EXPECT_NEAR(words[1].start, 1 + 3 * kLetter, 0.045);
  EXPECT_NEAR(words[1].end, 1 + 6 * kLetter - kGapSeconds, 0.045);
  for (const auto& word : words) EXPECT_GT(word.confidence, 0.8f);
  EXPECT_EQ(results[0].start, words[0].start);
  EXPECT_EQ(results[0].end, words[1].end);
}

TEST(SpeechStream, EndsAnUtteranceAfterSilence) {
  auto stream = make_stream();
  const auto events = feed(stream, speak("ab") + silence(2) + speak("ba") + silence(2));
  EXPECT_EQ(texts(events), (Texts{"ab", "ba"}));
  std::vector<EndpointReason> reasons;
  for (const auto& event : events) {
    if (event.type == SpeechEventType::endpoint) reasons.push_back(event.reason);
  }
  EXPECT_EQ(reasons, (std::vector{EndpointReason::trailing_silence,
                                  EndpointReason::trailing_silence, EndpointReason::finished}));
  const auto first = std::find_if(events.begin(), events.end(), [](const auto& event) {
    return event.type == SpeechEventType::endpoint;
  });
  EXPECT_NEAR(first->time, 0.36 + EndpointRules().trailing_silence, 0.1);
}

TEST(SpeechStream, LongerSilenceCanBeAskedFor) {
  SpeechOptions options;
  options.endpoint.trailing_silence = 3;
  EXPECT_EQ(hear(speak("ab ") + silence(2) + speak("ba") + silence(1), options), Texts{"ab ba"});
}

TEST(SpeechStream, SaysThatNobodySpoke) {
  SpeechOptions options;
  options.endpoint.no_speech = 2;
  for (bool skip : {true, false}) {
    options.skip_silence = skip;
    auto stream = make_stream(options);
    const auto events = feed(stream, silence(5));
    ASSERT_EQ(events.size(), 3u);
    EXPECT_EQ(events[0].reason, EndpointReason::no_speech);
    EXPECT_NEAR(events[0].time, 2, 0.05);
    EXPECT_EQ(events[1].reason, EndpointReason::no_speech);
    EXPECT_EQ(events[2].reason, EndpointReason::finished);
  }
}

TEST(SpeechStream, CutsSpeechWithoutEndAtAShortPauseOrAtTheLimit) {
  SpeechOptions options;
  options.endpoint.max_length = 3;
  std::string endless;
  for (int n = 0; n < 60; ++n) endless += "abc"[n % 3];
  auto stream = make_stream(options);
  const auto events = feed(stream, speak(endless));
  std::string all;
  int cuts = 0;
  for (const auto& event : events) {
    if (event.type == SpeechEventType::final) {
      EXPECT_LE(event.result.end - event.result.start, 3.05);
      all += event.result.text;
    }
    cuts += event.reason == EndpointReason::max_length && event.type == SpeechEventType::endpoint;
  }
  EXPECT_EQ(cuts, 4);
  EXPECT_LE(std::abs(int(all.size()) - int(endless.size())), cuts);  // a cut may split a tone in
                                                                     // two
  EXPECT_EQ(hear(speak("ab ab ab ab") + silence(0.4) + speak("ba"), options),
            (Texts{"ab ab ab ab", "ba"}));
}

TEST(SpeechStream, ReportsTheTextWhileItForms) {
  auto stream = make_stream();
  Texts shown;
  for (const auto& event : feed(stream, silence(0.3) + speak("ab c") + silence(0.3), 16000, 480)) {
    if (event.type == SpeechEventType::partial) shown.push_back(event.result.text);
  }
  EXPECT_EQ(shown, (Texts{"a", "ab", "ab c"}));
}

TEST(SpeechStream, StableTextIsNeverTakenBack) {
  auto stream = make_stream();
  std::string stable;
  for (const auto& event : feed(stream, speak("ab cab dab ") + silence(0.3), 16000, 480)) {
    if (event.type == SpeechEventType::endpoint) continue;
    EXPECT_TRUE(event.result.text.starts_with(stable));
    ASSERT_LE(event.result.stable, event.result.text.size());
    stable = event.result.text.substr(0, event.result.stable);
  }
  EXPECT_EQ(stable, "ab cab dab");
}

TEST(SpeechStream, PartialsCanBeTurnedOff) {
  SpeechOptions options;
  options.partials = false;
  auto stream = make_stream(options);
  for (const auto& event : feed(stream, speak("ab c")))
    EXPECT_NE(event.type, SpeechEventType::partial);
}

TEST(SpeechStream, RestsInSilenceWithoutLosingSpeech) {
  const auto samples = silence(3) + speak("ab") + silence(4) + noise(1, 0.0001) + speak("c d") +
                       silence(3);
  SpeechOptions options;
  EXPECT_EQ(hear(samples, options), (Texts{"ab", "c d"}));
  options.skip_silence = false;
  EXPECT_EQ(hear(samples, options), (Texts{"ab", "c d"}));
}

TEST(SpeechStream, ShowsFeaturesAndProbabilitiesOfEachStep) {
  for (bool skip : {true, false}) {
    SpeechOptions options;
    options.skip_silence = skip;
    auto stream = make_stream(options);
    const auto samples = silence(2) + speak("ab") + silence(2);
    std::size_t frames = 0, steps = 0;
    for (std::size_t at = 0; at < samples.size(); at += 1000) {
      ASSERT_TRUE(stream.accept(
          std::span(samples).subspan(at, std::min<std::size_t>(1000, samples.size() - at)), 16000));
      const auto& shown = stream.activations();
      EXPECT_NEAR(shown.feature_start, 0.01 * double(frames), 1e-9);
      EXPECT_NEAR(shown.step_start, 0.03 * double(steps), 1e-9);
      frames += shown.features.size() / 40;
      steps += shown.probabilities.size() / 7;
      for (std::size_t row = 0; row < shown.probabilities.size(); row += 7) {
        float sum = 0;
        for (float value : shown.probabilities.subspan(row, 7)) sum += value;
        EXPECT_NEAR(sum, 1, 1e-4);
      }
    }
    EXPECT_EQ(frames, 1 + (samples.size() - 400) / 160);
    EXPECT_EQ(steps, frames / 3);
  }
}

TEST(SpeechStream, RefusesWhatIsNoSoundAndGoesOn) {
  const float nan = std::numeric_limits<float>::quiet_NaN(),
              inf = std::numeric_limits<float>::infinity();
  auto stream = make_stream();
  const auto said = speak("ab");
  ASSERT_TRUE(stream.accept(std::span(said).first(2000), 16000));
  for (float bad : {nan, inf, -inf, 1e9f}) {
    const auto failed = stream.accept(std::vector<float>{0, bad}, 16000);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::invalid_audio);
  }
  EXPECT_EQ(stream.accept(std::vector<float>{nan}, 16000).error().message,
            "expected samples of about -1..1, found nan at sample 0");
  EXPECT_EQ(stream.accept(std::vector<float>{0}, 44100).error().message,
            "expected the stream's sample rate of 16000 Hz, found 44100 Hz");
  for (double rate : {0.0, -1.0, 7.0, 16000.5, 768001.0, double(nan), double(inf)}) {
    EXPECT_EQ(stream.accept(std::vector<float>{0}, rate).error().code, ErrorCode::invalid_audio);
  }
  ASSERT_TRUE(stream.accept(std::span(said).subspan(2000), 16000));
  EXPECT_EQ(texts(stream.finish().value()), Texts{"ab"});
}

TEST(SpeechStream, TakesTheLeastAndTheLoudestSound) {
  EXPECT_TRUE(hear({}).empty());
  EXPECT_TRUE(hear({0.5f}).empty());
  EXPECT_TRUE(hear(std::vector<float>(100, 1.0f), {}, 8).empty());
  EXPECT_TRUE(hear(std::vector<float>(768000, 1.0f), {}, 768000).empty());
  std::vector<float> clipped = speak("ab", 16000, 30);
  for (float& sample : clipped) sample = std::clamp(sample, -1.0f, 1.0f);
  EXPECT_EQ(hear(clipped).size(), 1u);
}

TEST(SpeechStream, IsAsNewAfterFinishAndReset) {
  auto stream = make_stream();
  const auto first = finals(feed(stream, silence(0.2) + speak("ab")));
  const auto second = finals(feed(stream, silence(0.2, 8000) + speak("ab", 8000), 8000));
  EXPECT_EQ(second[0].words[0].start, first[0].words[0].start);
  ASSERT_TRUE(stream.accept(speak("ccc"), 16000));
  stream.reset();
  EXPECT_EQ(texts(feed(stream, speak("ba"))), Texts{"ba"});
}

TEST(SpeechStream, AlternativesBeginWithTheTextItself) {
  SpeechOptions options;
  options.alternatives = 5;
  auto stream = make_stream(options);
  const auto results = finals(feed(stream, speak("ab")));
  ASSERT_EQ(results.size(), 1u);
  ASSERT_GT(results[0].alternatives.size(), 1u);
  EXPECT_EQ(results[0].alternatives[0].text, "ab");
  EXPECT_GT(results[0].alternatives[0].log_probability, results[0].alternatives[1].log_probability);
}

TEST(SpeechStream, BestPathHearsTheSame) {
  SpeechOptions options;
  options.beam = 1;
  EXPECT_EQ(hear(speak("ab cad") + silence(0.5), options), Texts{"ab cad"});
}

}  // namespace
}  // namespace longhand
