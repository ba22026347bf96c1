#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>

#include <longhand/speech.h>
#include <CLI/CLI.hpp>

#include "audio.h"
#include "batch.h"
#include "commands.h"
#include "files.h"
#include "lists.h"
#include "search_options.h"
#include "speech_output.h"

namespace longhand::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kChunk = 1;        // seconds taken in at once
constexpr double kLiveChunk = 0.1;  // the same where partial text is shown

struct Arguments {
  std::vector<std::string> files;
  std::string model, phrases;
  LanguageArguments language;
  SpeechOptions options;
  bool json = false, tsv = false, partial = false;
  int raw_rate = 0;  ///< Hz, 0 = files
  unsigned jobs = 0;
};

/// models/speech/en.safetensors beside the program or in a folder above it.
std::string default_model() {
  std::error_code ignored;
  const fs::path wanted = "models/speech/en.safetensors";
  for (fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path(); !folder.empty();
       folder = folder.parent_path()) {
    for (const auto& path : {folder / wanted, folder / "share/longhand" / wanted}) {
      if (fs::exists(path, ignored)) return path.string();
    }
    if (folder == folder.root_path()) break;
  }
  throw Failure("no speech model found beside the program: name one with --model");
}

SpeechOptions complete_options(const Arguments& arguments) {
  SpeechOptions options = arguments.options;
  options.partials = arguments.partial;
  if (!arguments.phrases.empty()) options.phrases = read_phrases(arguments.phrases);
  options.hotwords = arguments.language.read_hotwords();
  options.language_model = arguments.language.load_language_model();
  return options;
}

SpeechStream make_stream(const std::shared_ptr<const SpeechModel>& model,
                         const SpeechOptions& options) {
  auto stream = SpeechStream::create(model, options);
  if (!stream) throw Failure(stream.error().message);
  return std::move(*stream);
}

/// Runs one source through the stream; `show` sees each event.
template <class Show>
Transcript transcribe(AudioSource& source, SpeechStream& stream, const std::string& file,
                      double chunk_seconds, Show show) {
  Transcript transcript{file, 0, {}};
  const auto take = [&](Result<std::vector<SpeechEvent>> events) {
    if (!events) throw Failure(name_for_messages(file) + ": " + events.error().message);
    for (auto& event : *events) {
      show(event);
      if (event.type == SpeechEventType::final) {
        transcript.utterances.push_back(std::move(event.result));
      }
    }
  };
  const auto most = std::size_t(std::max(1.0, source.rate() * chunk_seconds));
  stream.reset();
  for (std::vector<float> samples; source.read(samples, most);) {
    take(stream.accept(samples, source.rate()));
    transcript.seconds += double(samples.size()) / source.rate();
  }
  take(stream.finish());
  return transcript;
}

/// One source, results as they arise.
void run_single(const Arguments& arguments, SpeechStream& stream) {
  const auto source = arguments.raw_rate ? open_raw_stdin(arguments.raw_rate)
                                         : open_audio(arguments.files[0]);
  const bool lines = !arguments.json && !arguments.tsv;
  const auto show = [&](const SpeechEvent& event) {
    if (arguments.json && arguments.partial) std::cout << to_json(event) << '\n' << std::flush;
    if (!lines || event.type == SpeechEventType::endpoint) return;
    if (event.type == SpeechEventType::partial) std::cout << "~ ";
    std::cout << event.result.text << '\n' << std::flush;
  };
  const auto transcript = transcribe(*source, stream, arguments.files[0],
                                     arguments.partial ? kLiveChunk : kChunk, show);
  if (arguments.json && !arguments.partial) std::cout << to_json(transcript) << '\n';
  if (arguments.tsv) std::cout << to_tsv(transcript) << '\n';
}

/// One of many files: one line of output.
Outcome transcribe_file(const Arguments& arguments, SpeechStream& stream, const std::string& file) {
  const auto source = open_audio(file);
  const auto transcript = transcribe(*source, stream, file, kChunk, [](const SpeechEvent&) {});
  if (arguments.json) return {to_json(transcript) + '\n', ""};
  return {(arguments.tsv ? to_tsv(transcript) : transcript.text()) + '\n', ""};
}

void run(const Arguments& arguments) {
  const auto model = load_model<SpeechModel>(arguments.model.empty() ? default_model()
                                                                     : arguments.model);
  const SpeechOptions options = complete_options(arguments);
  SpeechStream stream = make_stream(model, options);  // also tells wrong options once, not per file
  if (arguments.files.size() == 1) return run_single(arguments, stream);
  const bool progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
  run_batch(arguments.files.size(), 1, arguments.jobs, progress, [&]() -> Worker {
    const auto own = std::make_shared<SpeechStream>(make_stream(model, options));
    return [&, own](Jobs jobs) {
      return std::vector{transcribe_file(arguments, *own, arguments.files[jobs.first])};
    };
  });
}

void add_hearing_options(CLI::App& command, Arguments& arguments) {
  SpeechOptions& options = arguments.options;
  command.add_option("--phrases", arguments.phrases,
                     "Recognise nothing but the phrases of this file, one a line, such as\n"
                     "`[please] turn (on|off) the light` or `dial <digit>+`");
  command
      .add_option("--phrase-threshold", options.phrase_threshold,
                  "Reject what is less sure to be a phrase than this, 0 to 1")
      ->capture_default_str();
  add_language_options(command, arguments.language, options.lm_weight, options.word_bonus,
                       "Language model: ARPA file, plain or gzip'ed");
  command.add_option("--beam", options.beam, "Hypotheses kept; 1 = best path, without search")
      ->capture_default_str();
  command.add_option("--alternatives", options.alternatives, "Readings to report with --json")
      ->capture_default_str();
  command.add_option("--allow", options.allow, "Characters the search may use");
  command.add_option("--deny", options.deny, "Characters the search must not use");
}

void add_endpoint_options(CLI::App& command, EndpointRules& rules) {
  command
      .add_option("--silence", rules.trailing_silence,
                  "Seconds of silence that end an utterance; 0 = none does")
      ->capture_default_str();
  command.add_option("--max-length", rules.max_length, "Seconds after which an utterance is cut")
      ->capture_default_str();
}

}  // namespace

void add_speech(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("speech",
                                         "Write down what is said in sound files or live");
  command->add_option("FILE", arguments->files, "WAV, FLAC, Ogg, Opus or MP3, any rate; - is stdin")
      ->required();
  command->add_option(
      "--model", arguments->model,
      "A speech .safetensors; default: models/speech/en.safetensors beside the program");
  auto* json = command->add_flag(
      "--json", arguments->json,
      "One line of JSON per file: utterances, words, times, confidences");
  command->add_flag("--tsv", arguments->tsv, "One line per file: name, confidence, text")
      ->excludes(json);
  add_hearing_options(*command, *arguments);
  add_endpoint_options(*command, arguments->options.endpoint);
  auto* partial = command->add_flag(
      "--partial", arguments->partial,
      "Show the text while it forms, after `~ `; with --json one line per event");
  command
      ->add_option("--raw", arguments->raw_rate,
                   "stdin is headerless 16-bit little-endian mono PCM of this rate, taken in live")
      ->check(
          CLI::Range(int(kSpeechLimits.sample_rate.least), int(kSpeechLimits.sample_rate.most)));
  command->add_option("--jobs", arguments->jobs, "Files at once; default: one per core");
  command->footer(
      "Example: longhand speech --json interview.mp3\n"
      "Live:    arecord -f S16_LE -r 16000 -t raw | longhand speech --partial --raw 16000 -");
  command->callback([arguments, partial] {
    if (arguments->files.size() > 1 && partial->count()) {
      throw CLI::ValidationError("--partial", "goes with one FILE only");
    }
    if (arguments->raw_rate && arguments->files != std::vector<std::string>{"-"}) {
      throw CLI::ValidationError("--raw", "goes with - as the only FILE");
    }
    run(*arguments);
  });
}

}  // namespace longhand::cli
