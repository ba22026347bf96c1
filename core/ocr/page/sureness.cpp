#include "ocr/page/sureness.h"

#include <algorithm>
#include <cctype>

namespace longhand::ocr {
namespace {

bool is_letter(const Symbol& symbol) {
  if (symbol.text.empty()) return false;
  const auto first = static_cast<unsigned char>(symbol.text.front());
  return first >= 0x80 || std::isalnum(first) != 0;
}

}  // namespace

Sureness sureness_of(const PageLine& line) {
  Sureness sure;
  for (const Word& word : line.words) {
    for (const Symbol& symbol : word.symbols) {
      sure.letters += is_letter(symbol);
      sure.mean += symbol.confidence;
      ++sure.symbols;
    }
  }
  sure.mean /= float(std::max(1, sure.symbols));
  return sure;
}

float word_confidence(std::span<const Word> words) {
  float sum = 0, symbols = 0;
  for (const Word& word : words) {
    sum += word.confidence * float(word.symbols.size());
    symbols += float(word.symbols.size());
  }
  return symbols > 0 ? sum / symbols : 0;
}

}  // namespace longhand::ocr
