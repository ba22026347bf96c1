#include <cstdlib>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "commands.h"

namespace longhand::cli {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

void describe(CLI::App& app) {
  app.set_version_flag("--version", "longhand " LONGHAND_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Results go to stdout, messages to stderr. Exit code: 0 done, 1 something failed, 2 wrong\n"
      "usage. `longhand COMMAND --help` tells all options of a command.");
}

int run(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    std::cout.flush();
    if (!std::cout) throw Failure("cannot write to stdout");
    return EXIT_SUCCESS;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == EXIT_SUCCESS ? EXIT_SUCCESS : kWrongUsage;
  } catch (const Reported&) {
    return kFailed;
  } catch (const std::bad_alloc&) {
    complain("out of memory");
    return kFailed;
  } catch (const std::exception& error) {
    complain(error.what());
    return kFailed;
  }
}

int run_command(int argc, char** argv) {
  CLI::App app("Longhand: print and speech to text, offline.", "longhand");
  describe(app);
  for (const auto add :
       {add_read, add_ocr, add_speech, add_info, add_slim, add_quantize, add_run, add_cut})
    add(app);
  return run(app, argc, argv);
}

}  // namespace

void complain(const std::string& message) { std::cerr << "longhand: " << message << '\n'; }

}  // namespace longhand::cli

int main(int argc, char** argv) { return longhand::cli::run_command(argc, argv); }
