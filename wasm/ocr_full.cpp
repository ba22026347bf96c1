// What the full engine of print has beside what it shares with module ocr. There is one engine in a
// module, so there is one guide.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <emscripten/bind.h>

#include "buffer.h"
#include "guide.h"
#include "load_model.h"
#include "values.h"

namespace longhand::wasm {
namespace {

struct Guide {
  SearchOptions options;
  std::shared_ptr<const LanguageModel> language_model;
};

Guide& guide() {
  static Guide guide;
  return guide;
}

std::optional<Failure> load_language_model(const ByteBuffer& file) {
  auto loaded = LanguageModel::load(file.span());
  if (!loaded) return to_value(loaded.error());
  guide().language_model = std::make_shared<const LanguageModel>(std::move(*loaded));
  return {};
}

/// Without patterns and hot words, until they are added.
void begin_guide(float pattern_threshold, bool use_language_model, float lm_weight,
                 float word_bonus) {
  SearchOptions& options = guide().options = {};
  options.pattern_threshold = pattern_threshold;
  if (use_language_model) options.language_model = guide().language_model;
  options.lm_weight = lm_weight;
  options.word_bonus = word_bonus;
}

void add_pattern(const std::string& pattern) { guide().options.patterns.push_back(pattern); }

void add_hotword(const std::string& text, float boost) {
  guide().options.hotwords.push_back({text, boost});
}

}  // namespace

Result<OcrModel> load_model(std::shared_ptr<const std::uint8_t[]> bytes, std::size_t size) {
  return OcrModel::load(std::move(bytes), size);
}

void add_guide(SearchOptions& options) {
  const SearchOptions& added = guide().options;
  options.patterns = added.patterns;
  options.pattern_threshold = added.pattern_threshold;
  options.hotwords = added.hotwords;
  options.language_model = added.language_model;
  options.lm_weight = added.lm_weight;
  options.word_bonus = added.word_bonus;
}

EMSCRIPTEN_BINDINGS(ocr_full) {
  using emscripten::function;
  function("loadLanguageModel", &load_language_model);
  function("beginGuide", &begin_guide);
  function("addPattern", &add_pattern);
  function("addHotword", &add_hotword);
}

}  // namespace longhand::wasm
