#include <longhand/document.h>

#include "document/escape.h"
#include "document/rows.h"
#include "text/number.h"

namespace longhand {
namespace {

using document::Row;

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + value + '"';
}

std::string place(const Box& box) {
  return attribute("HPOS", std::to_string(box.left)) + attribute("VPOS", std::to_string(box.top)) +
         attribute("WIDTH", std::to_string(box.right - box.left)) +
         attribute("HEIGHT", std::to_string(box.bottom - box.top));
}

std::string points(const std::array<PagePoint, 2>& line) {
  return text::fixed(line[0].x, 1) + ',' + text::fixed(line[0].y, 1) + ' ' +
         text::fixed(line[1].x, 1) + ',' + text::fixed(line[1].y, 1);
}

/// Writes a page; parts are numbered through it. Lines without words, which ALTO does not know, are
/// left out.
class Writer {
 public:
  explicit Writer(const Sheet& sheet) : sheet_(sheet), number_(std::to_string(sheet.number)) {}

  std::string write() {
    const Page& page = sheet_.page;
    const std::string size = attribute("WIDTH", std::to_string(page.width)) +
                             attribute("HEIGHT", std::to_string(page.height));
    const std::string rotation = std::to_string((360 - page.orientation) % 360);
    alto_ = "<Page" + attribute("ID", "page_" + number_) + size +
            attribute("PHYSICAL_IMG_NR", number_) + attribute("ROTATION", rotation) +
            ">\n<PrintSpace HPOS=\"0\" VPOS=\"0\"" + size + ">\n";
    for (const Block& block : page.blocks) add(block);
    return alto_ + "</PrintSpace>\n</Page>\n";
  }

 private:
  std::string id(const char* part, int number) const {
    return attribute("ID", part + ('_' + number_) + '_' + std::to_string(number));
  }

  void add(const Block& block) {
    alto_ += "<ComposedBlock" + id("block", ++blocks_) + place(block.box) + ">\n";
    for (const Paragraph& paragraph : block.paragraphs) {
      alto_ += "<TextBlock" + id("par", ++paragraphs_) + place(paragraph.box) + ">\n";
      for (const Row row : document::rows_of(paragraph)) add(row);
      alto_ += "</TextBlock>\n";
    }
    alto_ += "</ComposedBlock>\n";
  }

  void add(Row row) {
    const auto words = document::words_of(row);
    if (words.empty()) return;
    alto_ += "<TextLine" + id("line", ++lines_) + place(document::box_of(row)) +
             attribute("BASELINE", points(document::baseline_of(row))) + ">\n";
    for (const auto& [word, after_space] : words) {
      if (after_space) alto_ += "<SP/>\n";
      alto_ += "<String" + id("word", ++words_) + place(word.box) +
               attribute("WC", text::fixed(word.confidence / 100, 2)) +
               attribute("CONTENT", document::xml(word.text)) + "/>\n";
    }
    alto_ += "</TextLine>\n";
  }

  const Sheet& sheet_;
  const std::string number_;
  std::string alto_;
  int blocks_ = 0, paragraphs_ = 0, lines_ = 0, words_ = 0;
};

std::string source_of(std::string_view source) {
  if (source.empty()) return {};
  return "<sourceImageInformation><fileName>" + document::xml(source) +
         "</fileName></sourceImageInformation>\n";
}

std::string begin(std::string_view source) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" SCHEMAVERSION=\"4.4\">\n"
         "<Description>\n"
         "<MeasurementUnit>pixel</MeasurementUnit>\n" +
         source_of(source) +
         "<Processing ID=\"longhand\"><processingSoftware><softwareName>longhand</softwareName>"
         "<softwareVersion>" LONGHAND_VERSION
         "</softwareVersion></processingSoftware></Processing>\n"
         "</Description>\n"
         "<Layout>\n";
}

std::string write(const Sheet& sheet) { return Writer(sheet).write(); }

std::string end() { return "</Layout>\n</alto>\n"; }

}  // namespace

const Format kAlto{begin, write, end};

}  // namespace longhand
