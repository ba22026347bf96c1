#include <longhand/document.h>

#include "document/escape.h"
#include "document/rows.h"
#include "text/number.h"

namespace longhand {
namespace {

using document::Row;

std::string bbox(const Box& box) {
  return "bbox " + std::to_string(box.left) + ' ' + std::to_string(box.top) + ' ' +
         std::to_string(box.right) + ' ' + std::to_string(box.bottom);
}

/// The opening tag of an element with its class, name and properties.
std::string open(const char* tag, const char* kind, const std::string& id,
                 const std::string& properties) {
  return std::string("<") + tag + " class=\"" + kind + "\" id=\"" + id + "\" title=\"" +
         properties + "\">";
}

/// Of an upright line, relative to the lower left corner of its box.
std::string baseline(Row row) {
  const auto [from, to] = document::baseline_of(row);
  const Box box = document::box_of(row);
  const double slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;
  const double rise = from.y + slope * (box.left - from.x) - box.bottom;
  return "; baseline " + text::fixed(slope, 3) + ' ' + text::fixed(rise, 0);
}

/// How the text of a turned page runs: counter-clockwise, by whole degrees.
std::string angle(int orientation) { return "; textangle " + std::to_string(360 - orientation); }

/// Writes a page; parts are numbered through it.
class Writer {
 public:
  explicit Writer(const Sheet& sheet) : sheet_(sheet), number_(std::to_string(sheet.number)) {}

  std::string write() {
    const Page& page = sheet_.page;
    html_ = open("div", "ocr_page", "page_" + number_,
                 "image " + document::hocr_string(sheet_.source) + "; " +
                     bbox({0, 0, page.width, page.height}) + "; ppageno " +
                     std::to_string(sheet_.number - 1)) +
            '\n';
    for (const Block& block : page.blocks) add(block);
    return html_ + "</div>\n";
  }

 private:
  std::string id(const char* part, int number) const {
    return part + ('_' + number_) + '_' + std::to_string(number);
  }

  void add(const Block& block) {
    html_ += ' ' + open("div", "ocr_carea", id("block", ++blocks_), bbox(block.box)) + '\n';
    for (const Paragraph& paragraph : block.paragraphs) {
      html_ += "  <p class=\"ocr_par\" dir=\"auto\" id=\"" + id("par", ++paragraphs_) +
               "\" title=\"" + bbox(paragraph.box) + "\">\n";
      for (const Row row : document::rows_of(paragraph)) add(row);
      html_ += "  </p>\n";
    }
    html_ += " </div>\n";
  }

  void add(Row row) {
    const int orientation = sheet_.page.orientation;
    html_ += "   " + open("span", "ocr_line", id("line", ++lines_),
                          bbox(document::box_of(row)) +
                              (orientation == 0 ? baseline(row) : angle(orientation)));
    for (const auto& [word, after_space] : document::words_of(row)) {
      if (after_space) html_ += ' ';
      html_ += open("span", "ocrx_word", id("word", ++words_),
                    bbox(word.box) + "; x_wconf " + text::fixed(word.confidence, 0)) +
               document::xml(word.text) + "</span>";
    }
    html_ += "</span>\n";
  }

  const Sheet& sheet_;
  const std::string number_;
  std::string html_;
  int blocks_ = 0, paragraphs_ = 0, lines_ = 0, words_ = 0;
};

std::string begin(std::string_view source) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<!DOCTYPE html>\n"
         "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n"
         "<head>\n"
         "<title>" +
         document::xml(source) +
         "</title>\n"
         "<meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n"
         "<meta name=\"ocr-system\" content=\"longhand " LONGHAND_VERSION
         "\"/>\n"
         "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line "
         "ocrx_word\"/>\n"
         "</head>\n"
         "<body>\n";
}

std::string write(const Sheet& sheet) { return Writer(sheet).write(); }

std::string end() { return "</body>\n</html>\n"; }

}  // namespace

const Format kHocr{begin, write, end};

}  // namespace longhand
