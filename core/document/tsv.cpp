#include <longhand/document.h>

#include "document/escape.h"
#include "document/rows.h"
#include "text/number.h"

namespace longhand {
namespace {

using document::Row;

/// Where an element stands: the number of its page, block, paragraph, line and word, 0 for those
/// that it holds.
struct Place {
  int page, block = 0, paragraph = 0, line = 0, word = 0;
};

void add(std::string& tsv, int level, const Place& at, const Box& box) {
  for (const int number : {level, at.page, at.block, at.paragraph, at.line, at.word, box.left,
                           box.top, box.right - box.left, box.bottom - box.top}) {
    tsv += std::to_string(number);
    tsv += '\t';
  }
}

void add_part(std::string& tsv, int level, const Place& at, const Box& box) {
  add(tsv, level, at, box);
  tsv += "-1\t\n";
}

void add_row(std::string& tsv, Place at, Row row) {
  add_part(tsv, 4, at, document::box_of(row));
  for (const auto& [word, after_space] : document::words_of(row)) {
    ++at.word;
    add(tsv, 5, at, word.box);
    tsv += text::fixed(word.confidence, 3) + '\t' + document::plain(word.text) + '\n';
  }
}

void add_block(std::string& tsv, Place at, const Block& block) {
  add_part(tsv, 2, at, block.box);
  for (const Paragraph& paragraph : block.paragraphs) {
    ++at.paragraph;
    at.line = 0;
    add_part(tsv, 3, at, paragraph.box);
    for (const Row row : document::rows_of(paragraph)) {
      ++at.line;
      add_row(tsv, at, row);
    }
  }
}

std::string begin(std::string_view) {
  return "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\t"
         "text\n";
}

std::string write(const Sheet& sheet) {
  Place at{sheet.number};
  std::string tsv;
  add_part(tsv, 1, at, {0, 0, sheet.page.width, sheet.page.height});
  for (const Block& block : sheet.page.blocks) {
    ++at.block;
    add_block(tsv, at, block);
  }
  return tsv;
}

std::string end() { return {}; }

}  // namespace

const Format kTsv{begin, write, end};

}  // namespace longhand
