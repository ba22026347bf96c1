#include "speech/voice_gate.h"

#include <algorithm>

namespace longhand::speech {

bool VoiceGate::is_loud(std::span<const float> frame) {
  float sum = 0;
  for (float value : frame) sum += value;
  const float level = sum / float(frame.size());
  const bool loud = level > std::max(background_ + fit_.margin, fit_.faintest);
  background_ += level < background_ ? fit_.fall * (level - background_)
                                     : std::min(fit_.rise, level - background_);
  return loud;
}

}  // namespace longhand::speech
