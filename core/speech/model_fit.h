#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace longhand::speech {

/// Coefficients that were fitted to one network; its description tells them (models/FORMAT.md). The
/// defaults, fitted to an early English model, serve where a description is silent.
struct WordFit {
  double bias = 2.2, mean_peak = 3.75, least_peak = 0.9, agreement = 1.8;  ///< see WordEvidence
};

struct PhraseFit {
  double bias = 2.05, ratio = 1.7, margin = 3.74;  ///< see PhraseEvidence
};

/// Parts of the logarithm of the label priors that a search takes off.
struct PriorWeights {
  double language_model = 0.5, phrases = 0.65;
};

/// See VoiceGate.
struct GateFit {
  float margin = 1.4f;      ///< nats of power (6 dB)
  float faintest = -12.5f;  ///< mean log-mel
  float fall = 0.3f;        ///< part of the way down per frame
  float rise = 0.007f;      ///< nats per frame
};

/// See voice_confidence(): [VoiceInputs] each.
struct GarbageFit {
  double bias = 0;
  std::vector<float> middle, deviation, linear, square;
};

struct ModelFit {
  WordFit words;
  PhraseFit phrases;
  PriorWeights priors;
  GateFit gate;
  std::optional<GarbageFit> garbage;  ///< none = phrases need not be sounded by a voice
};

}  // namespace longhand::speech
