#include "text/lines.h"

namespace longhand::text {
namespace {

constexpr std::string_view kSpace = " \t\v\f\r";

}  // namespace

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string_view> split_fields(std::string_view line, std::size_t most) {
  std::vector<std::string_view> fields;
  std::size_t start = line.find_first_not_of(kSpace);
  while (start != std::string_view::npos && fields.size() < most) {
    const std::size_t end = line.find_first_of(kSpace, start);
    fields.push_back(line.substr(start, end - start));
    start = line.find_first_not_of(kSpace, end);
  }
  return fields;
}

}  // namespace longhand::text
