#pragma once

#include <longhand/speech.h>

#include "ctc/alphabet.h"
#include "nn/sequence/chain.h"
#include "speech/feature_stream.h"

namespace longhand {

struct SpeechModel::Impl {
  ctc::Alphabet alphabet;
  std::vector<float> label_priors;  ///< mean probability of each label; empty = not known
  speech::FeatureSpec features;
  nn::sequence::Chain network;
};

}  // namespace longhand
