#pragma once

#include <array>
#include <span>

#include "ctc/alignment.h"
#include "ctc/alphabet.h"
#include "ctc/grammar.h"
#include "speech/model_fit.h"
#include "speech/voice_shape.h"

namespace longhand::speech {

/// What tells a phrase that was said from one that a list imposes on a sound in which nobody
/// speaks. Labels are those of the phrase without spaces; "heard" are those of the best path
/// without a list.
struct GarbageEvidence {
  double labels = 1;     ///< number of them
  double peak = 0;       ///< mean of the largest log-probability that each label has
  double clear = 0;      ///< ln of steps that have a label at more than 0.5, per label
  double heard = 0;      ///< labels heard per label
  double certainty = 0;  ///< mean of the largest log-probability that each label heard has
  double freedom = 0;  ///< nats per label that the list leaves open: what leaves all open fits all
  double said = 0;     ///< nats per label by which the phrase is likelier than nothing at all
  double pace = 0;     ///< ln of steps from the first label to the last, per label
  VoiceShape shape;
};

/// steps: of the utterance; labels: the phrase, spaces among them; frames: [n][bins] log-mel values
/// of the utterance.
GarbageEvidence weigh_garbage(const ctc::LogProbs& steps, const ctc::Alphabet& alphabet,
                              std::span<const int> labels, const ctc::Grammar& grammar,
                              std::span<const float> frames, int bins);

/// What voice_confidence() adds up, of the network first.
constexpr int kNetworkInputs = 11;
using VoiceInputs = std::array<double, kNetworkInputs + VoiceShape::kNumbers>;
VoiceInputs voice_inputs(const GarbageEvidence& evidence);

/// 0..1: how sure it is that somebody said something like the phrase, against the hypothesis that
/// it is garbage. A logistic function of bias + linear z + square z^2, summed over the inputs,
/// whose z is (input - middle) / deviation, at most kWidest either way.
constexpr double kWidest = 4;
float voice_confidence(const GarbageEvidence& evidence, const GarbageFit& fit);

}  // namespace longhand::speech
