#include "speech/speech_model.h"

#include "formats/sequence_model.h"
#include "speech/model_description.h"

namespace longhand {
namespace {

Result<void> check_fit(const speech::ModelDescription& description,
                       const nn::SequenceWeights& weights) {
  const auto wrong = [](const std::string& what, int expected, int found) {
    return fail(ErrorCode::invalid_model, what + ": expected " + std::to_string(expected) +
                                              ", found " + std::to_string(found));
  };
  const nn::LstmShape& shape = weights.lstm.shape;
  if (shape.bidirectional) {
    return fail(ErrorCode::unsupported_model,
                "metadata: architecture[0].bidirectional: expected false, as speech is streamed");
  }
  if (shape.inputs != description.features.step_size()) {
    return wrong("metadata: architecture[0].input_size as features put out",
                 description.features.step_size(), shape.inputs);
  }
  const int outputs = weights.linear ? weights.linear->matrix.rows : shape.width();
  if (outputs != int(description.alphabet.size())) {
    return wrong("metadata: labels in alphabet as the network puts out", outputs,
                 int(description.alphabet.size()));
  }
  return {};
}

}  // namespace

SpeechModel::SpeechModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SpeechModel::SpeechModel(SpeechModel&&) noexcept = default;
SpeechModel& SpeechModel::operator=(SpeechModel&&) noexcept = default;
SpeechModel::~SpeechModel() = default;

Result<SpeechModel> SpeechModel::load(std::span<const std::uint8_t> bytes) {
  const auto file = formats::read_sequence_model(bytes);
  if (!file) return tl::unexpected(file.error());
  if (auto complete = formats::check_complete(*file); !complete)
    return tl::unexpected(complete.error());
  auto description = speech::read_description(file->description);
  if (!description) return tl::unexpected(description.error());
  if (auto fits = check_fit(*description, file->weights); !fits) {
    return tl::unexpected(fits.error());
  }
  return SpeechModel(std::make_unique<Impl>(
      Impl{ctc::Alphabet(std::move(description->alphabet), description->blank),
           std::move(description->label_priors), std::move(description->features),
           std::move(description->fit), nn::SequenceNetwork(file->weights)}));
}

const std::vector<std::string>& SpeechModel::labels() const { return impl_->alphabet.texts(); }
int SpeechModel::blank() const { return impl_->alphabet.blank(); }
int SpeechModel::sample_rate() const { return impl_->features.log_mel.sample_rate; }
int SpeechModel::mel_bins() const { return impl_->features.log_mel.bins; }
double SpeechModel::frame_seconds() const { return impl_->features.frame_seconds(); }
double SpeechModel::step_seconds() const { return impl_->features.step_seconds(); }

}  // namespace longhand
