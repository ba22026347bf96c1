#include "document/pdf_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "document/glyphless_font.h"
#include "text/number.h"
#include "text/utf8.h"

namespace longhand::document {
namespace {

/// What something covers, in one direction.
struct Reach {
  float begin, end;
};

/// A line of text as its own axes see it: along its baseline, and above that.
class Axes {
 public:
  explicit Axes(const PageLine& line) : origin_(line.baseline[0]) {
    const float dx = line.baseline[1].x - origin_.x, dy = line.baseline[1].y - origin_.y;
    const float length = std::hypot(dx, dy);
    if (length > 0) x_ = {dx / length, dy / length};
  }

  PagePoint direction() const { return x_; }
  PagePoint on_baseline(float at) const { return {origin_.x + at * x_.x, origin_.y + at * x_.y}; }

  Reach along(const Box& box) const { return reach(box, x_); }
  float above(const Box& box) const { return reach(box, {x_.y, -x_.x}).end; }

 private:
  /// Of the middles of its sides: corners reach too far where lines slope.
  Reach reach(const Box& box, PagePoint axis) const {
    const float middle_x = float(box.left + box.right) / 2 - origin_.x;
    const float middle_y = float(box.top + box.bottom) / 2 - origin_.y;
    const float centre = middle_x * axis.x + middle_y * axis.y;
    const float half = std::max(std::abs(axis.x) * float(box.right - box.left),
                                std::abs(axis.y) * float(box.bottom - box.top)) /
                       2;
    return {centre - half, centre + half};
  }

  PagePoint origin_, x_{1, 0};
};

/// A word's letters as they stand from left to right, which readers expect and turn around where
/// scripts run to the left.
std::vector<std::string> letters_of(const Word& word, const Axes& axes) {
  std::vector<const Symbol*> symbols;
  std::string text;
  for (const Symbol& symbol : word.symbols) {
    symbols.push_back(&symbol);
    text += symbol.text;
  }
  const auto begin = [&](const Symbol* symbol) { return axes.along(symbol->box).begin; };
  std::vector<std::string> letters;
  if (text != word.text) {
    for (std::string_view rest = word.text; !rest.empty();)
      text::append(letters.emplace_back(), text::take_code_point(rest));
    return letters;
  }
  if (!symbols.empty() && begin(symbols.back()) < begin(symbols.front()))
    std::ranges::stable_sort(symbols, {}, begin);
  for (const Symbol* symbol : symbols) letters.push_back(symbol->text);
  return letters;
}

/// "a b c d x y Tm": letters stand on the baseline at `from`.
std::string matrix(PagePoint direction, PagePoint from, int page_height) {
  std::string text;
  for (const float part : {direction.x, -direction.y, direction.y, direction.x})
    text += text::fixed(part, 5) + ' ';
  return text + text::fixed(from.x, 1) + ' ' + text::fixed(float(page_height) - from.y, 1) + " Tm";
}

std::string show(const Word& word, const Axes& axes, float size, int page_height, PdfFont& font) {
  const std::vector<std::string> letters = letters_of(word, axes);
  if (letters.empty()) return {};
  const auto [begin, end] = axes.along(word.box);
  const float natural = float(letters.size()) * size * kGlyphWidth / 1000;
  std::string codes;
  for (const std::string& letter : letters) codes += font.code_of(letter);
  return matrix(axes.direction(), axes.on_baseline(begin), page_height) + ' ' +
         text::fixed(100 * (end - begin) / natural, 2) + " Tz <" + codes + "> Tj\n";
}

std::string show(const PageLine& line, int page_height, PdfFont& font) {
  const Axes axes(line);
  float above = 1;
  for (const Word& word : line.words) above = std::max(above, axes.above(word.box));
  const float size = above * 1000 / kGlyphAscent;
  std::string text = "/F " + text::fixed(size, 1) + " Tf\n";
  for (const Word& word : line.words) text += show(word, axes, size, page_height, font);
  return text;
}

}  // namespace

std::string pdf_text(const Page& page, PdfFont& font) {
  std::string text = "BT 3 Tr\n";
  for (const Block& block : page.blocks)
    for (const Paragraph& paragraph : block.paragraphs)
      for (const PageLine& line : paragraph.lines) text += show(line, page.height, font);
  return text + "ET\n";
}

}  // namespace longhand::document
