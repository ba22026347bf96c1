#include <iostream>
#include <memory>

#include <longhand/model.h>
#include <CLI/CLI.hpp>

#include "commands.h"
#include "files.h"

namespace longhand::cli {
namespace {

struct Options {
  std::string input, output;
  bool no_dictionary = false;
};

void run(const Options& options) {
  const Bytes bytes = read_model_file(options.input);
  const auto slimmed = slim(bytes, {.dictionary = !options.no_dictionary});
  if (!slimmed) throw Failure(name_for_messages(options.input) + ": " + slimmed.error().message);
  write_file(options.output, *slimmed);
  std::cerr << name_for_messages(options.input) << ": " << bytes.size() << " bytes -> "
            << slimmed->size() << " bytes\n";
}

}  // namespace

void add_slim(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "slim", "Copy a .traineddata with only what reading lines needs (Tesseract reads it too)");
  command->add_option("IN", options->input, "A .traineddata or .traineddata.gz; - is stdin")
      ->required();
  command->add_option("OUT", options->output, "Where the smaller .traineddata goes; - is stdout")
      ->required();
  command->add_flag("--no-dictionary", options->no_dictionary,
                    "Leave the word lists out: much smaller, slightly less accurate on prose");
  command->footer("Example: longhand slim eng.traineddata eng-small.traineddata --no-dictionary");
  command->callback([options] { run(*options); });
}

}  // namespace longhand::cli
