#include "ctc/alphabet.h"

#include <algorithm>

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

/// Characters and ranges of them such as "a-z"; a "-" that is not between letters or digits is
/// itself.
class CharacterSet {
 public:
  explicit CharacterSet(std::string_view text) {
    std::vector<std::string_view> characters;
    for (; !text.empty(); text.remove_prefix(characters.back().size())) {
      characters.push_back(first_character(text));
    }
    for (std::size_t n = 0; n < characters.size(); ++n) {
      const bool range = n + 2 < characters.size() && characters[n + 1] == "-" &&
                         is_alphanumeric(characters[n]) && is_alphanumeric(characters[n + 2]);
      ranges_.push_back({characters[n], characters[range ? n + 2 : n]});
      if (range) n += 2;
    }
  }

  bool empty() const { return ranges_.empty(); }

  /// UTF-8 sorts like the code points that it stands for.
  bool contains(std::string_view character) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& range) {
      return range.first <= character && character <= range.second;
    });
  }

 private:
  static bool is_alphanumeric(std::string_view character) {
    const auto byte = static_cast<unsigned char>(character[0]);
    const int lower = byte | 0x20;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'z');
  }

  std::vector<std::pair<std::string_view, std::string_view>> ranges_;
};

std::size_t count_contained(const CharacterSet& set, std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(first_character(text).size())) {
    count += set.contains(first_character(text));
  }
  return count;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); text.remove_prefix(first_character(text).size())) ++count;
  return count;
}

}  // namespace

std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && size < 4 &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    ++size;
  }
  return text.substr(0, size);
}

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

Result<std::vector<int>> Alphabet::encode(std::string_view text) const {
  std::vector<int> labels;
  while (!text.empty()) {
    int label = longest_match(text);
    if (label < 0) label = longest_match(other_case(first_character(text)));
    if (label < 0) {
      return fail(ErrorCode::invalid_option,
                  "the model cannot write \"" + std::string(first_character(text)) + "\"");
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
  const CharacterSet wanted(allow), unwanted(deny);
  std::vector<bool> allowed(texts_.size());
  for (int label = 0; label < size(); ++label) {
    const std::string& text = texts_[label];
    allowed[label] = label == blank_ || label == space_ ||
                     ((wanted.empty() || count_contained(wanted, text) == count_characters(text)) &&
                      count_contained(unwanted, text) == 0);
  }
  return allowed;
}

}  // namespace longhand::ctc
