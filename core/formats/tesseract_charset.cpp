#include "formats/tesseract_charset.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "text/lines.h"
#include "text/utf8.h"

namespace longhand::formats {
namespace {

constexpr int kMostCharacters = 1 << 17;
constexpr std::string_view kSpaceName = "NULL";

template <class T>
std::optional<T> parse_number(std::string_view text, int base = 10) {
  T value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

tl::unexpected<Error> bad_line(int line, const std::string& message) {
  return fail(ErrorCode::invalid_model, "traineddata: component lstm-unicharset, line " +
                                            std::to_string(line) + ": " + message);
}

/// Old files have 4 or no glyph metrics instead of 10.
bool is_metrics(std::string_view field) {
  const auto commas = std::count(field.begin(), field.end(), ',');
  return commas == 9 || commas == 3;
}

/// Walks over the optional fields of a line: the first that is missing or not a number ends it.
class OptionalFields {
 public:
  explicit OptionalFields(std::span<const std::string_view> fields) : fields_(fields) {}

  std::string_view next() {
    if (fields_.empty()) return {};
    const auto field = fields_.front();
    fields_ = fields_.subspan(1);
    return field;
  }

  int next_number(int fallback) {
    const auto number = parse_number<int>(next());
    if (!number) fields_ = {};
    return number.value_or(fallback);
  }

 private:
  std::span<const std::string_view> fields_;
};

int within(int id, int size, int fallback) { return id >= 0 && id < size ? id : fallback; }

Result<Unichar> parse_line(std::string_view line, int id, int size) {
  constexpr std::size_t kText = 0, kProperties = 1, kMetrics = 2;
  constexpr std::size_t kMostFields = 7;  // up to the mirror character
  const int number = id + 2;
  const auto fields = text::split_fields(line, kMostFields);
  if (fields.size() <= kProperties)
    return bad_line(number,
                    "expected a character and its properties, found " + text::in_quotes(line));
  if (!text::is_utf8(line)) return bad_line(number, "not UTF-8");

  Unichar unichar;
  unichar.text = fields[kText] == kSpaceName ? " " : fields[kText];
  const auto properties = parse_number<std::uint32_t>(fields[kProperties], 16);
  if (!properties)
    return bad_line(
        number, "expected hexadecimal properties, found " + text::in_quotes(fields[kProperties]));
  unichar.properties = *properties;

  const bool has_metrics = fields.size() > kMetrics && is_metrics(fields[kMetrics]);
  const std::span<const std::string_view> all(fields);
  OptionalFields rest(all.subspan(has_metrics ? kMetrics + 1 : kMetrics));
  unichar.script = rest.next();
  unichar.other_case = within(rest.next_number(id), size, id);
  unichar.direction = has_metrics ? rest.next_number(0) : 0;
  unichar.mirror = within(has_metrics ? rest.next_number(id) : id, size, id);
  return unichar;
}

}  // namespace

Result<std::vector<Unichar>> read_tesseract_charset(std::string_view& text) {
  constexpr int kShortestLine = 4;  // a character, a space, a digit, a line end
  const auto head = text::split_fields(text::take_line(text), 1);
  const auto size = head.empty() ? std::nullopt : parse_number<int>(head[0]);
  const auto most = std::min<std::size_t>(kMostCharacters, text.size() / kShortestLine + 1);
  if (!size || *size < 1 || static_cast<std::size_t>(*size) > most)
    return bad_line(1, "expected a count of characters from 1 to " + std::to_string(most) +
                           ", found " + text::in_quotes(head.empty() ? "" : head[0]));
  std::vector<Unichar> charset;
  charset.reserve(static_cast<std::size_t>(*size));
  for (int id = 0; id < *size; ++id) {
    auto unichar = parse_line(text::take_line(text), id, *size);
    if (!unichar) return tl::unexpected(unichar.error());
    charset.push_back(std::move(*unichar));
  }
  if (charset[0].text != " ")
    return bad_line(2, "expected the space (NULL) as first character, found " +
                           text::in_quotes(charset[0].text));
  return charset;
}

bool has_special_entries(const std::vector<Unichar>& charset) {
  constexpr std::size_t kBroken = 2;
  return charset.size() > kBroken && charset[kBroken].text == "|Broken|0|1";
}

}  // namespace longhand::formats
