#pragma once

namespace longhand {

/// The build that this is: "simd" or "relaxed" (relaxed SIMD) in WebAssembly, else "native".
const char* build_name();

}  // namespace longhand
