#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <longhand/error.h>

namespace longhand::text {

/// A JSON value. What is missing counts as null.
class Json {
 public:
  using Items = std::vector<Json>;
  using Members = std::vector<std::pair<std::string, Json>>;

  Json() = default;
  template <class T>
  explicit Json(T value) : value_(std::move(value)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const double* number() const { return std::get_if<double>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const Items* items() const { return std::get_if<Items>(&value_); }
  Items* items() { return std::get_if<Items>(&value_); }
  const Members* members() const { return std::get_if<Members>(&value_); }  ///< in their order
  Members* members() { return std::get_if<Members>(&value_); }

  /// A whole number of 0 to 2^53.
  std::optional<std::uint64_t> whole() const;

  const Json& operator[](std::string_view name) const;

  /// JSON again, for messages: numbers as text::number() writes them, texts cut at 40 characters.
  std::string shown() const;

  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::variant<std::monostate, bool, double, std::string, Items, Members> value_;
};

/// Untrusted text of one value. Fails with invalid_model where it is not JSON, is nested deeper
/// than `depth` or gives a member twice.
Result<Json> parse_json(std::string_view text, int depth);

}  // namespace longhand::text
