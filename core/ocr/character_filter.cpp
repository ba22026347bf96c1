#include "ocr/character_filter.h"

#include <algorithm>
#include <string_view>

#include "formats/text.h"

namespace longhand::ocr {
namespace {

/// Code points of well-formed UTF-8.
std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80 && !points.empty()) {
      points.back() = (points.back() << 6) | (byte & 0x3Fu);
    } else {
      points.push_back(byte < 0x80   ? byte
                       : byte < 0xE0 ? byte & 0x1Fu
                                     : byte & (byte < 0xF0 ? 0x0Fu : 0x07u));
    }
  }
  return points;
}

bool is_letter_or_digit(char32_t point) {
  const char32_t lower = point | 0x20u;
  return point >= 0x80 || (point >= '0' && point <= '9') || (lower >= 'a' && lower <= 'z');
}

/// Code points with ranges: "a-z" between two letters or digits stands for all from a to z.
class CharacterSet {
 public:
  explicit CharacterSet(std::string_view text) {
    const std::vector<char32_t> points = code_points(text);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const bool range = i + 2 < points.size() && points[i + 1] == '-' &&
                         is_letter_or_digit(points[i]) && is_letter_or_digit(points[i + 2]) &&
                         points[i] <= points[i + 2];
      ranges_.push_back({points[i], range ? points[i + 2] : points[i]});
      if (range) i += 2;
    }
  }

  bool empty() const { return ranges_.empty(); }
  bool contains(char32_t point) const {
    return std::ranges::any_of(ranges_, [point](const Range& range) {
      return range.first <= point && point <= range.last;
    });
  }

 private:
  struct Range {
    char32_t first, last;
  };
  std::vector<Range> ranges_;
};

bool may_use(const std::string& text, const CharacterSet& allowed, const CharacterSet& denied) {
  return std::ranges::all_of(code_points(text), [&](char32_t point) {
    const bool permitted = allowed.empty() || point == ' ' || allowed.contains(point);
    return permitted && !denied.contains(point);
  });
}

/// Marks the labels that lead from `node` to an enabled character; tells whether there is one.
bool mark_labels(const Recoder& recoder, int node, CharacterFilter& filter) {
  bool any = false;
  for (const Recoder::Edge& edge : recoder.edges(node)) {
    const bool ends = edge.unichar != kNoUnichar && filter.unichars[edge.unichar];
    const bool continues = edge.child >= 0 && mark_labels(recoder, edge.child, filter);
    if (ends || continues) filter.labels[edge.label] = any = true;
  }
  return any;
}

}  // namespace

Result<CharacterFilter> make_filter(const std::string& allow, const std::string& deny,
                                    const Charset& charset, const Recoder& recoder, int labels,
                                    int blank) {
  CharacterFilter filter;
  if (allow.empty() && deny.empty()) return filter;
  if (!formats::is_utf8(allow) || !formats::is_utf8(deny)) {
    return fail(ErrorCode::invalid_option, "allow and deny: expected UTF-8");
  }
  const CharacterSet allowed(allow), denied(deny);
  bool any = false;
  for (int id = 0; id < charset.size(); ++id) {
    filter.unichars.push_back(may_use(charset.text(id), allowed, denied));
    any |= id != kSpace && filter.unichars.back();
  }
  if (!any) {
    return fail(ErrorCode::invalid_option,
                "allow and deny: expected to leave at least one of the model's " +
                    std::to_string(charset.size()) + " characters, found none");
  }
  filter.labels.assign(labels, 0);
  mark_labels(recoder, Recoder::kRoot, filter);
  filter.labels[blank] = 1;
  return filter;
}

}  // namespace longhand::ocr
