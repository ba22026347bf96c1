// Replaces the global operator new, so that tests can count.
#include "allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t kHeader = alignof(std::max_align_t);  ///< holds the size

std::atomic<std::size_t> calls = 0, allocated = 0, freed = 0;

void* allocate(std::size_t size) {
  auto* memory = static_cast<unsigned char*>(std::malloc(kHeader + size));
  if (!memory) std::abort();
  ++calls;
  allocated += size;
  *reinterpret_cast<std::size_t*>(memory) = size;
  return memory + kHeader;
}

void release(void* memory) {
  if (!memory) return;
  auto* start = static_cast<unsigned char*>(memory) - kHeader;
  freed += *reinterpret_cast<std::size_t*>(start);
  std::free(start);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }

namespace longhand::testing {

Heap heap() { return {calls, allocated, allocated - freed}; }

}  // namespace longhand::testing
