#include <longhand/build.h>

namespace longhand {

const char* build_name() {
#if defined(__wasm_relaxed_simd__)
  return "relaxed";
#elif defined(__wasm__)
  return "simd";
#else
  return "native";
#endif
}

}  // namespace longhand
