#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <longhand/ocr.h>

#include "buffer.h"
#include "guide.h"
#include "load_model.h"
#include "page.h"
#include "values.h"

namespace longhand::wasm {
namespace {

using emscripten::val;

using Symbols = TypedVal<struct SymbolsTag>;
using Words = TypedVal<struct WordsTag>;

using Numbers = TypedVal<struct NumbersTag>;

struct WordValue {
  std::string text;
  float confidence;
  Box box;
  bool from_dictionary;
  int model;
  Symbols symbols;
};

struct LineValue {
  std::string text;
  float confidence;
  Words words;
  Strings warnings;
  bool inverted;
  int pattern;
  int steps;
  int labels;
  Float32View probabilities;
};

struct Recognition {
  std::optional<Failure> failure;
  std::optional<LineValue> line;
};

WordValue to_value(const Word& word) {
  return {word.text,  word.confidence,
          word.box,   word.from_dictionary,
          word.model, Symbols(val::array(word.symbols))};
}

Words to_words(const std::vector<Word>& words) {
  Words values(val::array());
  for (const Word& word : words) values.call<void>("push", to_value(word));
  return values;
}

LineValue to_value(const OcrResult& line) {
  std::vector<std::string> warnings;
  for (const Warning warning : line.warnings) warnings.push_back(name_of(warning));
  return {line.text,
          line.confidence,
          to_words(line.words),
          copy_strings(warnings),
          line.inverted,
          line.pattern,
          line.steps,
          line.labels,
          line.probabilities.empty() ? Float32View() : copy_floats(line.probabilities)};
}

using Recognitions = TypedVal<struct RecognitionsTag>;

Recognition to_value(const Result<OcrResult>& line) {
  if (!line) return {wasm::to_value(line.error()), {}};
  return {{}, to_value(*line)};
}

/// Images one behind the other in `pixels`; width, height and channels of each in `shapes`.
std::vector<ImageView> views_of(const ByteBuffer& pixels, const Numbers& shapes) {
  const std::vector<int> sizes = emscripten::vecFromJSArray<int>(shapes);
  std::vector<ImageView> images;
  const unsigned char* next = pixels.span().data();
  for (std::size_t i = 0; i < sizes.size(); i += 3) {
    const std::ptrdiff_t stride = std::ptrdiff_t{sizes[i]} * sizes[i + 2];
    images.push_back({next, sizes[i], sizes[i + 1], sizes[i + 2], stride});
    next += stride * sizes[i + 1];
  }
  return images;
}

/// Models and what reads with them.
class OcrEngine {
 public:
  /// Adds a model.
  std::optional<Failure> load(const ByteBuffer& file) {
    auto loaded = load_model(file.share(), file.size());
    if (!loaded) return wasm::to_value(loaded.error());
    models_.push_back(std::make_shared<const OcrModel>(std::move(*loaded)));
    recognizers_.emplace_back(models_.back());
    pages_.emplace(models_);
    return {};
  }

  std::optional<Failure> begin_picture(int width, int height) {
    return failure_of(pages_->begin_picture(width, height));
  }

  std::optional<Failure> add_rows(const ByteBuffer& pixels, int width, int height, int channels) {
    const std::ptrdiff_t stride = std::ptrdiff_t{width} * channels;
    return failure_of(pages_->add_rows({pixels.span().data(), width, height, channels, stride}));
  }

  /// regions: left, top, right and bottom of each.
  PageStep begin_page(PageOptions options, const Numbers& regions, const Numbers& models) {
    add_guide(options);
    options.models = emscripten::vecFromJSArray<int>(models);
    const std::vector<int> sides = emscripten::vecFromJSArray<int>(regions);
    for (std::size_t i = 0; i < sides.size(); i += 4)
      options.regions.push_back({sides[i], sides[i + 1], sides[i + 2], sides[i + 3]});
    return step({}, pages_->begin(options));
  }

  PageStep read_rows() { return step(pages_->read_some(), {}); }

  PageValue outline_page() { return wasm::to_value(pages_->outline(), to_words); }
  PageValue finish_page() { return wasm::to_value(pages_->finish(), to_words); }

  /// Reads the images of views_of.
  Recognitions recognize(int model, const ByteBuffer& pixels, const Numbers& shapes,
                         OcrOptions& options) {
    add_guide(options);
    Recognitions lines(val::array());
    for (auto& line : recognizers_[model].recognize_all(views_of(pixels, shapes), options)) {
      if (line)
        for (Word& word : line->words) word.model = model;
      lines.call<void>("push", to_value(line));
    }
    return lines;
  }

  /// A line for each label; one string costs less than an array of them.
  std::string label_texts(int model) const {
    std::string texts;
    for (const std::string& text : models_[model]->label_texts()) texts += text + '\n';
    return texts;
  }
  int blank(int model) const { return models_[model]->blank(); }
  bool has_dictionary(int model) const { return models_[model]->has_dictionary(); }

 private:
  static std::optional<Failure> failure_of(const Result<void>& done) {
    if (done) return {};
    return wasm::to_value(done.error());
  }

  PageStep step(const std::vector<PageLine>& read, const Result<void>& done) const {
    PageLines lines(val::array());
    for (const PageLine& line : read)
      lines.call<void>("push", wasm::to_value(line, 0, 0, to_words));
    return {failure_of(done), lines, pages_->rows_read(), pages_->row_count()};
  }

  std::vector<std::shared_ptr<const OcrModel>> models_;
  std::vector<OcrRecognizer> recognizers_;
  std::optional<PageReader> pages_;
};

void bind_line() {
  using namespace emscripten;
  value_object<Box>("Box")
      .field("left", &Box::left)
      .field("top", &Box::top)
      .field("right", &Box::right)
      .field("bottom", &Box::bottom);
  value_object<Symbol>("OcrSymbol")
      .field("text", &Symbol::text)
      .field("confidence", &Symbol::confidence)
      .field("box", &Symbol::box);
  register_type<Symbols>("OcrSymbol[]");
  value_object<WordValue>("OcrWord")
      .field("text", &WordValue::text)
      .field("confidence", &WordValue::confidence)
      .field("box", &WordValue::box)
      .field("fromDictionary", &WordValue::from_dictionary)
      .field("model", &WordValue::model)
      .field("symbols", &WordValue::symbols);
  register_type<Words>("OcrWord[]");
  register_type<PageWords>("OcrWord[]");
  value_object<LineValue>("OcrLine")
      .field("text", &LineValue::text)
      .field("confidence", &LineValue::confidence)
      .field("words", &LineValue::words)
      .field("warnings", &LineValue::warnings)
      .field("inverted", &LineValue::inverted)
      .field("pattern", &LineValue::pattern)
      .field("steps", &LineValue::steps)
      .field("labels", &LineValue::labels)
      .field("probabilities", &LineValue::probabilities);
  register_optional<LineValue>();
  value_object<Recognition>("Recognition")
      .field("failure", &Recognition::failure)
      .field("line", &Recognition::line);
  register_type<Recognitions>("Recognition[]");
  register_type<Numbers>("number[]");
}

void bind_engine() {
  using namespace emscripten;
  enum_<Direction>("Direction")
      .value("auto", Direction::automatic)
      .value("horizontal", Direction::horizontal)
      .value("vertical", Direction::vertical);
  enum_<Layout>("Layout").value("line", Layout::line).value("raw", Layout::raw);
  enum_<Noise>("Noise").value("lcg", Noise::lcg).value("minstd", Noise::minstd);
  value_object<OcrOptions>("RawOcrOptions")
      .field("layout", &OcrOptions::layout)
      .field("direction", &OcrOptions::direction)
      .field("dictionary", &OcrOptions::dictionary)
      .field("noise", &OcrOptions::noise)
      .field("invertThreshold", &OcrOptions::invert_threshold)
      .field("allow", &OcrOptions::allow)
      .field("deny", &OcrOptions::deny)
      .field("probabilities", &OcrOptions::probabilities);
  class_<OcrEngine>("OcrEngine")
      .constructor<>()
      .function("load", &OcrEngine::load)
      .function("recognize", &OcrEngine::recognize)
      .function("beginPicture", &OcrEngine::begin_picture)
      .function("addRows", &OcrEngine::add_rows)
      .function("beginPage", &OcrEngine::begin_page)
      .function("readRows", &OcrEngine::read_rows)
      .function("outlinePage", &OcrEngine::outline_page)
      .function("finishPage", &OcrEngine::finish_page)
      .function("labelTexts", &OcrEngine::label_texts)
      .function("blank", &OcrEngine::blank)
      .function("hasDictionary", &OcrEngine::has_dictionary);
  function(
      "defaults", +[] { return OcrOptions(); });
  function(
      "pageDefaults", +[] { return PageOptions(); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(ocr) {
  bind_values();
  bind_buffer<unsigned char, Uint8View>("ByteBuffer");
  bind_line();
  bind_page();
  bind_engine();
}

}  // namespace longhand::wasm
