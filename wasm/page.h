#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <longhand/page.h>

#include "values.h"

namespace longhand::wasm {

using PageWords = TypedVal<struct PageWordsTag>;
using PageLines = TypedVal<struct PageLinesTag>;

/// A line of a page, with its place among the page's blocks and paragraphs.
struct PageLineValue {
  std::string text;
  float confidence;
  PageWords words;
  Box box;
  std::array<PagePoint, 4> polygon;
  std::array<PagePoint, 2> baseline;
  bool same_line;
  int block, paragraph;
};

/// What became of a step of reading.
struct PageStep {
  std::optional<Failure> failure;
  PageLines lines;  ///< that were read in it
  int read = 0;     ///< rows so far
  int rows = 0;     ///< in all
};

struct PageValue {
  int width, height, orientation;
  float slope, confidence;
  std::string text;
  PageLines lines;
};

/// `to_words` makes JavaScript's array of a line's words.
template <class ToWords>
PageLineValue to_value(const PageLine& line, int block, int paragraph, ToWords to_words) {
  return {line.text,      line.confidence, PageWords(to_words(line.words)),
          line.box,       line.polygon,    line.baseline,
          line.same_line, block,           paragraph};
}

template <class ToWords>
PageValue to_value(const Page& page, ToWords to_words) {
  PageLines lines(emscripten::val::array());
  int block = 0, paragraph = 0;
  for (const Block& of_page : page.blocks) {
    for (const Paragraph& of_block : of_page.paragraphs) {
      for (const PageLine& line : of_block.lines)
        lines.call<void>("push", to_value(line, block, paragraph, to_words));
      ++paragraph;
    }
    ++block;
  }
  return {page.width, page.height, page.orientation, page.slope, page.confidence, page.text, lines};
}

inline void bind_page() {
  using namespace emscripten;
  value_object<PagePoint>("PagePoint").field("x", &PagePoint::x).field("y", &PagePoint::y);
  value_array<std::array<PagePoint, 4>>("PagePolygon")
      .element(emscripten::index<0>())
      .element(emscripten::index<1>())
      .element(emscripten::index<2>())
      .element(emscripten::index<3>());
  value_array<std::array<PagePoint, 2>>("PageBaseline")
      .element(emscripten::index<0>())
      .element(emscripten::index<1>());
  value_object<PageLineValue>("RawPageLine")
      .field("text", &PageLineValue::text)
      .field("confidence", &PageLineValue::confidence)
      .field("words", &PageLineValue::words)
      .field("box", &PageLineValue::box)
      .field("polygon", &PageLineValue::polygon)
      .field("baseline", &PageLineValue::baseline)
      .field("sameLine", &PageLineValue::same_line)
      .field("block", &PageLineValue::block)
      .field("paragraph", &PageLineValue::paragraph);
  register_type<PageLines>("RawPageLine[]");
  value_object<PageStep>("PageStep")
      .field("failure", &PageStep::failure)
      .field("lines", &PageStep::lines)
      .field("read", &PageStep::read)
      .field("rows", &PageStep::rows);
  value_object<PageValue>("RawPage")
      .field("width", &PageValue::width)
      .field("height", &PageValue::height)
      .field("orientation", &PageValue::orientation)
      .field("slope", &PageValue::slope)
      .field("confidence", &PageValue::confidence)
      .field("text", &PageValue::text)
      .field("lines", &PageValue::lines);
  using PageLayout = PageOptions::Layout;
  enum_<PageLayout>("PageLayout")
      .value("auto", PageLayout::automatic)
      .value("column", PageLayout::column)
      .value("block", PageLayout::block)
      .value("sparse", PageLayout::sparse)
      .value("line", PageLayout::line)
      .value("raw", PageLayout::raw);
  register_optional<int>();
  value_object<PageOptions>("RawPageOptions")
      .field("dictionary", &PageOptions::dictionary)
      .field("allow", &PageOptions::allow)
      .field("deny", &PageOptions::deny)
      .field("layout", &PageOptions::layout)
      .field("orientation", &PageOptions::orientation);
}

}  // namespace longhand::wasm
