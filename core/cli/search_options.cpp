#include "search_options.h"

#include <CLI/CLI.hpp>

#include "lists.h"

namespace longhand::cli {

void add_language_options(CLI::App& command, LanguageArguments& arguments, float& lm_weight,
                          float& word_bonus, const std::string& model) {
  command.add_option(
      "--hotwords", arguments.hotwords,
      "Prefer the words of this file, one a line, each perhaps with a tab and a boost");
  command.add_option("--lm", arguments.model, model);
  command.add_option("--lm-weight", lm_weight, "Weight of the language model (alpha)")
      ->capture_default_str();
  command.add_option("--word-bonus", word_bonus, "Added per word with --lm (beta)")
      ->capture_default_str();
}

std::vector<Hotword> LanguageArguments::read_hotwords() const {
  return hotwords.empty() ? std::vector<Hotword>() : cli::read_hotwords(hotwords);
}

std::shared_ptr<const LanguageModel> LanguageArguments::load_language_model() const {
  return model.empty() ? nullptr : load_model<LanguageModel>(model);
}

void add_search_options(CLI::App& command, SearchOptions& options, SearchArguments& arguments) {
  command.add_option("--allow", options.allow,
                     "Characters the search may use, spaces besides; 0-9 and a-z are ranges");
  command.add_option("--deny", options.deny, "Characters the search must not use");
  command.add_flag("--no-dictionary", arguments.no_dictionary,
                   "Read letter by letter, without the model's word lists");
  command.add_option("--patterns", arguments.patterns,
                     "Read nothing but what is written as a line of this file says, such as\n"
                     "`<digit>{2}.<digit>{2}.<digit>{4}` or `(EUR|USD) <digit>+`");
  command
      .add_option("--pattern-threshold", options.pattern_threshold,
                  "Reject what is less sure to fit a pattern than this, 0 to 100")
      ->capture_default_str();
  add_language_options(command, arguments.language, options.lm_weight, options.word_bonus,
                       "Language model of words or of characters: ARPA file, plain or gzip'ed");
}

void complete(SearchOptions& options, const SearchArguments& arguments) {
  options.dictionary = !arguments.no_dictionary;
  if (!arguments.patterns.empty()) options.patterns = read_phrases(arguments.patterns);
  options.hotwords = arguments.language.read_hotwords();
  options.language_model = arguments.language.load_language_model();
}

}  // namespace longhand::cli
