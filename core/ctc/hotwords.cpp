#include "ctc/hotwords.h"

#include "text/option_range.h"
#include "text/utf8.h"

namespace longhand::ctc {
namespace {

constexpr std::size_t kMostHotwords = 10'000;
constexpr std::size_t kLongestHotword = 1000;  // bytes

/// number: of the hot word, from 1 on, for messages.
Result<HotPhrases::Phrase> compile(const Hotword& hotword, std::size_t number,
                                   const Alphabet& alphabet, const std::vector<bool>& marks) {
  const std::string name = "hot word " + text::in_quotes(hotword.text);
  if (hotword.text.empty() || hotword.text.size() > kLongestHotword) {
    return fail(ErrorCode::invalid_option,
                name + ": expected 1 to " + std::to_string(kLongestHotword) + " bytes");
  }
  const auto text = alphabet.plain(hotword.text, "hot word " + std::to_string(number));
  if (!text) return tl::unexpected(text.error());
  auto labels = alphabet.encode(*text);
  if (!labels) return fail(labels.error().code, name + ": " + labels.error().message);
  *labels = words_of(*labels, alphabet.space(), marks);
  if (labels->empty()) return fail(ErrorCode::invalid_option, name + ": expected a word");
  if (auto checked = text::check_range((name + ": boost").c_str(), hotword.boost, kBoost);
      !checked) {
    return tl::unexpected(checked.error());
  }
  return HotPhrases::Phrase{std::move(*labels), hotword.boost};
}

}  // namespace

std::vector<int> words_of(std::span<const int> labels, int space, const std::vector<bool>& marks) {
  std::vector<int> words;
  bool pending = false;
  for (const int label : labels) {
    if (label == space || (!marks.empty() && marks[label])) {
      pending = !words.empty();
      continue;
    }
    if (pending) words.push_back(space);
    pending = false;
    words.push_back(label);
  }
  return words;
}

Result<std::shared_ptr<const HotPhrases>> compile_hotwords(const std::vector<Hotword>& hotwords,
                                                           const Alphabet& alphabet,
                                                           const std::vector<bool>& marks) {
  if (hotwords.size() > kMostHotwords) {
    return fail(ErrorCode::invalid_option, "expected at most " + std::to_string(kMostHotwords) +
                                               " hot words, found " +
                                               std::to_string(hotwords.size()));
  }
  std::vector<HotPhrases::Phrase> phrases;
  for (const Hotword& hotword : hotwords) {
    auto phrase = compile(hotword, phrases.size() + 1, alphabet, marks);
    if (!phrase) return tl::unexpected(phrase.error());
    phrases.push_back(std::move(*phrase));
  }
  return std::make_shared<const HotPhrases>(phrases, alphabet.space());
}

}  // namespace longhand::ctc
