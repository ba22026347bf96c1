#include "result_json.h"

#include <cmath>

namespace longhand::cli {
namespace {

JsonText describe(const Symbol& symbol) {
  return JsonText::object({{"text", symbol.text},
                           {"confidence", rounded(symbol.confidence)},
                           {"box", to_json(symbol.box)}});
}

}  // namespace

double rounded(double value) { return std::round(value * 1000) / 1000; }

JsonText to_json(const Box& box) {
  return JsonText::object(
      {{"left", box.left}, {"top", box.top}, {"right", box.right}, {"bottom", box.bottom}});
}

JsonText to_json(const Word& word) {
  return JsonText::object({{"text", word.text},
                           {"confidence", rounded(word.confidence)},
                           {"box", to_json(word.box)},
                           {"from_dictionary", word.from_dictionary},
                           {"model", word.model},
                           {"symbols", JsonText::array(word.symbols, describe)}});
}

}  // namespace longhand::cli
