#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace longhand {

/// Stable reasons why a call can fail. JavaScript sees the same names as `LonghandError.code`.
enum class ErrorCode {
  invalid_model,      ///< bytes that are not a well-formed model file
  unsupported_model,  ///< a well-formed model that needs something this engine does not have
  invalid_image,      ///< an image that cannot be a line of text: empty, too small, too large
  invalid_audio,      ///< samples or a sample rate outside the documented range
  invalid_option,     ///< an option outside its documented range
};

/// The error's stable name, such as "invalid_model".
constexpr const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_model: return "invalid_model";
    case ErrorCode::unsupported_model: return "unsupported_model";
    case ErrorCode::invalid_image: return "invalid_image";
    case ErrorCode::invalid_audio: return "invalid_audio";
    case ErrorCode::invalid_option: return "invalid_option";
  }
  return "unknown";
}

struct Error {
  ErrorCode code;
  std::string message;  ///< what was expected, what was found and where
};

/// A value or the reason why there is none.
template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace longhand
