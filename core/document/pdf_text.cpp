#include "document/pdf_text.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "document/glyphless_font.h"
#include "document/rows.h"
#include "text/number.h"
#include "text/utf8.h"

namespace longhand::document {
namespace {

constexpr float kSteps = 0.2f;  ///< the largest slope of lines whose words do not slope

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

  PagePoint on_baseline(float at) const { return {origin_.x + at * x_.x, origin_.y + at * x_.y}; }

  /// In which a word is written: readers tear words that slope, so those of lines that slope a
  /// little stand like steps.
  PagePoint direction() const {
    if (std::abs(x_.y) < kSteps * std::abs(x_.x)) return {std::copysign(1.0f, x_.x), 0};
    if (std::abs(x_.x) < kSteps * std::abs(x_.y)) return {0, std::copysign(1.0f, x_.y)};
    return x_;
  }

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

struct Range {
  char32_t first, last;
};

/// Of the scripts that run to the left.
constexpr Range kLeftwards[] = {
    {0x590, 0x8ff}, {0xfb1d, 0xfdff}, {0xfe70, 0xfeff}, {0x10800, 0x10fff}, {0x1e800, 0x1efff}};

bool runs_left(std::string_view word) {
  while (!word.empty()) {
    const char32_t c = text::take_code_point(word);
    for (const auto& [first, last] : kLeftwards)
      if (c >= first && c <= last) return true;
  }
  return false;
}

/// A word's letters as they stand from left to right, which readers expect and turn around where
/// scripts run to the left.
struct Letters {
  std::vector<std::string> texts;
  bool run_left = false;
};

Letters letters_of(const Word& word, const Axes& axes) {
  std::vector<const Symbol*> symbols;
  std::string text;
  for (const Symbol& symbol : word.symbols) {
    symbols.push_back(&symbol);
    text += symbol.text;
  }
  const auto begin = [&](const Symbol* symbol) { return axes.along(symbol->box).begin; };
  Letters letters;
  if (text != word.text) {
    for (std::string_view rest = word.text; !rest.empty();)
      text::append(letters.texts.emplace_back(), text::take_code_point(rest));
    return letters;
  }
  letters.run_left = runs_left(text) && begin(symbols.back()) < begin(symbols.front());
  if (letters.run_left) std::ranges::stable_sort(symbols, {}, begin);
  for (const Symbol* symbol : symbols) letters.texts.push_back(symbol->text);
  return letters;
}

/// "a b c d x y Tm": letters stand on a baseline from `from` on.
std::string matrix(PagePoint direction, PagePoint from, int page_height) {
  std::string text;
  for (const float part : {direction.x, -direction.y, direction.y, direction.x})
    text += text::fixed(part, 5) + ' ';
  return text + text::fixed(from.x, 1) + ' ' + text::fixed(float(page_height) - from.y, 1) + " Tm";
}

/// Writes the words of a page.
class Writer {
 public:
  Writer(const Page& page, PdfFont& font) : height_(page.height), font_(font) {}

  void add(const PageLine& line) {
    const Axes axes(line);
    float above = 1;
    for (const Word& word : line.words) above = std::max(above, axes.above(word.box));
    const float size = above * 1000 / kGlyphAscent;
    text_ += "/F " + text::fixed(size, 1) + " Tf\n";
    const auto words = words_of({&line, 1});
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Word& word = words[i].word;
      Reach reach = axes.along(word.box);
      const bool is_last = i + 1 == words.size(), space = !is_last && words[i + 1].after_space;
      if (!is_last && !space)
        reach.end = std::max(reach.end, axes.along(words[i + 1].word.box).begin);
      add(letters_of(word, axes), reach, axes, size, space);
    }
  }

  std::string take() { return std::move(text_); }

 private:
  /// A space after a word stands to its left if it runs there.
  void add(const Letters& letters, Reach reach, const Axes& axes, float size, bool with_space) {
    if (letters.texts.empty()) return;
    const float length = reach.end - reach.begin, width = length / float(letters.texts.size());
    std::string codes;
    for (const std::string& letter : letters.texts) codes += font_.code_of(letter);
    if (with_space) codes.insert(letters.run_left ? 0 : codes.size(), font_.code_of(" "));
    const float back = length / 2 + (with_space && letters.run_left ? width : 0);
    const PagePoint middle = axes.on_baseline(reach.begin + length / 2);
    const PagePoint direction = axes.direction();
    const PagePoint from{middle.x - back * direction.x, middle.y - back * direction.y};
    text_ += matrix(direction, from, height_) + ' ' +
             text::fixed(100 * width * 1000 / (size * kGlyphWidth), 2) + " Tz <" + codes + "> Tj\n";
  }

  const int height_;
  PdfFont& font_;
  std::string text_;
};

}  // namespace

std::string pdf_text(const Page& page, PdfFont& font) {
  Writer writer(page, font);
  for (const Block& block : page.blocks)
    for (const Paragraph& paragraph : block.paragraphs)
      for (const PageLine& line : paragraph.lines) writer.add(line);
  return "BT 3 Tr\n" + writer.take() + "ET\n";
}

}  // namespace longhand::document
