#pragma once

#include <longhand/speech.h>

#include "ctc/alphabet.h"
#include "speech/acoustic_network.h"
#include "speech/feature_stream.h"

namespace longhand {

struct SpeechModel::Impl {
  ctc::Alphabet alphabet;
  speech::FeatureSpec features;
  speech::AcousticNetwork network;
};

}  // namespace longhand
