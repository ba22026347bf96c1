#include "ctc/language_model.h"

#include <algorithm>

#include "formats/arpa.h"
#include "formats/foreign.h"
#include "formats/word_list.h"

namespace longhand {
namespace {

Result<ctc::NgramTable> read_table(std::span<const std::uint8_t> bytes) {
  if (formats::is_arpa(bytes)) return formats::read_arpa(bytes);
  auto words = formats::read_word_list(bytes);
  if (words) return words;
  return tl::unexpected(
      formats::explain_foreign(bytes, formats::FileKind::arpa, std::move(words.error())));
}

}  // namespace

LanguageModel::LanguageModel(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LanguageModel::LanguageModel(LanguageModel&&) noexcept = default;
LanguageModel& LanguageModel::operator=(LanguageModel&&) noexcept = default;
LanguageModel::~LanguageModel() = default;

Result<LanguageModel> LanguageModel::load(std::span<const std::uint8_t> file) {
  const auto table = read_table(file);
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
