#include <longhand/language.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  longhand::LanguageModel::load({data, size});
  return 0;
}
