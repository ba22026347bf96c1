#include "formats/arpa.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  longhand::formats::read_arpa({data, size});
  return 0;
}
