#include "ctc/alphabet.h"

#include "text/character_set.h"
#include "text/permitted.h"
#include "text/plain_text.h"
#include "text/utf8.h"

namespace longhand::ctc {
namespace {

std::string other_case(std::string_view text) {
  std::string swapped(text);
  for (char& c : swapped) {
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    else if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
  }
  return swapped;
}

}  // namespace

Alphabet::Alphabet(std::vector<std::string> texts, int blank)
    : texts_(std::move(texts)), blank_(blank) {
  texts_[blank_].clear();
  for (int label = size() - 1; label >= 0; --label) {
    if (texts_[label] == " ") space_ = label;
  }
}

int Alphabet::longest_match(std::string_view text) const {
  int best = -1;
  std::size_t longest = 0;
  for (int label = 0; label < size(); ++label) {
    if (texts_[label].size() <= longest || !text.starts_with(texts_[label])) continue;
    best = label;
    longest = texts_[label].size();
  }
  return best;
}

bool Alphabet::writes(std::string_view character) const { return text::writes(texts_, character); }

Result<std::string> Alphabet::plain(std::string_view text, const std::string& where) const {
  return text::plain_text(text, where, [this](std::string_view c) { return writes(c); });
}

Result<std::vector<int>> Alphabet::encode(std::string_view text) const {
  std::vector<int> labels;
  while (!text.empty()) {
    int label = longest_match(text);
    if (label < 0) label = longest_match(other_case(text::first_character(text)));
    if (label < 0) {
      return fail(ErrorCode::invalid_option,
                  "the model cannot write " + text::describe(text::take_code_point(text)));
    }
    labels.push_back(label);
    text.remove_prefix(texts_[label].size());
  }
  return labels;
}

std::string Alphabet::decode(std::span<const int> labels) const {
  std::string text;
  bool pending_space = false;
  for (int label : labels) {
    if (label == space_) {
      pending_space = !text.empty();
      continue;
    }
    if (pending_space) text += ' ';
    pending_space = false;
    text += texts_[label];
  }
  return text;
}

Result<std::vector<bool>> Alphabet::mask(const std::string& allow, const std::string& deny) const {
  const auto permitted = text::permitted(texts_, allow, deny);
  if (!permitted) return tl::unexpected(permitted.error());
  std::vector<bool> allowed(texts_.size(), true);
  for (std::size_t label = 0; label < permitted->size(); ++label) {
    allowed[label] = (*permitted)[label] || int(label) == blank_ || int(label) == space_;
  }
  return allowed;
}

}  // namespace longhand::ctc
