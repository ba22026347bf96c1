#include <longhand/document.h>

#include <algorithm>

namespace longhand {

std::string to_document(const Format& format, std::span<const Sheet> sheets) {
  const std::string_view source = sheets.empty() ? std::string_view() : sheets[0].source;
  const bool same = std::ranges::all_of(sheets,
                                        [&](const Sheet& sheet) { return sheet.source == source; });
  std::string text = format.begin(same ? source : std::string_view());
  for (const Sheet& sheet : sheets) text += format.page(sheet);
  return text + format.end();
}

}  // namespace longhand
