#pragma once

#include <longhand/speech.h>

#include "ctc/alphabet.h"
#include "nn/sequence/chain.h"
#include "speech/feature_stream.h"
#include "speech/model_fit.h"

namespace longhand {

struct SpeechModel::Impl {
  ctc::Alphabet alphabet;
  std::vector<float> label_priors;  ///< mean probability of each label; empty = not known
  speech::FeatureSpec features;
  speech::ModelFit fit;
  nn::sequence::Chain network;
};

}  // namespace longhand
