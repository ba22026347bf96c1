#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <vector>

#include "ctc/alignment.h"
#include "ctc/log_math.h"

namespace longhand::ctc {

/// Log-probabilities [steps][labels], each row normalised, from a seed.
inline std::vector<float> random_log_probs(int steps, int labels, unsigned seed,
                                           double sharpness = 2) {
  std::mt19937 random(seed);
  std::vector<float> values;
  for (int step = 0; step < steps; ++step) {
    std::vector<double> row(labels);
    double sum = 0;
    for (double& value : row) sum += value = std::exp(sharpness * double(random() % 1000) / 1000);
    for (double value : row) values.push_back(float(std::log(value / sum)));
  }
  return values;
}

/// Calls `visit` with each sequence of `steps` labels below `labels`.
inline void each_path(int steps, int labels,
                      const std::function<void(const std::vector<int>&)>& visit) {
  std::vector<int> path(steps, 0);
  for (;;) {
    visit(path);
    int place = 0;
    while (place < steps && ++path[place] == labels) path[place++] = 0;
    if (place == steps) return;
  }
}

inline std::vector<int> collapse(const std::vector<int>& path, int blank) {
  std::vector<int> labels;
  for (std::size_t step = 0; step < path.size(); ++step) {
    if (path[step] != blank && (step == 0 || path[step] != path[step - 1]))
      labels.push_back(path[step]);
  }
  return labels;
}

/// ln P of each label sequence, by enumerating all paths.
inline std::map<std::vector<int>, double> all_sequences(const LogProbs& log_probs, int blank) {
  std::map<std::vector<int>, double> sums;
  each_path(log_probs.steps(), log_probs.labels, [&](const std::vector<int>& path) {
    double sum = 0;
    for (int step = 0; step < log_probs.steps(); ++step) sum += log_probs.at(step, path[step]);
    const auto [place, is_new] = sums.try_emplace(collapse(path, blank), sum);
    if (!is_new) place->second = log_add(place->second, sum);
  });
  return sums;
}

}  // namespace longhand::ctc
