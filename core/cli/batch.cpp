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
  explicit Outcomes(std::size_t count) : slots_(count) {}

  /// The next job that nobody does yet; none when all are taken.
  std::optional<std::size_t> take_job() {
    const std::size_t n = next_++;
    return n < slots_.size() ? std::optional(n) : std::nullopt;
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
};

Outcome run_job(const Worker& worker, std::size_t n) {
  try {
    return worker(n);
  } catch (const std::bad_alloc&) {
    return {"", "out of memory"};
  } catch (const std::exception& error) {
    return {"", error.what()};
  }
}

void work(Outcomes& outcomes, const std::function<Worker()>& make_worker) {
  const Worker worker = make_worker();
  while (const auto n = outcomes.take_job()) outcomes.bring(*n, run_job(worker, *n));
}

void show_progress(std::size_t done, std::size_t count) {
  std::cerr << '\r' << done << '/' << count << (done == count ? "\n" : "") << std::flush;
}

}  // namespace

void run_batch(std::size_t count, unsigned threads, bool progress,
               const std::function<Worker()>& make_worker) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  Outcomes outcomes(count);
  std::vector<std::jthread> pool;
  for (std::size_t i = 0; i < std::min<std::size_t>(threads, count); ++i) {
    pool.emplace_back([&] { work(outcomes, make_worker); });
  }
  bool failed = false;
  for (std::size_t n = 0; n < count; ++n) {
    const Outcome outcome = outcomes.wait_for(n);
    std::cout << outcome.output;
    if (!outcome.error.empty()) {
      failed = true;
      if (progress) std::cerr << '\r';
      complain(outcome.error);
    }
    if (progress) show_progress(n + 1, count);
  }
  if (failed) throw Reported();
}

}  // namespace longhand::cli
