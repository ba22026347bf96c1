#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace longhand::testing {

/// Little-endian bytes under construction.
class ByteWriter {
 public:
  template <class T>
  ByteWriter& put(T value) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    std::memcpy(bytes_.data() + at, &value, sizeof value);
    return *this;
  }
  ByteWriter& put_raw(std::string_view text) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    return *this;
  }
  ByteWriter& put_text(std::string_view text) {
    return put(static_cast<std::uint32_t>(text.size())).put_raw(text);
  }
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// A complete `.traineddata` of a few kB with random weights: every layer kind of released models,
/// characters of one and of two labels, three word lists. The fields are what the file will say, so
/// a test can make it say something wrong.
struct TinyModel {
  bool int8 = true;
  bool training = false;       ///< the optimiser's arrays follow each float matrix
  bool inner_charset = false;  ///< character set and recoder inside the lstm component
  bool recodes = true;         ///< the flag that says a recoder is used
  bool type_numbers = false;   ///< layer types as numbers, as old files have them
  int padding_scales = 0;      ///< scales beyond the rows

  std::int32_t height = 12, width = 0, depth = 1;
  std::int32_t convolve_half = 1;
  std::int32_t pool = 3;
  std::int32_t softmax_outputs = 7;
  std::int32_t lstm_sources = 8 + 6;  ///< of the first LSTM along x: 8 inputs, 6 states
  std::string lstm_type = "LSTM";
  std::string softmax_type = "Softmax";
  std::uint8_t weight_mode = 128;  ///< further bits beside int8
  double scale = 0.02;             ///< of the softmax
  double weight = 0.25;            ///< the softmax's first float weight
  int extra_nesting = 0;           ///< series around the convolution
  std::int32_t blank = 6;
  std::string charset =
      "8\nNULL 0 Common 0\n"
      "Joined 7 0,255,0,255,0,0,0,0,0,0 Latin 1 0 1 Joined\t# Joined [4a 6f 69 6e 65 64 ]a\n"
      "|Broken|0|1 f 0,255,0,255,0,0,0,0,0,0 Common 2 10 2 |Broken|0|1\t# Broken\n"
      "a 3 0,255,0,255,0,0,0,0,0,0 Latin 6 0 3 a\t# a [61 ]a\n"
      "1 8 0,255,0,255,0,0,0,0,0,0 Common 4 2 4 1\t# 1 [31 ]0\n"
      "\xe2\x80\x9c 10 0,255,0,255,0,0,0,0,0,0 Common 5 10 5 \"\t# quote\n"
      "A 5 0,255,0,255,0,0,0,0,0,0 Latin 3 0 6 A\t# A [41 ]A\n"
      "\xd7\x90 1 0,255,0,255,0,0,0,0,0,0 Hebrew 7 1 7 \xd7\x90\t# [5d0 ]x\n";
  std::vector<std::vector<std::int32_t>> codes = {{0}, {6}, {6}, {1}, {2}, {3}, {4, 5}, {5, 4, 1}};
  std::vector<std::uint64_t> words = {edge(3, 1), edge(6, 4 | 1), edge(3, 4 | 1)};  // "aa", "A"...
  std::string config = "# settings\npreserve_interword_spaces 1\ntessedit_char_blacklist\t1\n";
  std::string version = "4.00.00alpha:tiny";
  std::map<int, std::vector<std::uint8_t>> replaced = {};  ///< components by number, empty = left
                                                           ///< out

  /// An edge of a word graph over 8 characters; flags: 1 last of its node, 2 backward, 4 ends a
  /// word.
  static std::uint64_t edge(std::uint64_t character, std::uint64_t flags, std::uint64_t next = 0) {
    return character | flags << 4 | next << 7;
  }

  std::vector<std::uint8_t> lstm_component() const;
  std::vector<std::uint8_t> recoder_component() const;
  std::vector<std::uint8_t> dawg_component(const std::vector<std::uint64_t>& edges) const;

  /// The whole file.
  std::vector<std::uint8_t> bytes() const;
};

/// A container of these components, each by its number.
std::vector<std::uint8_t> container_of(const std::map<int, std::vector<std::uint8_t>>& components);

}  // namespace longhand::testing
