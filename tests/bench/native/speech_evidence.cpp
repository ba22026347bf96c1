// What speaks for the words and phrases found in recordings, for models/speech/train/fit_*.py.
//   speech_evidence MODEL.safetensors PHRASES.txt stream|whole FILE...
// One line per utterance: file, phrase found, ratio, margin and the inputs of voice_confidence().
// `whole` takes a file for one utterance, `stream` ends utterances as the command does.
//   speech_evidence MODEL.safetensors MODEL.arpa|- words FILE...
// One line per word of files that are one utterance each: file, word and the WordEvidence.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <sndfile.h>

#include "speech/feature_stream.h"
#include "speech/resampler.h"
#include "speech/utterance_runner.h"
#include "speech/voice_gate.h"

namespace {

using namespace longhand;

std::vector<float> first_channel(const char* path, int& rate) {
  SF_INFO info = {};
  SNDFILE* file = sf_open(path, SFM_READ, &info);
  if (!file) return {};
  std::vector<float> interleaved(std::size_t(info.frames) * std::size_t(info.channels));
  sf_readf_float(file, interleaved.data(), info.frames);
  sf_close(file);
  std::vector<float> samples;
  for (std::size_t n = 0; n < interleaved.size(); n += std::size_t(info.channels)) {
    samples.push_back(interleaved[n]);
  }
  rate = info.samplerate;
  return samples;
}

void print_words(const char* path, const std::vector<SpokenWord>& words,
                 std::span<const speech::WordEvidence> evidence) {
  for (std::size_t n = 0; n < words.size(); ++n) {
    std::printf("%s\t%s\t%.6g\t%.6g\t%.6g\n", path, words[n].text.c_str(), evidence[n].mean_peak,
                evidence[n].least_peak, evidence[n].agreement);
  }
}

void print_phrase(const char* path, const std::string& text,
                  const speech::PhraseEvidence& evidence) {
  std::printf("%s\t%s\t%.5g\t%.5g", path, text.c_str(), evidence.ratio,
              std::min(evidence.margin, 99.0));
  for (double value : speech::voice_inputs(evidence.garbage)) std::printf("\t%.6g", value);
  std::printf("\n");
}

struct Heard {
  std::vector<float> steps;
  std::vector<char> loud;  ///< [steps]
};

Heard hear(const SpeechModel::Impl& model, const char* path) {
  int rate = 0;
  const auto samples = first_channel(path, rate);
  if (samples.empty()) return {};
  std::vector<float> resampled, frames;
  speech::Resampler resampler(rate, model.features.log_mel.sample_rate);
  resampler.accept(samples, resampled);
  resampler.finish(resampled);
  Heard heard;
  speech::FeatureStream(model.features).accept(resampled, frames, heard.steps);
  speech::VoiceGate gate(model.fit.gate);
  const auto bins = std::size_t(model.features.log_mel.bins),
             stack = std::size_t(model.features.stack);
  heard.loud.resize(heard.steps.size() / (bins * stack));
  for (std::size_t n = 0; n < heard.loud.size() * stack; ++n) {
    heard.loud[n / stack] |= gate.is_loud(std::span(frames).subspan(n * bins, bins));
  }
  return heard;
}

void weigh(const SpeechModel::Impl& model, const SpeechOptions& options, const char* path) {
  auto plan = speech::make_search_plan(options, model, nullptr);
  const Heard heard = hear(model, path);
  speech::UtteranceRunner runner(model, std::move(*plan));
  std::vector<SpeechEvent> events;
  std::vector<float> probabilities;
  const std::size_t size = std::size_t(model.features.step_size());
  const auto show = [&] {  // one step at a time, so that no two utterances end in one call
    for (const auto& event : events) {
      if (event.type != SpeechEventType::final) continue;
      const auto& transcriber = runner.transcriber();
      if (options.phrases.empty())
        print_words(path, event.result.words, transcriber.word_evidence());
      else print_phrase(path, event.result.text, transcriber.phrase_evidence());
    }
    events.clear();
    probabilities.clear();
  };
  for (std::size_t n = 0; n < heard.loud.size(); ++n) {
    runner.accept(std::span(heard.steps).subspan(n * size, size),
                  std::span(heard.loud).subspan(n, 1), events, probabilities);
    show();
  }
  runner.finish(events);
  show();
}

std::vector<std::uint8_t> bytes_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 5) return std::fprintf(stderr, "MODEL PHRASES|ARPA stream|whole|words FILE...\n"), 2;
  const auto model = SpeechModel::load(bytes_of(arguments[1]));
  if (!model) return std::fprintf(stderr, "%s\n", model.error().message.c_str()), 1;
  SpeechOptions options;
  options.partials = false;
  options.phrase_threshold = 0;
  const std::string list = arguments[2], how = arguments[3];
  if (how == "words" && list != "-") {
    auto language_model = LanguageModel::load(bytes_of(arguments[2]));
    if (!language_model)
      return std::fprintf(stderr, "%s\n", language_model.error().message.c_str()), 1;
    options.language_model = std::make_shared<const LanguageModel>(std::move(*language_model));
  }
  std::ifstream lines(how == "words" ? "" : list);
  for (std::string line; std::getline(lines, line);) options.phrases.push_back(line);
  if (how != "stream") options.endpoint = {0, 0, 60};
  if (const auto plan = speech::make_search_plan(options, model->impl(), nullptr); !plan) {
    return std::fprintf(stderr, "%s\n", plan.error().message.c_str()), 1;
  }
  for (int n = 4; n < count; ++n) weigh(model->impl(), options, arguments[n]);
  return 0;
}
