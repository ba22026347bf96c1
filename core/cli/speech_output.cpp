#include "speech_output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "json_text.h"

namespace longhand::cli {
namespace {

using Members = std::vector<JsonText::Member>;

double rounded(double value) { return std::round(value * 1000) / 1000; }

const char* name_of(SpeechEventType type) {
  switch (type) {
    case SpeechEventType::partial: return "partial";
    case SpeechEventType::final: return "final";
    case SpeechEventType::endpoint: return "endpoint";
  }
  return "";
}

const char* name_of(EndpointReason reason) {
  switch (reason) {
    case EndpointReason::trailing_silence: return "trailing_silence";
    case EndpointReason::no_speech: return "no_speech";
    case EndpointReason::max_length: return "max_length";
    case EndpointReason::finished: return "finished";
  }
  return "";
}

JsonText describe_word(const SpokenWord& word) {
  return JsonText::object({{"text", word.text},
                           {"start", rounded(word.start)},
                           {"end", rounded(word.end)},
                           {"confidence", rounded(word.confidence)}});
}

JsonText describe_alternative(const Alternative& other) {
  return JsonText::object(
      {{"text", other.text}, {"log_probability", rounded(other.log_probability)}});
}

Members members_of(const SpeechResult& result) {
  Members members{{"text", result.text},
                  {"confidence", rounded(result.confidence)},
                  {"start", rounded(result.start)},
                  {"end", rounded(result.end)},
                  {"words", JsonText::array(result.words, describe_word)},
                  {"alternatives", JsonText::array(result.alternatives, describe_alternative)}};
  if (result.phrase >= 0) members.emplace_back("phrase", result.phrase);
  if (result.rejected) members.emplace_back("rejected", true);
  return members;
}

JsonText describe_result(const SpeechResult& result) {
  return JsonText::object(members_of(result));
}

Members what_happened(const SpeechEvent& event) {
  switch (event.type) {
    case SpeechEventType::partial:
      return {{"text", event.result.text}, {"stable", event.result.stable}};
    case SpeechEventType::final: return members_of(event.result);
    case SpeechEventType::endpoint: return {{"reason", name_of(event.reason)}};
  }
  return {};
}

std::string without_tabs(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return text;
}

}  // namespace

std::string Transcript::text() const {
  std::string all;
  for (const auto& utterance : utterances) {
    if (!all.empty() && !utterance.text.empty()) all += ' ';
    all += utterance.text;
  }
  return all;
}

double Transcript::confidence() const {
  double sum = 0, weight = 0;
  for (const auto& utterance : utterances) {
    const auto words = double(utterance.words.size());
    sum += words * utterance.confidence;
    weight += words;
  }
  return weight > 0 ? sum / weight : 0;
}

std::string to_json(const Transcript& transcript) {
  return JsonText::object({{"file", transcript.file},
                           {"seconds", rounded(transcript.seconds)},
                           {"text", transcript.text()},
                           {"confidence", rounded(transcript.confidence())},
                           {"utterances", JsonText::array(transcript.utterances, describe_result)}})
      .text();
}

std::string to_json(const SpeechEvent& event) {
  Members members{{"type", name_of(event.type)}, {"time", rounded(event.time)}};
  for (JsonText::Member& member : what_happened(event)) members.push_back(std::move(member));
  return JsonText::object(members).text();
}

std::string to_tsv(const Transcript& transcript) {
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.3f", transcript.confidence());
  return without_tabs(transcript.file) + '\t' + confidence + '\t' + transcript.text();
}

}  // namespace longhand::cli
