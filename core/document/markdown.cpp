#include <algorithm>

#include <longhand/document.h>

#include "document/escape.h"
#include "document/extent.h"
#include "document/rows.h"
#include "document/table.h"

namespace longhand {
namespace {

using document::Row;

/// Letters of a heading are larger than most of the page by these factors, for each level.
constexpr float kHeadingSizes[] = {1.8f, 1.45f, 1.2f};
constexpr std::size_t kHeadingRows = 3;  ///< at most

struct Sized {
  float size;
  std::size_t letters;
};

/// The size of most letters of a page.
float usual_size(const Page& page) {
  std::vector<Sized> lines;
  std::size_t letters = 0;
  for (const Block& block : page.blocks) {
    for (const Paragraph& paragraph : block.paragraphs) {
      for (const PageLine& line : paragraph.lines) {
        lines.push_back({document::letter_size(line), line.text.size()});
        letters += line.text.size();
      }
    }
  }
  std::ranges::sort(lines, {}, &Sized::size);
  std::size_t sum = 0;
  for (const Sized& line : lines) {
    sum += line.letters;
    if (2 * sum >= letters) return line.size;
  }
  return 0;
}

bool means_something(char c) {
  constexpr std::string_view kMarks = "\\`*_[]<>&|~";
  return kMarks.find(c) != kMarks.npos;
}

/// Whether a character would begin a heading, a list, a quotation or a rule there.
bool begins_something(std::string_view text, std::size_t at) {
  if (std::string_view("#+-=").find(text[at]) != text.npos) return at == 0;
  const bool ends_number = (text[at] == '.' || text[at] == ')') && at > 0 &&
                           text.find_first_not_of("0123456789") == at;
  return ends_number && (at + 1 == text.size() || text[at + 1] == ' ');
}

std::string escape(const std::string& line) {
  const std::string text = document::plain(line);
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (means_something(text[i]) || begins_something(text, i)) escaped += '\\';
    escaped += text[i];
  }
  return escaped;
}

template <class Lines>
std::string joined(const Lines& cells) {
  std::string text;
  for (const PageLine* cell : cells) text += (text.empty() ? "" : " ") + cell->text;
  return escape(text);
}

std::string text_of(Row row) {
  std::vector<const PageLine*> cells;
  for (const PageLine& cell : row) cells.push_back(&cell);
  return joined(cells);
}

/// Writes a page.
class Writer {
 public:
  explicit Writer(const Page& page) : page_(page), usual_size_(usual_size(page)) {}

  std::string write() {
    for (const Block& block : page_.blocks) add(block);
    return std::move(text_);
  }

 private:
  /// Paragraphs between tables, and those.
  void add(const Block& block) {
    std::vector<Row> rows;
    std::vector<std::size_t> starts;  // of paragraphs, among the rows
    for (const Paragraph& paragraph : block.paragraphs) {
      starts.push_back(rows.size());
      const auto more = document::rows_of(paragraph);
      rows.insert(rows.end(), more.begin(), more.end());
    }
    for (std::size_t first = 0; first < rows.size();) {
      const auto table = document::find_table(rows, first);
      while (first < table.first) {
        const auto next = std::ranges::upper_bound(starts, first);
        const std::size_t end = std::min(next == starts.end() ? rows.size() : *next, table.first);
        add_paragraph(std::span(rows).subspan(first, end - first), block.box);
        first = end;
      }
      if (table.first < table.end)
        add_table(std::span(rows).subspan(table.first, table.end - table.first));
      first = table.end;
    }
  }

  /// Of which number of #; 0 if it is none.
  int heading_level(std::span<const Row> rows) const {
    float size = rows.size() <= kHeadingRows ? document::letter_size(rows.front().front()) : 0;
    for (const Row row : rows)
      size = row.size() > 1 ? 0 : std::min(size, document::letter_size(row.front()));
    int level = 1;
    for (const float factor : kHeadingSizes) {
      if (usual_size_ > 0 && size >= factor * usual_size_) return level;
      ++level;
    }
    return 0;
  }

  document::Extent along(const Box& box) const { return document::along(box, page_.orientation); }

  bool runs_left(const std::vector<Word>& words) const {
    return along(words.back().box).begin < along(words.front().box).begin;
  }

  /// Whether the first word of the next row had fitted into a row.
  bool ends_early(Row row, Row next, const Box& block) const {
    const std::vector<Word>& words = next.front().words;
    if (words.empty()) return false;
    const auto [begin, end] = along(document::box_of(row));
    const auto [left, right] = along(block);
    const auto word = along(words.front().box);
    const int room = runs_left(words) ? begin - left : right - end;
    return float(room) > float(word.end - word.begin) + document::letter_size(row.front());
  }

  void add_paragraph(std::span<const Row> rows, const Box& block) {
    const int level = heading_level(rows);
    if (level > 0) text_ += std::string(std::size_t(level), '#') + ' ';
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && level > 0) text_ += ' ';
      if (i > 0 && level == 0) text_ += ends_early(rows[i - 1], rows[i], block) ? "\\\n" : "\n";
      text_ += text_of(rows[i]);
    }
    text_ += "\n\n";
  }

  /// The first row is the head, which Markdown wants.
  void add_table(std::span<const Row> rows) {
    const document::Cells cells = document::arrange(rows, page_.orientation);
    for (std::size_t row = 0; row < cells.size(); ++row) {
      text_ += '|';
      for (const auto& cell : cells[row]) text_ += ' ' + joined(cell) + " |";
      text_ += '\n';
      if (row > 0) continue;
      text_ += '|';
      for (std::size_t column = 0; column < cells[row].size(); ++column) text_ += " --- |";
      text_ += '\n';
    }
    text_ += '\n';
  }

  const Page& page_;
  const float usual_size_;
  std::string text_;
};

std::string begin(std::string_view) { return {}; }

std::string write(const Sheet& sheet) {
  return (sheet.number > 1 ? "---\n\n" : "") + Writer(sheet.page).write();
}

std::string end() { return {}; }

}  // namespace

const Format kMarkdown{begin, write, end};

}  // namespace longhand
