#include <cstring>
#include <utility>

#include <longhand/model.h>

#include "formats/tesseract_container.h"
#include "formats/traineddata.h"

namespace longhand {
namespace {

using formats::Component;
using formats::TesseractContainer;

bool is_needed(Component component, const SlimOptions& options) {
  switch (component) {
    case Component::config:
    case Component::lstm:
    case Component::lstm_unicharset:
    case Component::lstm_recoder:
    case Component::version: return true;
    case Component::lstm_punc_dawg:
    case Component::lstm_word_dawg:
    case Component::lstm_number_dawg: return options.dictionary;
    default: return false;
  }
}

void append(std::vector<std::uint8_t>& bytes, const void* data, std::size_t size) {
  if (size == 0) return;
  bytes.resize(bytes.size() + size);
  std::memcpy(bytes.data() + bytes.size() - size, data, size);
}

std::vector<std::uint8_t> write(const TesseractContainer& parts, const SlimOptions& options) {
  constexpr std::int64_t kAbsent = -1;
  const auto count = static_cast<std::uint32_t>(formats::kComponents);
  std::vector<std::uint8_t> table, body;
  const std::size_t body_start = sizeof count + count * sizeof(std::int64_t);
  append(table, &count, sizeof count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto component = static_cast<Component>(i);
    const bool kept = parts.has(component) && is_needed(component, options);
    const auto offset = kept ? static_cast<std::int64_t>(body_start + body.size()) : kAbsent;
    append(table, &offset, sizeof offset);
    const auto part = parts.bytes(component);
    if (kept) append(body, part.data(), part.size());
  }
  append(table, body.data(), body.size());
  return table;
}

}  // namespace

Result<std::vector<std::uint8_t>> slim(std::span<const std::uint8_t> bytes,
                                       const SlimOptions& options) {
  if (const auto model = formats::read_traineddata(bytes); !model)
    return tl::unexpected(model.error());
  return write(*TesseractContainer::read(bytes), options);
}

}  // namespace longhand
