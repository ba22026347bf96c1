#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <longhand/error.h>

namespace longhand::ctc {

/// What the labels of a network's output mean.
class Alphabet {
 public:
  /// texts: UTF-8 of each label; that of `blank` is taken as empty. The label whose text is " "
  /// separates words.
  Alphabet(std::vector<std::string> texts, int blank);

  int size() const { return int(texts_.size()); }
  int blank() const { return blank_; }
  int space() const { return space_; }  ///< -1 if there is none
  const std::string& text(int label) const { return texts_[label]; }
  const std::vector<std::string>& texts() const { return texts_; }

  /// Whether a label has this character, given as UTF-8.
  bool writes(std::string_view character) const;

  /// A text of somebody's as the alphabet may have it; see text::plain_text.
  Result<std::string> plain(std::string_view text, const std::string& where) const;

  /// The labels of a text, longest label first; ASCII letters of a case that the alphabet lacks are
  /// taken in the other case. Fails with invalid_option, naming the first character that cannot be
  /// written.
  Result<std::vector<int>> encode(std::string_view text) const;

  /// The text of labels, without spaces at its ends or doubled ones.
  std::string decode(std::span<const int> labels) const;

  /// Which labels a search may use: those whose characters all occur in `allow` (if not empty) and
  /// none of which occurs in `deny`; see text::permitted. Blank and space always may.
  Result<std::vector<bool>> mask(const std::string& allow, const std::string& deny) const;

 private:
  int longest_match(std::string_view text) const;

  std::vector<std::string> texts_;
  int blank_;
  int space_ = -1;
};

}  // namespace longhand::ctc
