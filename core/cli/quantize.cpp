#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <random>
#include <utility>

#include <longhand/model.h>
#include <longhand/sequence.h>
#include <longhand/speech.h>
#include <CLI/CLI.hpp>

#include "audio.h"
#include "commands.h"
#include "files.h"

namespace longhand::cli {
namespace {

struct Options {
  std::string input, output;
  std::vector<std::string> recordings;
};

SequenceModel load_network(const Bytes& bytes) {
  auto model = SequenceModel::load(bytes);
  if (!model) throw Failure(model.error().message);
  return std::move(*model);
}

std::vector<float> random_features(std::size_t count) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float& value : values) value = normal(random);
  return values;
}

/// Log-probabilities of a run over normally distributed features, and the time that it took.
struct Run {
  std::vector<float> rows;
  int steps = 400;
  double seconds = 0;

  explicit Run(const SequenceModel& network) {
    if (network.steps() > 0) steps = network.steps();
    const auto features = random_features(std::size_t(steps) * network.inputs());
    for (int repeat = 0; repeat < 3; ++repeat) {
      const auto start = std::chrono::steady_clock::now();
      rows = network.log_probabilities(features).value();
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      seconds = repeat == 0 ? took.count() : std::min(seconds, took.count());
    }
  }
};

void compare_probabilities(const Run& before, const Run& after, int labels) {
  double total = 0, worst = 0;
  std::size_t agreeing = 0;
  const std::size_t steps = before.rows.size() / std::size_t(labels);
  for (std::size_t i = 0; i < before.rows.size(); i += labels) {
    const float *a = &before.rows[i], *b = &after.rows[i];
    for (int k = 0; k < labels; ++k) {
      const double difference = std::abs(std::exp(a[k]) - std::exp(b[k]));
      total += difference;
      worst = std::max(worst, difference);
    }
    agreeing += std::max_element(a, a + labels) - a == std::max_element(b, b + labels) - b;
  }
  std::printf(
      "random features: probabilities differ by %.5f on average, %.4f at most; the best "
      "label is the same in %.1f %% of %zu steps\n",
      total / double(before.rows.size()), worst, 100.0 * double(agreeing) / double(steps), steps);
}

std::string transcribe(const std::shared_ptr<const SpeechModel>& model, const std::string& path) {
  SpeechOptions options;
  options.beam = 1;
  options.partials = false;
  auto stream = SpeechStream::create(model, options);
  if (!stream) throw Failure(stream.error().message);
  const auto source = open_audio(path);
  std::string text;
  const auto take = [&](const Result<std::vector<SpeechEvent>>& events) {
    if (!events) throw Failure(path + ": " + events.error().message);
    for (const SpeechEvent& event : *events)
      if (event.type == SpeechEventType::final) text += event.result.text + ' ';
  };
  std::vector<float> samples;
  while (source->read(samples, std::size_t(source->rate())))
    take(stream->accept(samples, source->rate()));
  take(stream->finish());
  return text;
}

/// Characters to insert, delete or replace to get from one text to the other.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::shared_ptr<const SpeechModel> load_speech(const Bytes& bytes) {
  auto model = SpeechModel::load(bytes);
  if (!model) throw Failure("recordings need a speech model: " + model.error().message);
  return std::make_shared<const SpeechModel>(std::move(*model));
}

void compare_texts(const Bytes& before, const Bytes& after,
                   const std::vector<std::string>& recordings) {
  const auto a = load_speech(before), b = load_speech(after);
  std::size_t changed = 0, characters = 0, edits = 0;
  for (const std::string& path : recordings) {
    const std::string expected = transcribe(a, path), found = transcribe(b, path);
    changed += expected != found;
    characters += expected.size();
    edits += edit_distance(expected, found);
  }
  std::printf("recordings: %zu of %zu texts differ, %zu of %zu characters\n", changed,
              recordings.size(), edits, characters);
}

void run(const Options& options) {
  const Bytes before = read_model_file(options.input);
  const auto after = quantize(before);
  if (!after) throw Failure(name_for_messages(options.input) + ": " + after.error().message);
  const SequenceModel network = load_network(before), small = load_network(*after);
  const Run full(network), reduced(small);
  write_file(options.output, *after);
  std::printf("size: %zu -> %zu bytes (%.2f times smaller)\n", before.size(), after->size(),
              double(before.size()) / double(after->size()));
  std::printf("speed: %.1f -> %.1f us per step (%.2f times faster)\n",
              full.seconds / full.steps * 1e6, reduced.seconds / reduced.steps * 1e6,
              full.seconds / reduced.seconds);
  compare_probabilities(full, reduced, network.outputs());
  if (!options.recordings.empty()) compare_texts(before, *after, options.recordings);
}

}  // namespace

void add_quantize(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "quantize", "Copy a .safetensors model with int8 weights and tell what that changes");
  command->add_option("IN", options->input, "A .safetensors model")->required();
  command->add_option("OUT", options->output, "Where the smaller model goes")->required();
  command->add_option("RECORDING", options->recordings,
                      "Sound files: also compare what both models understand");
  command->footer("Example: longhand quantize en.safetensors en-int8.safetensors speech/*.wav");
  command->callback([options] { run(*options); });
}

}  // namespace longhand::cli
