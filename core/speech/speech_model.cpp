#include "speech/speech_model.h"

#include "formats/sequence_file.h"
#include "speech/model_description.h"

namespace longhand {

SpeechModel::SpeechModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SpeechModel::SpeechModel(SpeechModel&&) noexcept = default;
SpeechModel& SpeechModel::operator=(SpeechModel&&) noexcept = default;
SpeechModel::~SpeechModel() = default;

Result<SpeechModel> SpeechModel::load(std::span<const std::uint8_t> bytes) {
  const auto file = formats::read_sequence_file(bytes);
  if (!file) return tl::unexpected(file.error());
  auto description = speech::read_description(*file);
  if (!description) return tl::unexpected(description.error());
  if (auto complete = formats::check_complete(*file); !complete)
    return tl::unexpected(complete.error());
  return SpeechModel(std::make_unique<Impl>(
      Impl{ctc::Alphabet(std::move(description->alphabet), description->blank),
           std::move(description->label_priors), std::move(description->features),
           std::move(description->fit), nn::sequence::Chain(file->chain)}));
}

const std::vector<std::string>& SpeechModel::labels() const { return impl_->alphabet.texts(); }
int SpeechModel::blank() const { return impl_->alphabet.blank(); }
int SpeechModel::sample_rate() const { return impl_->features.log_mel.sample_rate; }
int SpeechModel::mel_bins() const { return impl_->features.log_mel.bins; }
double SpeechModel::frame_seconds() const { return impl_->features.frame_seconds(); }
double SpeechModel::step_seconds() const { return impl_->features.step_seconds(); }

}  // namespace longhand
