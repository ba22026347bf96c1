#pragma once

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <longhand/speech.h>

#include "described.h"

namespace longhand {

inline std::vector<std::uint8_t> tone_model_bytes() {
  std::ifstream file(LONGHAND_FIXTURES "/speech/tones.safetensors", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The tone model with a piece of its description replaced.
inline std::vector<std::uint8_t> edited(const std::string& old, const std::string& with) {
  return edited(tone_model_bytes(), old, with);
}

/// A piece of the tone model's header that nothing depends on.
inline constexpr const char*
    kForPeople = "\"name\": \"tones\", \"version\": \"1\", \"language\": \"en\"";

/// The model to which each letter is a tone; see tests/fixtures/speech/make_tones.py.
inline std::shared_ptr<const SpeechModel> tone_model() {
  auto model = SpeechModel::load(tone_model_bytes());
  return std::make_shared<const SpeechModel>(std::move(model.value()));
}

inline std::vector<float> silence(double seconds, int rate = 16000) {
  return std::vector<float>(std::size_t(seconds * rate), 0.0f);
}

inline double tone_of(char letter) {
  switch (letter) {
    case ' ': return 276;
    case 'a': return 705;
    case 'b': return 1323;
    case 'c': return 2213;
    case 'd': return 3495;
    default: return 5342;
  }
}

inline constexpr double kToneSeconds = 0.15, kGapSeconds = 0.06;

/// The tones of a text with short gaps between them.
inline std::vector<float> speak(const std::string& text, int rate = 16000, double amplitude = 0.3) {
  std::vector<float> samples;
  for (char letter : text) {
    const auto count = int(kToneSeconds * rate);
    for (int n = 0; n < count; ++n) {
      const double fade = std::min({1.0, n / (0.01 * rate), (count - n) / (0.01 * rate)});
      samples.push_back(
          float(amplitude * fade * std::sin(2 * std::numbers::pi * tone_of(letter) * n / rate)));
    }
    samples.resize(samples.size() + std::size_t(kGapSeconds * rate));
  }
  return samples;
}

inline std::vector<float> operator+(std::vector<float> a, const std::vector<float>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// All events of a sound that is fed in chunks.
inline std::vector<SpeechEvent> feed(SpeechStream& stream, const std::vector<float>& samples,
                                     int rate = 16000, std::size_t chunk = 1600) {
  std::vector<SpeechEvent> all;
  const auto add = [&](auto events) {
    std::move(events.value().begin(), events.value().end(), std::back_inserter(all));
  };
  for (std::size_t at = 0; at < samples.size(); at += chunk) {
    add(stream.accept(std::span(samples).subspan(at, std::min(chunk, samples.size() - at)), rate));
  }
  add(stream.finish());
  return all;
}

inline std::vector<SpeechResult> finals(const std::vector<SpeechEvent>& events) {
  std::vector<SpeechResult> results;
  for (const auto& event : events) {
    if (event.type == SpeechEventType::final) results.push_back(event.result);
  }
  return results;
}

inline std::vector<std::string> texts(const std::vector<SpeechEvent>& events) {
  std::vector<std::string> list;
  for (const auto& result : finals(events)) list.push_back(result.text);
  return list;
}

inline std::vector<std::string> hear(const std::vector<float>& samples,
                                     const SpeechOptions& options = {}, int rate = 16000) {
  auto stream = SpeechStream::create(tone_model(), options).value();
  return texts(feed(stream, samples, rate));
}

}  // namespace longhand
