#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include <longhand/error.h>
#include <longhand/range.h>

namespace longhand {

inline constexpr Range kBoost{-50, 50};  ///< of hot words, nats
inline constexpr Range kLmWeight{0, 10};
inline constexpr Range kWordBonus{-20, 20};  ///< nats

/// A word or phrase that is likely, in the dictionary or not.
struct Hotword {
  std::string text;  ///< UTF-8, one or more words; case is folded where the model has one case only
  float boost = 8;   ///< added to the log-probability (nats) of each hypothesis that has it

  bool operator==(const Hotword&) const = default;
};

/// An n-gram language model of words or, if all its words are single characters, of characters; or
/// a list of words.
/// Immutable, shared by any number of recognisers and threads.
class LanguageModel {
 public:
  /// Reads an uncompressed ARPA file (orders 1 to 5), or a text file with a word in each line:
  /// these cost nothing, others as much as the rarest words. Fails with invalid_model; memory is
  /// bounded by a small multiple of the file's size.
  static Result<LanguageModel> load(std::span<const std::uint8_t> file);

  LanguageModel(LanguageModel&&) noexcept;
  LanguageModel& operator=(LanguageModel&&) noexcept;
  ~LanguageModel();

  int order() const;
  std::size_t words() const;   ///< vocabulary, without <s>, </s> and <unk>
  std::size_t ngrams() const;  ///< of all orders

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit LanguageModel(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace longhand
