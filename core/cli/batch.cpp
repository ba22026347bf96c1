#include "batch.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "commands.h"

namespace longhand::cli {
namespace {

/// Outcomes that threads bring in any order and the main thread takes in theirs.
class Outcomes {
 public:
  Outcomes(std::size_t count, std::size_t together) : slots_(count), together_(together) {}

  /// The next jobs that nobody does yet; none when all are taken.
  Jobs take_jobs() {
    const std::size_t first = next_.fetch_add(together_);
    return {std::min(first, slots_.size()), std::min(first + together_, slots_.size())};
  }

  void bring(std::size_t n, Outcome outcome) {
    const std::lock_guard lock(mutex_);
    slots_[n] = std::move(outcome);
    ready_.notify_one();
  }

  Outcome wait_for(std::size_t n) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return slots_[n].has_value(); });
    return std::move(*slots_[n]);
  }

 private:
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<std::optional<Outcome>> slots_;
  const std::size_t together_;
};

/// As many jobs as may be done together, but so few that each thread comes back for more.
std::size_t share(std::size_t count, std::size_t together, unsigned threads) {
  return std::clamp<std::size_t>(count / threads / 3, 1, together);
}

std::vector<Outcome> run_jobs(const Worker& worker, Jobs jobs) {
  try {
    return worker(jobs);
  } catch (const std::bad_alloc&) {
    return std::vector<Outcome>(jobs.count(), {"", "out of memory"});
  } catch (const std::exception& error) {
    return std::vector<Outcome>(jobs.count(), {"", error.what()});
  }
}

void work(Outcomes& outcomes, const std::function<Worker()>& make_worker) {
  const Worker worker = make_worker();
  for (Jobs jobs = outcomes.take_jobs(); jobs.count() > 0; jobs = outcomes.take_jobs()) {
    std::vector<Outcome> done = run_jobs(worker, jobs);
    for (std::size_t i = 0; i < jobs.count(); ++i)
      outcomes.bring(jobs.first + i, std::move(done[i]));
  }
}

void show_progress(std::size_t done, std::size_t count) {
  std::cerr << '\r' << done << '/' << count << (done == count ? "\n" : "") << std::flush;
}

}  // namespace

void print_output(std::size_t, const Outcome& outcome) { std::cout << outcome.output; }

void run_batch(std::size_t count, std::size_t together, unsigned threads, bool progress,
               const std::function<Worker()>& make_worker, const Show& show) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  Outcomes outcomes(count, share(count, together, threads));
  std::vector<std::jthread> pool;
  for (std::size_t i = 0; i < std::min<std::size_t>(threads, count); ++i) {
    pool.emplace_back([&] { work(outcomes, make_worker); });
  }
  bool failed = false;
  for (std::size_t n = 0; n < count; ++n) {
    const Outcome outcome = outcomes.wait_for(n);
    show(n, outcome);
    failed |= !outcome.error.empty();
    for (const std::string& message : {outcome.note, outcome.error}) {
      if (message.empty()) continue;
      if (progress) std::cerr << '\r';
      complain(message);
    }
    if (progress) show_progress(n + 1, count);
  }
  if (failed) throw Reported();
}

}  // namespace longhand::cli
