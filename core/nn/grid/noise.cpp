#include "nn/grid/noise.h"

namespace longhand::nn::grid {
namespace {

constexpr std::uint64_t kMinstdModulus = 2147483647;

}  // namespace

NoiseGenerator::NoiseGenerator(Recurrence kind, std::int64_t seed)
    : kind_(kind), state_(std::uint64_t(seed)) {
  if (kind_ == Recurrence::minstd) {
    state_ %= kMinstdModulus;
    if (state_ == 0) state_ = 1;
  }
}

std::uint64_t NoiseGenerator::next() {
  if (kind_ == Recurrence::minstd) return state_ = state_ * 48271 % kMinstdModulus;
  state_ = state_ * 6364136223846793005u + 1442695040888963407u;
  return state_ >> 33;
}

double NoiseGenerator::signed_value(double range) {
  return range * 2.0 * double(next()) / double(kMinstdModulus) - range;
}

}  // namespace longhand::nn::grid
