#include "ocr/page/row_readers.h"

#include <algorithm>
#include <map>

#include "layout/sort_by.h"
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

/// What a model read.
struct Attempt {
  Attempt(RowReader* reader, std::vector<PageLine> read) : model(reader), lines(std::move(read)) {
    for (const PageLine& line : lines) {
      const Sureness sure = sureness_of(line);
      symbols += float(sure.symbols);
      confidence += line.confidence * float(sure.symbols);
      sum += word_confidence(line.words) * float(sure.symbols);
    }
  }

  float sureness() const { return sum / std::max(1.0f, symbols); }

  RowReader* model;
  std::vector<PageLine> lines;
  float symbols = 0, confidence = 0, sum = 0;
};

/// The model that read most of a line.
int model_of(const PageLine& line) {
  std::map<int, std::size_t> symbols;
  for (const Word& word : line.words) symbols[word.model] += word.symbols.size();
  const auto most = std::ranges::max_element(symbols, {}, [](const auto& of) { return of.second; });
  return most == symbols.end() ? -1 : most->first;
}

std::vector<PageLine> read_with(RowReader& model, const RowTask& task, Look look) {
  return model.read(task.cutter, task.rows, task.which, look);
}

/// Reads those rows of the task, by their place in it, for which `is_wanted`; gives each line to
/// `take`.
template <class IsWanted, class Take>
void read_some(RowReader& model, const RowTask& task, Look look, IsWanted is_wanted, Take take) {
  std::vector<std::size_t> places;
  std::vector<int> wanted;
  for (std::size_t i = 0; i < task.which.size(); ++i) {
    if (!is_wanted(i)) continue;
    places.push_back(i);
    wanted.push_back(task.which[i]);
  }
  std::vector<PageLine> lines = read_with(model, {task.cutter, task.rows, wanted}, look);
  for (std::size_t i = 0; i < places.size(); ++i) take(places[i], std::move(lines[i]));
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
  for (RowReader* model : models_) attempts.emplace_back(model, read_with(*model, task, {}));
  layout::sort_by(attempts, [](const Attempt& attempt) { return -attempt.sureness(); });
  const Attempt& surest = attempts.front();
  Trial trial{{}, {}, surest.symbols, surest.confidence};
  for (Attempt& attempt : attempts) {
    trial.likelier.push_back(attempt.model);
    if (trial.lines.empty()) trial.lines = std::move(attempt.lines);
    else
      for (std::size_t i = 0; i < trial.lines.size(); ++i)
        add_reading(trial.lines[i], std::move(attempt.lines[i]));
  }
  return trial;
}

std::vector<PageLine> RowReaders::read(const RowTask& task) {
  std::vector<PageLine> lines = read_with(*models_.front(), task, {});
  for (RowReader* model : std::span(models_).subspan(1))
    read_some(
        *model, task, {}, [&](std::size_t i) { return may_be_other(lines[i]); },
        [&](std::size_t i, PageLine other) { add_reading(lines[i], std::move(other)); });
  return lines;
}

std::vector<PageLine> RowReaders::read_again(const RowTask& task, std::span<const PageLine> lines,
                                             Look look) {
  std::vector<PageLine> again(task.which.size());
  for (RowReader* model : models_)
    read_some(
        *model, task, look,
        [&](std::size_t i) { return model_of(lines[task.which[i]]) == model->number(); },
        [&](std::size_t i, PageLine line) { again[i] = std::move(line); });
  return again;
}

}  // namespace longhand::ocr
