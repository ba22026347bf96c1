#include <longhand/error.h>

namespace longhand {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_model: return "invalid_model";
    case ErrorCode::unsupported_model: return "unsupported_model";
    case ErrorCode::invalid_image: return "invalid_image";
    case ErrorCode::invalid_audio: return "invalid_audio";
    case ErrorCode::invalid_option: return "invalid_option";
  }
  return "unknown";
}

}  // namespace longhand
