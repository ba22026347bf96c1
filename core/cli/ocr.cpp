#include <unistd.h>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include <longhand/ocr.h>
#include <CLI/CLI.hpp>

#include "batch.h"
#include "commands.h"
#include "files.h"
#include "images.h"
#include "ocr_model.h"
#include "ocr_output.h"
#include "search_options.h"

namespace longhand::cli {
namespace {

struct Arguments {
  std::vector<std::string> files;
  std::string model;
  OcrOptions options;
  SearchArguments search;
  bool json = false, tsv = false, raw = false;
  unsigned jobs = 0;
};

/// Tells options that fit no model's line once instead of with every file.
void check_options(OcrRecognizer& recognizer, const OcrOptions& options) {
  const std::vector<std::uint8_t> paper(48 * 48, 255);
  const auto tried = recognizer.recognize({paper.data(), 48, 48, 1, 48}, options);
  if (!tried && tried.error().code == ErrorCode::invalid_option) {
    throw Failure(tried.error().message);
  }
}

/// Decoded pixels after which lines are read rather than more files.
constexpr std::size_t kEnoughPixels = std::size_t{1} << 23;

/// What the user should know about a result.
std::string note_of(const std::string& file, const OcrResult& result) {
  std::string note;
  for (const Warning warning : result.warnings) {
    note += note.empty() ? name_for_messages(file) + ": " : "; ";
    note += warning == Warning::several_lines
                ? "several lines of text, only the largest was read"
                : "a vertical line, which models called *_vert read better";
  }
  return note;
}

/// An image file that could be decoded.
struct Picture {
  std::size_t place;  ///< among the files of one call
  std::string file;
  Image image;
};

class Reader {
 public:
  Reader(const Arguments& arguments, std::shared_ptr<const OcrModel> model)
      : arguments_(arguments), recognizer_(std::move(model)) {}

  std::vector<Outcome> read(Jobs jobs) {
    std::vector<Outcome> outcomes(jobs.count());
    std::vector<Picture> pictures;
    std::size_t pixels = 0;
    for (std::size_t n = jobs.first; n < jobs.end; ++n) {
      const std::string& file = arguments_.files[n];
      const std::string name = name_for_messages(file);
      try {
        pictures.push_back(
            {n - jobs.first, file, decode_image(read_file(file, kMaxImageFileSize), name)});
      } catch (const Failure& failure) {
        outcomes[n - jobs.first].error = failure.what();
        continue;
      }
      const ImageView view = pictures.back().image.view();
      pixels += std::size_t(view.width) * view.height;
      if (pixels < kEnoughPixels) continue;
      recognize(std::exchange(pictures, {}), outcomes);
      pixels = 0;
    }
    recognize(pictures, outcomes);
    return outcomes;
  }

 private:
  void recognize(const std::vector<Picture>& pictures, std::vector<Outcome>& outcomes) {
    std::vector<ImageView> views;
    for (const Picture& picture : pictures) views.push_back(picture.image.view());
    const auto start = std::chrono::steady_clock::now();
    auto lines = recognizer_.recognize_all(views, arguments_.options);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    int steps = 0;
    for (const auto& line : lines) steps += line ? line->steps : 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto& [place, file, image] = pictures[i];
      if (!lines[i]) {
        outcomes[place].error = name_for_messages(file) + ": " + lines[i].error().message;
        continue;
      }
      const double share = steps > 0 ? double(lines[i]->steps) / steps : 1.0 / double(lines.size());
      outcomes[place].note = note_of(file, *lines[i]);
      outcomes[place].output = print(
          {file, views[i].width, views[i].height, took.count() * share, std::move(*lines[i])});
    }
  }

  std::string print(const OcrReport& report) const {
    return (arguments_.json  ? to_json(report)
            : arguments_.tsv ? to_tsv(report)
                             : report.result.text) +
           '\n';
  }

  const Arguments& arguments_;
  OcrRecognizer recognizer_;
};

void run(const Arguments& arguments) {
  const auto model = load_ocr_model(arguments.model);
  OcrRecognizer trial(model);
  check_options(trial, arguments.options);
  const bool progress = arguments.files.size() > 1 && isatty(STDERR_FILENO) &&
                        !isatty(STDOUT_FILENO);
  run_batch(arguments.files.size(), kLinesTogether, arguments.jobs, progress, [&]() -> Worker {
    const auto reader = std::make_shared<Reader>(arguments, model);
    return [reader](Jobs jobs) { return reader->read(jobs); };
  });
}

void add_line_options(CLI::App& command, OcrOptions& options) {
  command
      .add_option("--direction", options.direction,
                  "Which way the line runs: horizontal, vertical, or auto, as it looks")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Direction>{{"auto", Direction::automatic},
                                           {"horizontal", Direction::horizontal},
                                           {"vertical", Direction::vertical}}));
  command
      .add_option("--noise", options.noise,
                  "Random generator: lcg reads as Tesseract 4 and from 5.5.1 on do, minstd as 5.0 "
                  "to 5.5.0")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Noise>{{"lcg", Noise::lcg}, {"minstd", Noise::minstd}}));
  command
      .add_option("--invert-below", options.invert_threshold,
                  "Try light on dark if the mean certainty (0 to 1) is lower; 0 = never")
      ->check(CLI::Range(kInvertThreshold.least, kInvertThreshold.most))
      ->capture_default_str();
}

}  // namespace

void add_ocr(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("ocr", "Read images of single lines of text");
  command
      ->add_option("FILE", arguments->files,
                   "PNG, JPEG, BMP, PGM or PPM images, each of one line; - is stdin")
      ->required();
  command->add_option(
      "--model", arguments->model,
      "A .traineddata or .safetensors, also gzip'ed; default: Tesseract's eng.traineddata");
  auto* json = command->add_flag("--json", arguments->json,
                                 "One line of JSON per file: text, words, symbols, boxes, "
                                 "confidences, time");
  command->add_flag("--tsv", arguments->tsv, "One line per file: name, confidence, text")
      ->excludes(json);
  add_search_options(*command, arguments->options, arguments->search);
  add_line_options(*command, arguments->options);
  command->add_option("--jobs", arguments->jobs, "Files at once; default: one per core");
  command->footer("Example: longhand ocr --model deu.traineddata --tsv lines/*.png");
  command->add_flag("--raw", arguments->raw,
                    "Read the picture as it is, without looking for the line in it, as Tesseract's "
                    "PSM 13 does");
  command->callback([arguments] {
    arguments->options.layout = arguments->raw ? Layout::raw : Layout::line;
    complete(arguments->options, arguments->search);
    run(*arguments);
  });
}

}  // namespace longhand::cli
