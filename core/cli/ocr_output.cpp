#include "ocr_output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "json_text.h"

namespace longhand::cli {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

JsonText describe(const Box& box) {
  return JsonText::object(
      {{"left", box.left}, {"top", box.top}, {"right", box.right}, {"bottom", box.bottom}});
}

JsonText describe_symbol(const Symbol& symbol) {
  return JsonText::object({{"text", symbol.text},
                           {"confidence", rounded(symbol.confidence)},
                           {"box", describe(symbol.box)}});
}

JsonText describe_word(const Word& word) {
  return JsonText::object({{"text", word.text},
                           {"confidence", rounded(word.confidence)},
                           {"box", describe(word.box)},
                           {"from_dictionary", word.from_dictionary},
                           {"symbols", JsonText::array(word.symbols, describe_symbol)}});
}

JsonText describe_warning(Warning warning) { return name_of(warning); }

std::string on_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

std::string to_json(const OcrReport& report) {
  const OcrResult& result = report.result;
  return JsonText::object({{"file", report.file},
                           {"text", result.text},
                           {"confidence", rounded(result.confidence)},
                           {"width", report.width},
                           {"height", report.height},
                           {"warnings", JsonText::array(result.warnings, describe_warning)},
                           {"inverted", result.inverted},
                           {"milliseconds", rounded(report.milliseconds)},
                           {"words", JsonText::array(result.words, describe_word)}})
      .text();
}

std::string to_tsv(const OcrReport& report) {
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.2f", double(report.result.confidence));
  return on_one_line(report.file) + '\t' + confidence + '\t' + on_one_line(report.result.text);
}

}  // namespace longhand::cli
