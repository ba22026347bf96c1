#pragma once

#include <functional>
#include <string>
#include <vector>

namespace longhand::bench {

/// One thing to time: `run` does `macs` multiply-adds.
struct Workload {
  std::string name;
  double macs = 0;
  std::function<void()> run;
};

/// Products, LSTM steps and peak probes for the kernels of this machine.
std::vector<Workload> kernel_workloads();

/// Layers of PyTorch's networks over 128 steps.
std::vector<Workload> layer_workloads();

/// Network::forward of a .traineddata file for lines of several widths; empty if it cannot be read.
std::vector<Workload> network_workloads(const std::string& model_path);

/// Multiply-adds that the machine does at most, from registers; see peak.cpp.
std::vector<Workload> peak_workloads();

}  // namespace longhand::bench
