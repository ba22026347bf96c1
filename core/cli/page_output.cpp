#include "page_output.h"

#include <utility>

#include <longhand/document.h>

#include "packer.h"
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
                           {"number", report.number},
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

/// Documents of the formats that the library writes.
class DocumentWriter : public PageWriter {
 public:
  DocumentWriter(const Format& format, std::string source)
      : format_(format), source_(std::move(source)) {}

  std::string add(const PageReport& report) override {
    const std::string begin = pages_ == 0 ? format_.begin(source_) : "";
    return begin + format_.page({report.page, report.file, ++pages_});
  }
  std::string finish() override { return format_.end(); }

 private:
  const Format& format_;
  const std::string source_;
  int pages_ = 0;
};

std::string pack(std::string_view text) {
  Packer packer;
  packer.add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  const Bytes packed = packer.finish();
  return {packed.begin(), packed.end()};
}

class PdfPageWriter : public PageWriter {
 public:
  std::string add(const PageReport& report) override {
    return writer_.add(report.page, report.picture.view());
  }
  std::string finish() override { return writer_.finish(); }

 private:
  PdfWriter writer_{pack};
};

}  // namespace

std::unique_ptr<PageWriter> make_writer(Form form, const std::string& source) {
  const auto document = [&](const Format& format) {
    return std::make_unique<DocumentWriter>(format, source);
  };
  switch (form) {
    case Form::text: return std::make_unique<TextWriter>();
    case Form::json: return std::make_unique<JsonWriter>();
    case Form::tsv: return document(kTsv);
    case Form::hocr: return document(kHocr);
    case Form::alto: return document(kAlto);
    case Form::markdown: return document(kMarkdown);
    case Form::pdf: return std::make_unique<PdfPageWriter>();
  }
  return nullptr;
}

}  // namespace longhand::cli
