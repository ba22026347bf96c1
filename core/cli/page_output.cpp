#include "page_output.h"

#include <utility>

#include "result_json.h"

namespace longhand::cli {
namespace {

JsonText describe_point(const PagePoint& point) {
  return JsonText::object({{"x", rounded(point.x)}, {"y", rounded(point.y)}});
}

JsonText describe_word(const Word& word) { return to_json(word); }

JsonText describe_line(const PageLine& line) {
  return JsonText::object({{"text", line.text},
                           {"confidence", rounded(line.confidence)},
                           {"box", to_json(line.box)},
                           {"polygon", JsonText::array(line.polygon, describe_point)},
                           {"baseline", JsonText::array(line.baseline, describe_point)},
                           {"same_line", line.same_line},
                           {"words", JsonText::array(line.words, describe_word)}});
}

JsonText describe_paragraph(const Paragraph& paragraph) {
  return JsonText::object({{"box", to_json(paragraph.box)},
                           {"lines", JsonText::array(paragraph.lines, describe_line)}});
}

JsonText describe_block(const Block& block) {
  return JsonText::object({{"box", to_json(block.box)},
                           {"paragraphs", JsonText::array(block.paragraphs, describe_paragraph)}});
}

std::string to_json(const PageReport& report) {
  const Page& page = report.page;
  return JsonText::object({{"file", report.file},
                           {"text", page.text},
                           {"confidence", rounded(page.confidence)},
                           {"width", page.width},
                           {"height", page.height},
                           {"orientation", page.orientation},
                           {"slope", page.slope},
                           {"milliseconds", rounded(report.milliseconds)},
                           {"blocks", JsonText::array(page.blocks, describe_block)}})
      .text();
}

/// Pages with form feeds between them.
class TextWriter : public PageWriter {
 public:
  std::string add(const PageReport& report) override {
    std::string text = std::exchange(is_first_, false) ? "" : "\f";
    text += report.page.text;
    if (!report.page.text.empty()) text += '\n';
    return text;
  }

 private:
  bool is_first_ = true;
};

/// A line each.
class JsonWriter : public PageWriter {
 public:
  std::string add(const PageReport& report) override { return to_json(report) + '\n'; }
};

}  // namespace

std::unique_ptr<PageWriter> make_writer(Form form) {
  switch (form) {
    case Form::text: return std::make_unique<TextWriter>();
    case Form::json: return std::make_unique<JsonWriter>();
  }
  return nullptr;
}

}  // namespace longhand::cli
