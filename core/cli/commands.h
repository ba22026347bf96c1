#pragma once

#include <stdexcept>
#include <string>

namespace CLI {
class App;
}

namespace longhand::cli {

/// What a command throws when it cannot do what it was asked for. The message goes to stderr after
/// "longhand: "; the command ends with exit code 1.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// For a command that has already reported every problem (such as one bad file among many): exit
/// code 1, nothing more printed.
struct Reported {};

/// Prints "longhand: message" on stderr.
void complain(const std::string& message);

/// Each adds one subcommand with its options, help and callback. The callback returns normally on
/// success and throws Failure or Reported otherwise; CLI11 itself answers wrong usage (exit code
/// 2).
void add_cut(CLI::App& app);
void add_info(CLI::App& app);
void add_ocr(CLI::App& app);
void add_quantize(CLI::App& app);
void add_read(CLI::App& app);
void add_run(CLI::App& app);
void add_slim(CLI::App& app);
void add_speech(CLI::App& app);

}  // namespace longhand::cli
