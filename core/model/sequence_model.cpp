#include <longhand/sequence.h>

#include "formats/sequence_file.h"
#include "nn/sequence/chain.h"

namespace longhand {

using nn::sequence::Chain;

namespace {

constexpr double kMostNumbers = 1 << 28;  ///< that a layer puts out for a sequence: 1 GiB

}  // namespace

struct SequenceModel::Impl {
  Chain chain;
  int steps;
  std::size_t most_steps;

  Result<void> check(std::span<const float> sequence) const {
    const auto inputs = std::size_t(chain.inputs());
    const std::size_t found = sequence.size() / inputs, rest = sequence.size() % inputs;
    if (rest > 0)
      return fail(ErrorCode::invalid_option, "sequence: expected whole steps of " +
                                                 std::to_string(inputs) + " numbers, found " +
                                                 std::to_string(rest) + " in the last");
    if (steps > 0 && found != std::size_t(steps))
      return fail(ErrorCode::invalid_option, "sequence: expected " + std::to_string(steps) +
                                                 " steps, found " + std::to_string(found));
    if (found > most_steps)
      return fail(ErrorCode::invalid_option, "sequence: expected at most " +
                                                 std::to_string(most_steps) + " steps, found " +
                                                 std::to_string(found));
    return {};
  }

  using Forward = std::span<const float> (Chain::*)(std::span<const float>, Chain::State&) const;

  Result<std::vector<float>> run(std::span<const float> sequence, Forward forward) const {
    if (auto checked = check(sequence); !checked) return tl::unexpected(checked.error());
    auto state = chain.start();
    const auto rows = (chain.*forward)(sequence, state);
    return std::vector<float>(rows.begin(), rows.end());
  }
};

SequenceModel::SequenceModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SequenceModel::SequenceModel(SequenceModel&&) noexcept = default;
SequenceModel& SequenceModel::operator=(SequenceModel&&) noexcept = default;
SequenceModel::~SequenceModel() = default;

Result<SequenceModel> SequenceModel::load(std::span<const std::uint8_t> bytes) {
  const auto file = formats::read_sequence_file(bytes);
  if (!file) return tl::unexpected(file.error());
  if (auto complete = formats::check_complete(*file); !complete)
    return tl::unexpected(complete.error());
  return SequenceModel(std::make_unique<Impl>(Impl{
      Chain(file->chain), file->chain.steps(), std::size_t(kMostNumbers / file->chain.widest())}));
}

int SequenceModel::inputs() const { return impl_->chain.inputs(); }
int SequenceModel::outputs() const { return impl_->chain.outputs(); }
int SequenceModel::steps() const { return impl_->steps; }

Result<std::vector<float>> SequenceModel::run(std::span<const float> sequence) const {
  return impl_->run(sequence, &Chain::forward);
}

Result<std::vector<float>> SequenceModel::log_probabilities(std::span<const float> sequence) const {
  return impl_->run(sequence, &Chain::log_probabilities);
}

}  // namespace longhand
