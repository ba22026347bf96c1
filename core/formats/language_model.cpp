#include "ctc/language_model.h"

#include <algorithm>

#include "formats/arpa.h"

namespace longhand {

LanguageModel::LanguageModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel& LanguageModel::operator=(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;

Result<LanguageModel> LanguageModel::load(std::span<const std::uint8_t> arpa) {
  const auto table = formats::read_arpa(arpa);
  if (!table) return tl::unexpected(table.error());
  auto ngrams = ctc::NgramModel::build(*table);
  if (!ngrams) return tl::unexpected(ngrams.error());
  return LanguageModel(std::make_unique<Impl>(Impl{std::move(*ngrams)}));
}

int LanguageModel::order() const { return impl_->ngrams.order(); }

std::size_t LanguageModel::words() const {
  const auto& words = impl_->ngrams.words();
  std::size_t count = 0;
  for (ctc::NgramModel::Word word = 0; word < words.size(); ++word) {
    count += !impl_->ngrams.is_marker(word);
  }
  return count;
}

std::size_t LanguageModel::ngrams() const { return impl_->ngrams.ngrams(); }

}  // namespace longhand
