#include <longhand/sequence.h>

#include "formats/sequence_file.h"
#include "nn/sequence/chain.h"

namespace longhand {

struct SequenceModel::Impl {
  nn::sequence::Chain chain;
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
  return SequenceModel(std::make_unique<Impl>(Impl{nn::sequence::Chain(file->chain)}));
}

int SequenceModel::inputs() const { return impl_->chain.inputs(); }
int SequenceModel::outputs() const { return impl_->chain.outputs(); }

Result<std::vector<float>> SequenceModel::log_probabilities(std::span<const float> sequence) const {
  if (const std::size_t rest = sequence.size() % std::size_t(inputs()); rest > 0)
    return fail(ErrorCode::invalid_option, "sequence: expected whole steps of " +
                                               std::to_string(inputs()) + " numbers, found " +
                                               std::to_string(rest) + " in the last");
  auto state = impl_->chain.start();
  const auto rows = impl_->chain.log_probabilities(sequence, state);
  return std::vector<float>(rows.begin(), rows.end());
}

}  // namespace longhand
