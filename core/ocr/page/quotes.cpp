#include "ocr/page/quotes.h"

#include <algorithm>
#include <string_view>

#include "ocr/page/boxes.h"

namespace longhand::ocr {
namespace {

struct Quote {
  std::string_view one, pair, joined;
};
constexpr Quote kQuotes[] = {{"‘", "‘‘", "“"}, {"’", "’’", "”"}};

void join(const Quote& quote, std::string& text) {
  for (auto at = text.find(quote.pair); at != std::string::npos; at = text.find(quote.pair, at))
    text.replace(at, quote.pair.size(), quote.joined);
}

void join(const Quote& quote, std::vector<Symbol>& symbols) {
  for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
    Symbol& first = symbols[i];
    const Symbol& second = symbols[i + 1];
    if (first.text != quote.one || second.text != quote.one) continue;
    first.text = quote.joined;
    first.confidence = std::min(first.confidence, second.confidence);
    grow(first.box, second.box);
    symbols.erase(symbols.begin() + std::ptrdiff_t(i) + 1);
  }
}

}  // namespace

void join_quotes(PageLine& line) {
  for (const Quote& quote : kQuotes) {
    join(quote, line.text);
    for (Word& word : line.words) {
      join(quote, word.text);
      join(quote, word.symbols);
    }
  }
}

}  // namespace longhand::ocr
