#include "ctc/alphabet.h"

#include <algorithm>

#include "text/character_set.h"
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
  for (int label = size() - 1; label >= 0; --label) {
    if (label != blank_ && texts_[label] == " ") space_ = label;
  }
}

int Alphabet::longest_match(std::string_view text) const {
  int best = -1;
  std::size_t longest = 0;
  for (int label = 0; label < size(); ++label) {
    if (label == blank_ || texts_[label].size() <= longest || !text.starts_with(texts_[label]))
      continue;
    best = label;
    longest = texts_[label].size();
  }
  return best;
}

bool Alphabet::writes(std::string_view character) const {
  for (int label = 0; label < size(); ++label) {
    if (label != blank_ && texts_[label].find(character) != std::string::npos) return true;
  }
  return false;
}

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

std::vector<bool> Alphabet::mask(std::string_view allow, std::string_view deny) const {
  const text::CharacterSet wanted(allow), unwanted(deny);
  const auto may_use = [&](std::string_view character) {
    return (wanted.empty() || wanted.contains(character)) && !unwanted.contains(character);
  };
  std::vector<bool> allowed(texts_.size());
  for (int label = 0; label < size(); ++label) {
    allowed[label] = label == blank_ || label == space_ ||
                     std::ranges::all_of(text::characters_of(texts_[label]), may_use);
  }
  return allowed;
}

}  // namespace longhand::ctc
