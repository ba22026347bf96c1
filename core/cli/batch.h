#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace longhand::cli {

/// What became of one of many files.
struct Outcome {
  std::string output;  ///< for stdout
  std::string error;   ///< for stderr; empty if all went well
};

/// Does job n; called by one thread only.
using Worker = std::function<Outcome(std::size_t n)>;

/// Does jobs 0..count-1 on up to `threads` threads (0 = one per core), each with a worker of its
/// own, and shows the outcomes in order, as soon as those before them are there. With `progress` it
/// counts on stderr. Throws Reported in the end if a job failed.
void run_batch(std::size_t count, unsigned threads, bool progress,
               const std::function<Worker()>& make_worker);

}  // namespace longhand::cli
