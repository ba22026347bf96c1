#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace longhand::cli {

/// A value as JSON, on one line.
class JsonText {
 public:
  using Member = std::pair<std::string_view, JsonText>;

  JsonText(std::string_view text);  ///< U+FFFD stands for bytes that are not UTF-8
  JsonText(const std::string& text) : JsonText(std::string_view(text)) {}
  JsonText(const char* text) : JsonText(std::string_view(text)) {}
  JsonText(double value);  ///< with a point ("1.0"); null if it is not finite
  JsonText(bool value) : text_(value ? "true" : "false") {}
  JsonText(std::integral auto value) : text_(std::to_string(value)) {}

  static JsonText object(const std::vector<Member>& members);
  static JsonText array(const std::vector<JsonText>& items);

  /// An array of what `describe` makes of each item.
  template <class Items, class Describe>
  static JsonText array(const Items& items, const Describe& describe) {
    std::vector<JsonText> texts;
    for (const auto& item : items) texts.push_back(describe(item));
    return array(texts);
  }

  const std::string& text() const { return text_; }
  std::string indented() const;  ///< the same on many lines

 private:
  JsonText() = default;

  std::string text_;
};

}  // namespace longhand::cli
