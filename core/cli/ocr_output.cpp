#include "ocr_output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace longhand::cli {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1000) / 1000; }

Json describe(const Box& box) {
  return {{"left", box.left}, {"top", box.top}, {"right", box.right}, {"bottom", box.bottom}};
}

Json describe(const Symbol& symbol) {
  return {{"text", symbol.text},
          {"confidence", rounded(symbol.confidence)},
          {"box", describe(symbol.box)}};
}

Json describe(const Word& word) {
  Json symbols = Json::array();
  for (const Symbol& symbol : word.symbols) symbols.push_back(describe(symbol));
  return {{"text", word.text},
          {"confidence", rounded(word.confidence)},
          {"box", describe(word.box)},
          {"from_dictionary", word.from_dictionary},
          {"symbols", symbols}};
}

std::string on_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

std::string to_json(const OcrReport& report) {
  Json words = Json::array();
  for (const Word& word : report.result.words) words.push_back(describe(word));
  Json warnings = Json::array();
  for (const Warning warning : report.result.warnings) warnings.push_back(name_of(warning));
  const Json json = {{"file", report.file},
                     {"text", report.result.text},
                     {"confidence", rounded(report.result.confidence)},
                     {"width", report.width},
                     {"height", report.height},
                     {"warnings", warnings},
                     {"inverted", report.result.inverted},
                     {"milliseconds", rounded(report.milliseconds)},
                     {"words", words}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_tsv(const OcrReport& report) {
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.2f", double(report.result.confidence));
  return on_one_line(report.file) + '\t' + confidence + '\t' + on_one_line(report.result.text);
}

}  // namespace longhand::cli
