#include "ocr/page/page_builder.h"

#include <utility>

#include "ocr/page/boxes.h"

namespace longhand::ocr {
namespace {

void set_boxes(Page& page) {
  for (Block& block : page.blocks) {
    for (Paragraph& paragraph : block.paragraphs) {
      for (const PageLine& line : paragraph.lines) grow(paragraph.box, line.box);
      grow(block.box, paragraph.box);
    }
  }
}

void set_confidence(Page& page) {
  int words = 0;
  for (const Block& block : page.blocks) {
    for (const Paragraph& paragraph : block.paragraphs) {
      for (const PageLine& line : paragraph.lines) {
        for (const Word& word : line.words) {
          page.confidence += word.confidence;
          ++words;
        }
      }
    }
  }
  if (words > 0) page.confidence /= float(words);
}

std::string text_of(const Page& page) {
  std::string text;
  for (const Block& block : page.blocks) {
    for (const Paragraph& paragraph : block.paragraphs) {
      if (!text.empty()) text += '\n';
      for (const PageLine& line : paragraph.lines) {
        if (line.text.empty()) continue;
        if (!text.empty()) text += line.same_line ? '\t' : '\n';
        text += line.text;
      }
    }
  }
  return text;
}

}  // namespace

void add_lines(std::span<const layout::OrderedRow> order, std::vector<PageLine> lines, Page& page) {
  layout::OrderedRow before{-1, -1, -1, -1};
  for (const layout::OrderedRow& row : order) {
    if (row.block != before.block) page.blocks.emplace_back();
    Block& block = page.blocks.back();
    if (block.paragraphs.empty() || row.paragraph != before.paragraph)
      block.paragraphs.emplace_back();
    Paragraph& paragraph = block.paragraphs.back();
    lines[row.row].same_line = row.line == before.line;
    paragraph.lines.push_back(std::move(lines[row.row]));
    before = row;
  }
}

void complete_page(Page& page) {
  set_boxes(page);
  set_confidence(page);
  page.text = text_of(page);
}

}  // namespace longhand::ocr
