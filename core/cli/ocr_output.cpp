#include "ocr_output.h"

#include <algorithm>
#include <cstdio>

#include "result_json.h"

namespace longhand::cli {
namespace {

JsonText describe_word(const Word& word) { return to_json(word); }

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
                           {"pattern", result.pattern},
                           {"rejected", result.rejected},
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
