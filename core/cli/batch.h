#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace longhand::cli {

/// What became of one of many files.
struct Outcome {
  std::string output;     ///< for stdout
  std::string error;      ///< for stderr; empty if all went well
  std::string note = {};  ///< for stderr, though all went well
};

/// Jobs first, first + 1, ..., end - 1.
struct Jobs {
  std::size_t first = 0, end = 0;
  std::size_t count() const { return end - first; }
};

/// Does some jobs; called by one thread only. Returns what became of each.
using Worker = std::function<std::vector<Outcome>(Jobs jobs)>;

/// Takes what became of each job, in order.
using Show = std::function<void(std::size_t job, const Outcome& outcome)>;

void print_output(std::size_t job, const Outcome& outcome);

/// Does jobs 0..count-1 on up to `threads` threads (0 = one per core), each with a worker of its
/// own that is given up to `together` jobs at a time, and shows the outcomes in order, as soon as
/// those before them are there; by default it prints their output. With `progress` it counts on
/// stderr. Throws Reported in the end if a job failed.
void run_batch(std::size_t count, std::size_t together, unsigned threads, bool progress,
               const std::function<Worker()>& make_worker, const Show& show = print_output);

}  // namespace longhand::cli
