#pragma once

#include <memory>
#include <string>
#include <vector>

#include <longhand/ocr.h>

#include "commands.h"
#include "files.h"

namespace CLI {
class App;
}

namespace longhand::cli {

/// A model of any class that has `load`. Throws Failure.
template <class Loaded>
std::shared_ptr<const Loaded> load_model(const std::string& path) {
  auto loaded = Loaded::load(read_model_file(path));
  if (!loaded) throw Failure(name_for_messages(path) + ": " + loaded.error().message);
  return std::make_shared<const Loaded>(std::move(*loaded));
}

/// Files with what the user knows of the language; "" = none. The functions throw Failure.
struct LanguageArguments {
  std::string hotwords, model;

  std::vector<Hotword> read_hotwords() const;
  std::shared_ptr<const LanguageModel> load_language_model() const;
};

/// `model`: what the help says of --lm. All but it are filled when the command line is read, and
/// must live on.
void add_language_options(CLI::App& command, LanguageArguments& arguments, float& lm_weight,
                          float& word_bonus, const std::string& model);

/// What the user says of SearchOptions, before its files are read.
struct SearchArguments {
  std::string patterns;  ///< a file; "" = none
  LanguageArguments language;
  bool no_dictionary = false;
};

/// `options` and `arguments` are filled when the command line is read, and must live on.
void add_search_options(CLI::App& command, SearchOptions& options, SearchArguments& arguments);

/// Reads the files. Throws Failure.
void complete(SearchOptions& options, const SearchArguments& arguments);

}  // namespace longhand::cli
