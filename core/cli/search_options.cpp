#include "search_options.h"

#include <CLI/CLI.hpp>

#include "lists.h"

namespace longhand::cli {

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
  command.add_option(
      "--hotwords", arguments.hotwords,
      "Prefer the words of this file, one a line, each perhaps with a tab and a boost");
  command.add_option("--lm", arguments.language_model,
                     "Language model of words or of characters: ARPA file, plain or gzip'ed");
  command.add_option("--lm-weight", options.lm_weight, "Weight of the language model (alpha)")
      ->capture_default_str();
  command.add_option("--word-bonus", options.word_bonus, "Added per word with --lm (beta)")
      ->capture_default_str();
}

void complete(SearchOptions& options, const SearchArguments& arguments) {
  options.dictionary = !arguments.no_dictionary;
  if (!arguments.patterns.empty()) options.patterns = read_phrases(arguments.patterns);
  if (!arguments.hotwords.empty()) options.hotwords = read_hotwords(arguments.hotwords);
  if (!arguments.language_model.empty())
    options.language_model = load_model<LanguageModel>(arguments.language_model);
}

}  // namespace longhand::cli
