#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/json.h"

namespace longhand::text {

/// Reads members of a JSON object of untrusted origin. The first mistake is remembered, with the
/// path of the member; what is read after it is meaningless.
class JsonFields {
 public:
  /// path: of the object, for messages; object and error must live on.
  JsonFields(const Json& object, std::string path, std::optional<Error>& error);

  bool ok() const { return !*error_; }  ///< no mistake so far
  bool has(const char* name) const { return !(*object_)[name].is_null(); }

  // What is missing is `otherwise`, or a mistake where there is none.
  double number(const char* name, double least, double most, std::optional<double> otherwise = {});
  int whole(const char* name, int least, int most, std::optional<int> otherwise = {});
  bool boolean(const char* name, std::optional<bool> otherwise = {});
  std::string text(const char* name);

  const Json& value(const char* name) const { return (*object_)[name]; }
  const std::string& path() const { return path_; }

  /// An array of `count` numbers.
  std::vector<float> numbers(const char* name, std::size_t count, double least, double most);

  /// An array of `least` to `most` texts.
  std::vector<std::string> texts(const char* name, std::size_t least, std::size_t most);

  JsonFields object(const char* name);

  /// Fails with unsupported_model unless the member is `wanted`: a bool, double or std::string.
  template <class T>
  void demand(const char* name, T wanted) {
    demand(name, Json(std::move(wanted)));
  }

  /// A mistake: the member should have been `what`.
  void expected(const char* name, const std::string& what,
                ErrorCode code = ErrorCode::invalid_model);

 private:
  void demand(const char* name, const Json& wanted);

  const Json* object_;
  std::string path_;
  std::optional<Error>* error_;
};

}  // namespace longhand::text
