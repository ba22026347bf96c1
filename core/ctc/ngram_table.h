#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace longhand::ctc {

/// The n-grams of one order, in any order.
struct NgramLevel {
  std::vector<std::uint32_t> words;  ///< [count][order] indices into NgramTable::words
  std::vector<float> log_prob;       ///< [count] base 10, at most 0
  std::vector<float> backoff;        ///< [count] base 10; 0 where a file has none
};

/// A back-off language model as a file says it, before it is packed for search.
struct NgramTable {
  std::vector<std::string> words;  ///< UTF-8, each once; among them perhaps <s>, </s> and <unk>
  std::vector<NgramLevel> levels;  ///< [0] holds unigrams; 1..5 of them
};

}  // namespace longhand::ctc
