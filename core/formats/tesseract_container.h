#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <longhand/error.h>

namespace longhand::formats {

/// What a `.traineddata` is made of, in the file's order.
enum class Component {
  config,
  unicharset,
  unicharambigs,
  inttemp,
  pffmtable,
  normproto,
  punc_dawg,
  word_dawg,
  number_dawg,
  freq_dawg,
  fixed_length_dawgs,
  cube_unicharset,
  cube_word_dawg,
  shapetable,
  bigram_dawg,
  unambig_dawg,
  params_model,
  lstm,
  lstm_punc_dawg,
  lstm_word_dawg,
  lstm_number_dawg,
  lstm_unicharset,
  lstm_recoder,
  version,
};
constexpr std::size_t kComponents = 24;

/// The name that Tesseract's own tools use, such as "lstm-word-dawg".
std::string_view name_of(Component component);

/// A `.traineddata` taken apart; the spans point into the file's bytes.
class TesseractContainer {
 public:
  /// Fails with invalid_model, saying what the bytes look like instead where that is clear.
  static Result<TesseractContainer> read(std::span<const std::uint8_t> bytes);

  bool has(Component component) const { return part(component).has_value(); }

  /// The component's bytes, empty if it is absent.
  std::span<const std::uint8_t> bytes(Component component) const {
    return part(component).value_or(std::span<const std::uint8_t>{});
  }

 private:
  using Part = std::optional<std::span<const std::uint8_t>>;
  const Part& part(Component component) const {
    return parts_[static_cast<std::size_t>(component)];
  }
  std::array<Part, kComponents> parts_;
};

}  // namespace longhand::formats
