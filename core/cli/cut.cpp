#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <longhand/ocr.h>
#include <CLI/CLI.hpp>

#include "batch.h"
#include "commands.h"
#include "files.h"
#include "images.h"

namespace longhand::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string folder;
  int height = 0;
  unsigned jobs = 0;
};

constexpr std::size_t kTogether = 8;

Bytes to_pgm(const LinePicture& line) {
  const std::string head = "P5\n" + std::to_string(line.width) + ' ' + std::to_string(line.height) +
                           "\n255\n";
  Bytes file(head.begin(), head.end());
  file.insert(file.end(), line.pixels.begin(), line.pixels.end());
  return file;
}

/// Where the line of a file goes.
std::filesystem::path target_of(const std::string& file, const std::string& folder) {
  return std::filesystem::path(folder) / std::filesystem::path(file).stem().concat(".pgm");
}

Outcome cut(const std::string& file, const Options& options) {
  const std::string name = name_for_messages(file);
  try {
    const Image image = decode_image(read_file(file, kMaxImageFileSize), name);
    const auto line = cut_line(image.view(), options.height);
    if (!line) return {.error = name + ": " + line.error().message};
    if (line->pixels.empty()) return {.note = name + ": no text found"};
    write_file(target_of(file, options.folder).string(), to_pgm(*line));
    return {};
  } catch (const Failure& failure) {
    return {.error = failure.what()};
  }
}

/// Two files whose lines would go to the same place are wrong usage, before any is cut.
void check_names(const Options& options) {
  std::vector<std::filesystem::path> targets;
  for (const std::string& file : options.files) targets.push_back(target_of(file, options.folder));
  std::sort(targets.begin(), targets.end());
  const auto twice = std::adjacent_find(targets.begin(), targets.end());
  if (twice != targets.end())
    throw Failure("two files would both go to " + twice->string() + ": give them other names");
}

void run(const Options& options) {
  check_names(options);
  run_batch(options.files.size(), kTogether, options.jobs, false, [&]() -> Worker {
    return [&options](Jobs jobs) {
      std::vector<Outcome> outcomes;
      for (std::size_t n = jobs.first; n < jobs.end; ++n)
        outcomes.push_back(cut(options.files[n], options));
      return outcomes;
    };
  });
}

}  // namespace

void add_cut(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "cut", "Cut lines out of images as `ocr` does, to train a network on what it will see");
  command->add_option("FILE", options->files, "Images, each of one line of text")->required();
  command->add_option("--height", options->height, "Rows that the network takes")
      ->required()
      ->check(CLI::Range(int(kLineHeight.least), int(kLineHeight.most)));
  command->add_option("--to", options->folder, "Folder for the lines, each as NAME.pgm")
      ->required()
      ->check(CLI::ExistingDirectory);
  command->add_option("--jobs", options->jobs, "Files at once; default: one per core");
  command->footer(
      "Example: longhand cut --height 32 --to cut lines/*.png\n"
      "Of a picture without text nothing is written.");
  command->callback([options] { run(*options); });
}

}  // namespace longhand::cli
