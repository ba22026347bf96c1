#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

#include <emscripten/bind.h>

namespace longhand::wasm {

/// Memory that JavaScript fills through a typed view, so that pixels, samples and model files are
/// copied once. A view is valid until the next call that may grow the memory.
template <class T>
class Buffer {
 public:
  explicit Buffer(std::size_t size) : data_(new (std::nothrow) T[size]), size_(data_ ? size : 0) {}

  /// Elements, or 0 if there was no memory for those asked for.
  std::size_t size() const { return size_; }
  emscripten::val view() const {
    return emscripten::val(emscripten::typed_memory_view(size_, data_.get()));
  }
  std::span<const T> span() const { return {data_.get(), size_}; }
  /// Keeps the elements when the buffer goes.
  std::shared_ptr<const T[]> share() const { return data_; }

 private:
  std::shared_ptr<T[]> data_;
  std::size_t size_;
};

using ByteBuffer = Buffer<unsigned char>;
using SampleBuffer = Buffer<float>;

/// Registers Buffer<T> under `name`; the view's type in TypeScript is that of `View`.
template <class T, class View>
void bind_buffer(const char* name) {
  using emscripten::optional_override;
  emscripten::class_<Buffer<T>>(name)
      .template constructor<std::size_t>()
      .function("size", &Buffer<T>::size)
      .function("view",
                optional_override([](const Buffer<T>& buffer) { return View(buffer.view()); }));
}

}  // namespace longhand::wasm
