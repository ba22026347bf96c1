#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <longhand/page.h>
#include <CLI/CLI.hpp>

#include "batch.h"
#include "commands.h"
#include "files.h"
#include "images.h"
#include "ocr_model.h"
#include "page_output.h"

namespace longhand::cli {
namespace {

struct Arguments {
  std::vector<std::string> files;
  std::string model, output = "-";
  PageOptions options;
  Form form = Form::text;
  bool no_dictionary = false;
  unsigned jobs = 0;
};

/// Tells options that fit no page once instead of with every file.
void check_options(PageReader reader, const PageOptions& options) {
  const std::vector<std::uint8_t> paper(48 * 48, 255);
  const auto tried = reader.read({paper.data(), 48, 48, 1, 48}, options);
  if (!tried && tried.error().code == ErrorCode::invalid_option)
    throw Failure(tried.error().message);
}

PageReport read_page(PageReader& reader, const PageOptions& options, const std::string& file) {
  const std::string name = name_for_messages(file);
  const Image image = decode_image(read_file(file, kMaxImageFileSize), name);
  const auto start = std::chrono::steady_clock::now();
  auto page = reader.read(image.view(), options);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  if (!page) throw Failure(name + ": " + page.error().message);
  return {file, took.count(), std::move(*page)};
}

/// Writes pages in the order of their files.
class Output {
 public:
  explicit Output(const Arguments& arguments)
      : arguments_(arguments),
        file_(arguments.output),
        writer_(make_writer(arguments.form)),
        reports_(arguments.files.size()) {}

  void bring(std::size_t job, PageReport report) { reports_[job] = std::move(report); }

  void write(std::size_t job) {
    if (const auto report = std::exchange(reports_[job], {})) {
      file_.write(writer_->add(*report));
      is_empty_ = false;
    }
    if (job + 1 < reports_.size() || is_empty_) return;
    file_.write(writer_->finish());
    file_.finish();
  }

 private:
  const Arguments& arguments_;
  OutputFile file_;
  std::unique_ptr<PageWriter> writer_;
  std::vector<std::optional<PageReport>> reports_;
  bool is_empty_ = true;
};

void run(const Arguments& arguments) {
  const auto model = load_ocr_model(arguments.model);
  check_options(PageReader(model), arguments.options);
  Output output(arguments);
  const bool shown = arguments.output == "-" && isatty(STDOUT_FILENO);
  const bool progress = arguments.files.size() > 1 && isatty(STDERR_FILENO) && !shown;
  const auto make_worker = [&]() -> Worker {
    return [&, reader = std::make_shared<PageReader>(model)](Jobs jobs) {
      output.bring(jobs.first, read_page(*reader, arguments.options, arguments.files[jobs.first]));
      return std::vector<Outcome>(1);
    };
  };
  run_batch(arguments.files.size(), 1, arguments.jobs, progress, make_worker,
            [&](std::size_t job, const Outcome&) { output.write(job); });
}

struct FormOption {
  const char* name;
  Form form;
  const char* help;
};

constexpr FormOption kForms[] = {
    {"--json", Form::json,
     "One line of JSON per page: text, blocks, paragraphs, lines, words, symbols, boxes, "
     "confidences, time"},
};

void add_forms(CLI::App& command, Arguments& arguments) {
  CLI::Option_group* forms = command.add_option_group("Output",
                                                      "Text, a form feed between pages; or");
  for (const auto& [name, form, help] : kForms)
    forms->add_flag_callback(
        name, [&arguments, form = form] { arguments.form = form; }, help);
  forms->require_option(0, 1);
}

}  // namespace

void add_read(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("read", "Read images of pages");
  command
      ->add_option("FILE", arguments->files,
                   "PNG, JPEG, BMP, PGM or PPM images, each of one page; - is stdin")
      ->required();
  command->add_option("--model", arguments->model,
                      "A .traineddata, also gzip'ed; default: Tesseract's eng.traineddata");
  add_forms(*command, *arguments);
  command->add_option("--output", arguments->output, "Where it is written; default: stdout");
  command->add_option("--allow", arguments->options.allow,
                      "Characters the search may use, spaces besides; 0-9 and a-z are ranges");
  command->add_option("--deny", arguments->options.deny, "Characters the search must not use");
  command->add_flag("--no-dictionary", arguments->no_dictionary,
                    "Read letter by letter, without the model's word lists");
  command->add_option("--jobs", arguments->jobs, "Files at once; default: one per core");
  command->footer("Example: longhand read --model deu.traineddata --output book.txt pages/*.png");
  command->callback([arguments] {
    arguments->options.dictionary = !arguments->no_dictionary;
    run(*arguments);
  });
}

}  // namespace longhand::cli
