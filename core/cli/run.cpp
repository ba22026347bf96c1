#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string_view>

#include <longhand/sequence.h>
#include <CLI/CLI.hpp>

#include "commands.h"
#include "files.h"

namespace longhand::cli {
namespace {

struct Options {
  std::string model, input = "-";
};

constexpr std::string_view kBetween = " \t,\r";

/// Takes the next number off a line.
float take_number(std::string_view& line, const std::string& place) {
  float value = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), value);
  const std::string_view word = line.substr(0, line.find_first_of(kBetween));
  if (error != std::errc() || end != word.data() + word.size())
    throw Failure(place + ": expected a number, found \"" + std::string(word.substr(0, 40)) + "\"");
  line.remove_prefix(word.size());
  return value;
}

/// Numbers between white space or commas, one step in each line.
std::vector<float> read_steps(const std::string& path, int inputs) {
  const Bytes bytes = read_file(path);
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::vector<float> steps;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::string place = name_for_messages(path) + ":" + std::to_string(number);
    const std::size_t before = steps.size();
    while ((line.remove_prefix(std::min(line.size(), line.find_first_not_of(kBetween))),
            !line.empty()))
      steps.push_back(take_number(line, place));
    const std::size_t found = steps.size() - before;
    if (found != 0 && found != std::size_t(inputs))
      throw Failure(place + ": expected " + std::to_string(inputs) + " numbers, found " +
                    std::to_string(found));
  }
  return steps;
}

void run(const Options& options) {
  const auto model = SequenceModel::load(read_model_file(options.model));
  if (!model) throw Failure(name_for_messages(options.model) + ": " + model.error().message);
  const auto out = model->run(read_steps(options.input, model->inputs()));
  if (!out) throw Failure(name_for_messages(options.input) + ": " + out.error().message);
  const auto width = std::size_t(model->outputs());
  for (std::size_t i = 0; i < out->size(); ++i)
    std::printf("%.9g%c", double((*out)[i]), (i + 1) % width == 0 ? '\n' : '\t');
}

}  // namespace

void add_run(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("run",
                                         "Run the network of a .safetensors model on numbers");
  command->add_option("MODEL", options->model, "A .safetensors model of any kind")->required();
  command->add_option("INPUT", options->input,
                      "Numbers between blanks, tabs or commas, one step in each line; - is stdin");
  command->footer(
      "Example: longhand run forecast.safetensors hours.csv\n"
      "Prints what the last layer puts out, one step in each line.");
  command->callback([options] { run(*options); });
}

}  // namespace longhand::cli
