#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <longhand/error.h>

namespace longhand::speech {

/// Reads members of a JSON object of untrusted origin. The first mistake is remembered and told by
/// error(); what is read after it is meaningless.
class JsonFields {
 public:
  /// path: of the object, for messages.
  JsonFields(const nlohmann::json& object, std::string path, std::optional<Error>& error)
      : object_(&object), path_(std::move(path)), error_(&error) {
    if (!object.is_object()) expected("", "an object");
  }

  bool has(const char* name) const { return !member(name).is_null(); }
  double number(const char* name, double least, double most);
  int integer(const char* name, int least, int most);
  bool boolean(const char* name);
  std::string text(const char* name);

  /// An array of `count` numbers.
  std::vector<float> numbers(const char* name, std::size_t count, double least, double most);

  /// An array of 2 to `most` texts.
  std::vector<std::string> texts(const char* name, std::size_t most);

  JsonFields object(const char* name);

  /// Fails with unsupported_model unless the member is `wanted`.
  void demand(const char* name, const nlohmann::json& wanted);

 private:
  const nlohmann::json& member(const char* name) const;
  void expected(const char* name, const std::string& what);
  std::string describe(const char* name) const;

  const nlohmann::json* object_;
  std::string path_;
  std::optional<Error>* error_;
};

}  // namespace longhand::speech
