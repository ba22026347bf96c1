#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <longhand/build.h>
#include <longhand/error.h>

namespace longhand::wasm {

/// A val of a known TypeScript type, empty until set, so that it can be a field of a value object.
template <class Tag>
struct TypedVal : emscripten::val {
  TypedVal() : val(val::undefined()) {}
  explicit TypedVal(const val& value) : val(value) {}
};

using Uint8View = TypedVal<struct Uint8ViewTag>;
using Float32View = TypedVal<struct Float32ViewTag>;
using Strings = TypedVal<struct StringsTag>;

/// An Error on its way to JavaScript.
struct Failure {
  std::string code;
  std::string message;
};

inline Failure to_value(const Error& error) { return {name_of(error.code), error.message}; }

/// A Float32Array of JavaScript's own, which outlives the memory that `values` stand in.
inline Float32View copy_floats(std::span<const float> values) {
  using emscripten::typed_memory_view, emscripten::val;
  return Float32View(
      val::global("Float32Array").new_(typed_memory_view(values.size(), values.data())));
}

inline Strings copy_strings(const std::vector<std::string>& values) {
  return Strings(emscripten::val::array(values));
}

/// Registers what every module shares.
inline void bind_values() {
  using namespace emscripten;
  register_type<Uint8View>("Uint8Array");
  register_type<Float32View>("Float32Array");
  register_type<Strings>("string[]");
  value_object<Failure>("Failure")
      .field("code", &Failure::code)
      .field("message", &Failure::message);
  register_optional<Failure>();
  constant("build", std::string(build_name()));
}

}  // namespace longhand::wasm
