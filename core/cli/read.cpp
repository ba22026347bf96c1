#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <map>
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
#include "pdf_picture.h"
#include "resolution.h"
#include "search_options.h"
#include "tiff.h"

namespace longhand::cli {
namespace {

struct Arguments {
  std::vector<std::string> files;
  std::vector<std::string> models;
  std::string output = "-";
  PageOptions options;
  std::vector<std::string> regions;
  Form form = Form::text;
  SearchArguments search;
  bool detect = false;
  unsigned jobs = 0;
};

const std::map<std::string, PageOptions::Layout> kLayouts{
    {"auto", PageOptions::Layout::automatic}, {"column", PageOptions::Layout::column},
    {"block", PageOptions::Layout::block},    {"sparse", PageOptions::Layout::sparse},
    {"line", PageOptions::Layout::line},      {"raw", PageOptions::Layout::raw},
};

const std::map<std::string, std::optional<int>> kOrientations{
    {"auto", {}}, {"0", 0}, {"90", 90}, {"180", 180}, {"270", 270}};

/// X,Y,WIDTH,HEIGHT; throws Failure.
Box parse_region(const std::string& text) {
  int sides[4];
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int i = 0; i < 4; ++i) {
    const auto [next, error] = std::from_chars(at, end, sides[i]);
    const bool ends_well = i < 3 ? next != end && *next == ',' : next == end;
    if (error != std::errc() || !ends_well || sides[i] < (i < 2 ? 0 : 1) ||
        sides[i] > kMaxImageSide)
      throw Failure("--region: expected X,Y,WIDTH,HEIGHT in pixels, found " + text);
    at = next + 1;
  }
  return {sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]};
}

Result<Page> read(PageReader& reader, const ImageView& picture, const PageOptions& options,
                  bool detect) {
  return detect ? reader.detect(picture, options) : reader.read(picture, options);
}

/// Tells options that fit no page once instead of with every file.
void check_options(PageReader reader, PageOptions options, bool detect) {
  options.regions.clear();  // each picture has a size of its own
  const std::vector<std::uint8_t> paper(48 * 48, 255);
  const auto tried = read(reader, {paper.data(), 48, 48, 1, 48}, options, detect);
  if (!tried && tried.error().code == ErrorCode::invalid_option)
    throw Failure(tried.error().message);
}

/// Reads the pages of files.
class Reader {
 public:
  Reader(const Arguments& arguments, std::vector<std::shared_ptr<const OcrModel>> models)
      : arguments_(arguments), reader_(std::move(models)) {}

  /// Adds a file's pages. Throws Failure at the first that cannot be read.
  void read(const std::string& file, std::vector<PageReport>& reports) {
    const std::string name = name_for_messages(file);
    const Bytes bytes = read_file(file, kMaxImageFileSize);
    const auto add = [&](const Picture& picture) {
      PageReport report = read(picture.image, name);
      report.file = file;
      report.number = int(reports.size()) + 1;
      if (arguments_.form == Form::pdf) report.picture = encode_picture(picture, bytes);
      reports.push_back(std::move(report));
    };
    if (is_tiff(bytes)) read_tiff(bytes, name, add);
    else add({decode_image(bytes, name), resolution_of(bytes)});
  }

 private:
  PageReport read(const Image& image, const std::string& name) {
    const auto start = std::chrono::steady_clock::now();
    auto page = cli::read(reader_, image.view(), arguments_.options, arguments_.detect);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!page) throw Failure(name + ": " + page.error().message);
    return {.milliseconds = took.count(), .page = std::move(*page)};
  }

  const Arguments& arguments_;
  PageReader reader_;
};

/// Writes pages in the order of their files.
class Output {
 public:
  explicit Output(const Arguments& arguments)
      : file_(arguments.output),
        writer_(make_writer(arguments.form,
                            arguments.files.size() == 1 ? arguments.files.front() : "")),
        reports_(arguments.files.size()) {}

  std::vector<PageReport>& pages_of(std::size_t job) { return reports_[job]; }

  void write(std::size_t job) {
    for (const PageReport& report : std::exchange(reports_[job], {})) {
      file_.write(writer_->add(report));
      is_empty_ = false;
    }
    if (job + 1 < reports_.size() || is_empty_) return;
    file_.write(writer_->finish());
    file_.finish();
  }

 private:
  OutputFile file_;
  std::unique_ptr<PageWriter> writer_;
  std::vector<std::vector<PageReport>> reports_;  ///< of each file
  bool is_empty_ = true;
};

void run(const Arguments& arguments) {
  std::vector<std::shared_ptr<const OcrModel>> models;
  models.reserve(arguments.models.size());
  for (const std::string& model : arguments.models) models.push_back(load_ocr_model(model));
  check_options(PageReader(models), arguments.options, arguments.detect);
  const bool shown = arguments.output == "-" && isatty(STDOUT_FILENO);
  if (shown && arguments.form == Form::pdf) throw Failure("a terminal shows no PDF: use --output");
  Output output(arguments);
  const bool progress = arguments.files.size() > 1 && isatty(STDERR_FILENO) && !shown;
  const auto make_worker = [&]() -> Worker {
    return [&, reader = std::make_shared<Reader>(arguments, models)](Jobs jobs) {
      reader->read(arguments.files[jobs.first], output.pages_of(jobs.first));
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
    {"--tsv", Form::tsv, "Tesseract's table of blocks, paragraphs, lines and words"},
    {"--hocr", Form::hocr, "hOCR, which is XHTML"},
    {"--alto", Form::alto, "ALTO 4, which is XML"},
    {"--markdown", Form::markdown, "Markdown, with headings and tables"},
    {"--pdf", Form::pdf, "PDF of the pictures, whose text can be found and copied"},
};

void add_forms(CLI::App& command, Arguments& arguments) {
  CLI::Option_group* forms = command.add_option_group("Output",
                                                      "Text, a form feed between pages; or");
  for (const auto& [name, form, help] : kForms)
    forms->add_flag_callback(
        name, [&arguments, chosen = form] { arguments.form = chosen; }, help);
  forms->require_option(0, 1);
}

}  // namespace

void add_read(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("read", "Read images of pages");
  command
      ->add_option(
          "FILE", arguments->files,
          "TIFF, PNG, JPEG, BMP, PGM or PPM images of pages; TIFF may hold several; - is stdin")
      ->required();
  command
      ->add_option("--model", arguments->models,
                   "A .traineddata or .safetensors, also gzip'ed; default: Tesseract's "
                   "eng.traineddata; of several "
                   "each reads what it is surest of")
      ->allow_extra_args(false);
  add_forms(*command, *arguments);
  command->add_flag("--detect", arguments->detect,
                    "Only find where text may be: lines with boxes, but without words; for --json, "
                    "--hocr, --alto");
  command->add_option("--output", arguments->output, "Where it is written; default: stdout");
  add_search_options(*command, arguments->options, arguments->search);
  command
      ->add_option(
          "--layout", arguments->options.layout,
          "What there is to read: auto, a page; column, one column whose lines go from top to "
          "bottom; block, one paragraph; sparse, text here and there, as much as can be found; "
          "line, a single line; raw, the same as the picture is")
      ->transform(CLI::CheckedTransformer(kLayouts).description("NAME"));
  command
      ->add_option_function<std::string>(
          "--orientation",
          [arguments](const std::string& name) {
            arguments->options.orientation = kOrientations.at(name);
          },
          "Degrees by which the text is turned clockwise: 0, 90, 180, 270; default: auto")
      ->check(CLI::IsMember(kOrientations).description("DEGREES"));
  command
      ->add_option("--region", arguments->regions,
                   "X,Y,WIDTH,HEIGHT in pixels: only this part is read; may be given several times")
      ->allow_extra_args(false);
  command->add_option("--jobs", arguments->jobs, "Files at once; default: one per core");
  command->footer("Example: longhand read --model deu.traineddata --output book.txt pages/*.png");
  command->callback([arguments] {
    if (arguments->models.empty()) arguments->models.emplace_back();
    complete(arguments->options, arguments->search);
    for (const std::string& region : arguments->regions)
      arguments->options.regions.push_back(parse_region(region));
    run(*arguments);
  });
}

}  // namespace longhand::cli
