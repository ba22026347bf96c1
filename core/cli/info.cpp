#include <iostream>
#include <memory>

#include <longhand/model.h>
#include <CLI/CLI.hpp>

#include "commands.h"
#include "files.h"
#include "info_format.h"

namespace longhand::cli {
namespace {

struct Options {
  std::string model;
  bool json = false;
};

void run(const Options& options) {
  const std::string name = name_for_messages(options.model);
  const auto info = inspect(read_model_file(options.model));
  if (!info) throw Failure(name + ": " + info.error().message);
  if (!info->unused.empty()) {
    complain(name + ": warning: " + std::to_string(info->unused.size()) +
             " unused tensors: the description names no layer for them, so loading will fail");
  }
  std::cout << (options.json ? info_as_json(*info) : info_as_text(*info, name));
}

}  // namespace

void add_info(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("info", "Tell what is in a model file");
  command->add_option("MODEL", options->model, "A model file, also gzip'ed; - is stdin")
      ->required();
  command->add_flag("--json", options->json, "Machine-readable output");
  command->footer("Example: longhand info eng.traineddata");
  command->callback([options] { run(*options); });
}

}  // namespace longhand::cli
