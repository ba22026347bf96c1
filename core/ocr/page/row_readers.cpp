#include "ocr/page/row_readers.h"

#include <algorithm>

#include "ocr/page/best_words.h"
#include "ocr/page/sureness.h"

namespace longhand::ocr {
namespace {

/// A word that is in no dictionary and has less confidence may be one of another model's, whose
/// reading must be so much surer.
constexpr float kSureOfLanguage = 85, kLead = 5;

bool may_be_other(const PageLine& line) {
  const auto unsure = [](const Word& word) {
    return !word.from_dictionary && word.confidence < kSureOfLanguage;
  };
  return line.words.empty() || std::ranges::any_of(line.words, unsure);
}

void add_reading(PageLine& line, PageLine other) {
  if (line.words.empty()) line = std::move(other);
  else if (!other.words.empty()) line = best_of_models(std::move(line), std::move(other), kLead);
}

std::vector<PageLine> read_with(RowReader& model, const RowTask& task, Look look) {
  return model.read(task.cutter, task.rows, task.which, look);
}

/// What a model read in some rows.
struct Attempt {
  std::vector<PageLine> lines;
  float symbols = 0, confidence = 0, sureness = 0;
};

Attempt attempt(RowReader& model, const RowTask& task) {
  Attempt attempt{read_with(model, task, {})};
  for (const PageLine& line : attempt.lines) {
    const auto symbols = float(sureness_of(line).symbols);
    attempt.symbols += symbols;
    attempt.confidence += line.confidence * symbols;
    attempt.sureness += word_confidence(line.words) * symbols;
  }
  attempt.sureness /= std::max(1.0f, attempt.symbols);
  return attempt;
}

/// The model that read most of a line.
int model_of(const PageLine& line) {
  int model = -1;
  std::size_t most = 0;
  for (const Word& word : line.words) {
    std::size_t symbols = 0;
    for (const Word& other : line.words)
      if (other.model == word.model) symbols += other.symbols.size();
    if (symbols > most) model = word.model;
    most = std::max(most, symbols);
  }
  return model;
}

/// Reads the rows of the task that are wanted; the others' lines are empty.
std::vector<PageLine> read_wanted(RowReader& model, const RowTask& task, Look look,
                                  const std::vector<bool>& wanted) {
  std::vector<int> which;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]) which.push_back(task.which[i]);
  std::vector<PageLine> lines = read_with(model, {task.cutter, task.rows, which}, look);
  std::vector<PageLine> all(wanted.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]) all[i] = std::move(lines[next++]);
  return all;
}

}  // namespace

Result<PageLine> RowReaders::read_line(const image::Plane& picture, Layout layout) {
  Result<PageLine> best = models_.front()->read_line(picture, layout);
  for (RowReader* model : std::span(models_).subspan(1)) {
    auto line = model->read_line(picture, layout);
    if (best && line) add_reading(*best, std::move(*line));
    else if (line) best = std::move(line);
  }
  return best;
}

Trial RowReaders::try_all(const RowTask& task) {
  std::vector<Attempt> attempts;
  attempts.reserve(models_.size());
  for (RowReader* model : models_) attempts.push_back(attempt(*model, task));
  const auto surest = [&] {
    return std::size_t(std::ranges::max_element(attempts, {}, &Attempt::sureness) -
                       attempts.begin());
  };
  const Attempt& first = attempts[surest()];
  Trial trial{{}, {}, first.symbols, first.confidence};
  trial.lines.resize(task.which.size());
  while (trial.likelier.size() < models_.size()) {
    const std::size_t next = surest();
    trial.likelier.push_back(models_[next]);
    attempts[next].sureness = -1;
    for (std::size_t i = 0; i < trial.lines.size(); ++i)
      add_reading(trial.lines[i], std::move(attempts[next].lines[i]));
  }
  return trial;
}

std::vector<PageLine> RowReaders::read(const RowTask& task) {
  std::vector<PageLine> lines = read_with(*models_.front(), task, {});
  for (RowReader* model : std::span(models_).subspan(1)) {
    std::vector<bool> unsure(lines.size());
    std::transform(lines.begin(), lines.end(), unsure.begin(), may_be_other);
    std::vector<PageLine> others = read_wanted(*model, task, {}, unsure);
    for (std::size_t i = 0; i < lines.size(); ++i) add_reading(lines[i], std::move(others[i]));
  }
  return lines;
}

std::vector<PageLine> RowReaders::read_again(const RowTask& task, std::span<const PageLine> lines,
                                             Look look) {
  if (!are_several()) return read_with(*models_.front(), task, look);
  std::vector<PageLine> again(task.which.size());
  for (RowReader* model : models_) {
    std::vector<bool> own;
    for (const int row : task.which) own.push_back(model_of(lines[row]) == model->number());
    std::vector<PageLine> read = read_wanted(*model, task, look, own);
    for (std::size_t i = 0; i < again.size(); ++i)
      if (own[i]) again[i] = std::move(read[i]);
  }
  return again;
}

}  // namespace longhand::ocr
