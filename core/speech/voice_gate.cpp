#include "speech/voice_gate.h"

#include <algorithm>

namespace longhand::speech {
namespace {

constexpr float kFall = 0.3f;    // part of the way down per frame
constexpr float kRise = 0.007f;  // nats per frame

}  // namespace

bool VoiceGate::is_loud(std::span<const float> frame) {
  float sum = 0;
  for (float value : frame) sum += value;
  const float level = sum / float(frame.size());
  const bool loud = level > std::max(background_ + kMargin, kFaintest);
  background_ += level < background_ ? kFall * (level - background_)
                                     : std::min(kRise, level - background_);
  return loud;
}

}  // namespace longhand::speech
