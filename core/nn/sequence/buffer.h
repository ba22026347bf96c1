#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace longhand::nn::sequence {

/// Memory that is written anew at each call. It only grows: what a call does not need is neither
/// given back nor cleared.
template <class Value>
class Buffer {
 public:
  /// So many values, with whatever they hold; valid until the next call.
  std::span<Value> take(std::size_t count) {
    if (values_.size() < count) values_.resize(count);
    return {values_.data(), count};
  }

  /// What was taken last and more.
  Value* data() { return values_.data(); }
  const Value* data() const { return values_.data(); }

 private:
  std::vector<Value> values_;
};

}  // namespace longhand::nn::sequence
