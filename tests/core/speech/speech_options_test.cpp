#include <gtest/gtest.h>

#include "tones.h"

namespace longhand {
namespace {

using Texts = std::vector<std::string>;

/// Two tones at once: either letter is as likely.
std::vector<float> mixed(char a, char b) {
  auto sum = speak(std::string(1, a));
  const auto other = speak(std::string(1, b));
  for (std::size_t n = 0; n < sum.size(); ++n) sum[n] += other[n];
  return sum;
}

std::shared_ptr<const LanguageModel> language_model(const std::string& text) {
  auto model = LanguageModel::load(
      {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return std::make_shared<const LanguageModel>(std::move(model.value()));
}

SpeechResult only_final(const std::vector<float>& samples, const SpeechOptions& options) {
  auto stream = SpeechStream::create(tone_model(), options).value();
  const auto results = finals(feed(stream, samples));
  EXPECT_EQ(results.size(), 1u);
  return results.empty() ? SpeechResult{} : results[0];
}

TEST(SpeechOptions, HotwordsDecideBetweenLikelyReadings) {
  const auto sound = mixed('a', 'b') + speak("d");
  for (const char* word : {"ad", "BD"}) {
    SpeechOptions options;
    options.hotwords = {{word, 6}};
    EXPECT_EQ(hear(sound, options), Texts{word[0] == 'a' ? "ad" : "bd"});
  }
}

TEST(SpeechOptions, TheLanguageModelDecidesBetweenLikelyReadings) {
  for (const std::string word : {"ad", "bd"}) {
    SpeechOptions options;
    options.language_model = language_model(
        "\\data\\\nngram 1=3\n\n\\1-grams:\n-1 <s>\n-1 </s>\n-0.5 " + word + "\n\n\\end\\\n");
    EXPECT_EQ(options.language_model->words(), 1u);
    EXPECT_EQ(options.language_model->order(), 1);
    EXPECT_EQ(options.language_model->ngrams(), 3u);
    EXPECT_EQ(hear(mixed('a', 'b') + speak("d"), options), Texts{word});
  }
}

TEST(SpeechOptions, MasksSteerTheSearch) {
  SpeechOptions options;
  options.allow = "bd";
  EXPECT_EQ(hear(mixed('a', 'b') + speak("d"), options), Texts{"bd"});
  options.allow = "";
  options.deny = "b";
  EXPECT_EQ(hear(mixed('a', 'b') + speak("d"), options), Texts{"ad"});
  options.beam = 1;
  EXPECT_EQ(hear(mixed('a', 'b') + speak("d"), options), Texts{"ad"});
}

TEST(SpeechOptions, PhrasesAreTheOnlyResults) {
  SpeechOptions options;
  options.phrases = {"ab [cd]", "dead"};
  EXPECT_EQ(only_final(speak("ab cd"), options).phrase, 0);
  const auto dead = only_final(speak("dead"), options);
  EXPECT_EQ(dead.text, "dead");
  EXPECT_EQ(dead.phrase, 1);
  EXPECT_GT(dead.confidence, 0.9f);
  EXPECT_EQ(only_final(mixed('a', 'e') + speak("b"), options).text, "ab");
}

TEST(SpeechOptions, WhatIsNoPhraseIsRejected) {
  SpeechOptions options;
  options.phrases = {"ab", "dead"};
  const auto other = only_final(speak("ce ce ce"), options);
  EXPECT_TRUE(other.rejected);
  EXPECT_EQ(other.text, "");
  EXPECT_EQ(other.phrase, -1);
  options.phrase_threshold = 0;
  EXPECT_FALSE(only_final(speak("abb"), options).rejected);
  EXPECT_TRUE(hear(silence(2), options).empty());
}

TEST(SpeechOptions, WhatIsSaidOftenAnywayIsNoEvidenceToASearchWithKnowledge) {
  for (const std::string word : {"ad", "bd"}) {
    const auto bytes = edited(kForPeople, word == "ad" ? "\"label_priors\":[1,1,1e-3,1,1,1,1]"
                                                       : "\"label_priors\":[1,1,1,1e-3,1,1,1]");
    const auto model = std::make_shared<const SpeechModel>(SpeechModel::load(bytes).value());
    SpeechOptions options;
    options.phrases = {"ad", "bd"};
    auto stream = SpeechStream::create(model, options).value();
    EXPECT_EQ(texts(feed(stream, mixed('a', 'b') + speak("d"))), Texts{word});
  }
}

TEST(SpeechOptions, WhatIsFittedToTheModelCounts) {
  const auto hear_with = [](const std::string& fit) {
    const auto bytes = edited(kForPeople, "\"fit\":{" + fit + "}");
    const auto model = std::make_shared<const SpeechModel>(SpeechModel::load(bytes).value());
    SpeechOptions options;
    options.phrases = {"ab", "dead"};
    auto stream = SpeechStream::create(model, options).value();
    return feed(stream, speak("ab"));
  };
  EXPECT_EQ(texts(hear_with("")), Texts{"ab"});
  EXPECT_TRUE(finals(hear_with("\"phrase_confidence\":{\"bias\":-99}")).at(0).rejected);
  EXPECT_TRUE(finals(hear_with("\"voice_gate\":{\"faintest\":9}")).empty());
}

TEST(SpeechOptions, PhrasesCanChangeInTheMiddleOfAnUtterance) {
  SpeechOptions options;
  options.phrases = {"ab"};
  auto stream = SpeechStream::create(tone_model(), options).value();
  ASSERT_TRUE(stream.accept(speak("ce"), 16000));
  options.phrases = {"ce"};
  ASSERT_TRUE(stream.set_options(options));
  EXPECT_EQ(texts(stream.finish().value()), Texts{"ce"});
}

TEST(SpeechOptions, HarmlessCharactersAreNoMistake) {
  for (const std::string text :
       {"ad c", "\ufeffad c", "ad\u00a0c", " ad\tc \r", "ad\u3000c\u2009"}) {
    SpeechOptions phrases, hotwords, allow;
    phrases.phrases = {text};
    hotwords.hotwords = {{text, 6}};
    allow.allow = text;
    for (const auto& options : {phrases, hotwords, allow}) {
      const auto stream = SpeechStream::create(tone_model(), options);
      EXPECT_TRUE(stream) << text << ": " << stream.error().message;
    }
    EXPECT_EQ(hear(mixed('a', 'b') + speak("d"), allow), Texts{"ad"});
    phrases.phrase_threshold = 0;
    EXPECT_EQ(only_final(speak("ad c"), phrases).text, "ad c");
  }
}

TEST(SpeechOptions, WrongOptionsSayWhatWasExpected) {
  const auto with = [](auto change) {
    SpeechOptions options;
    change(options);
    return options;
  };
  const std::vector<std::pair<SpeechOptions, std::string>> cases = {
      {with([](auto& o) { o.beam = 0; }), "beam: expected 1 to 1000, found 0"},
      {with([](auto& o) { o.beam = 1001; }), "beam: expected 1 to 1000, found 1001"},
      {with([](auto& o) { o.alternatives = 17; }), "alternatives: expected 1 to 16, found 17"},
      {with([](auto& o) { o.phrase_threshold = NAN; }),
       "phrase threshold: expected 0 to 1, found nan"},
      {with([](auto& o) { o.lm_weight = -1; }),
       "language model weight: expected 0 to 10, found -1"},
      {with([](auto& o) { o.endpoint.max_length = 0.5; }),
       "maximal length: expected 1 to 60, found 0.5"},
      {with([](auto& o) { o.phrases = {"ab xyz"}; }),
       "phrase word \"xyz\": the model cannot write \"x\""},
      {with([](auto& o) { o.phrases = {"(ab"}; }),
       "phrase 1 \"(ab\": expected \")\", found \"end\" at character 4"},
      {with([](auto& o) {
         o.hotwords = {{"za", 1}};
       }),
       "hot word \"za\": the model cannot write \"z\""},
      {with([](auto& o) {
         o.hotwords = {{"", 1}};
       }),
       "hot word \"\": expected 1 to 1000 bytes"},
      {with([](auto& o) {
         o.hotwords = {{"\ufeff\u00a0", 1}};
       }),
       "hot word \"<U+FEFF> \": expected a word"},
      {with([](auto& o) {
         o.hotwords = {{"a", 1}, {"a\u2060b", 1}};
       }),
       "U+2060 (word joiner) at column 2 of hot word 2: the model does not write it; delete it"},
      {with([](auto& o) {
         o.phrases = {"ab", "cd", "a b\u200bc"};
       }),
       "U+200B (zero width space) at column 4 of phrase 3: the model does not write it; delete it"},
      {with([](auto& o) { o.phrases = {"a \xe9"}; }),
       "a byte that is no UTF-8 at column 3 of phrase 1: expected UTF-8"},
      {with([](auto& o) { o.phrases = {"\u00e9 (ab"}; }),
       "phrase 1 \"\u00e9 (ab\": expected \")\", found \"end\" at character 6"},
      {with([](auto& o) { o.allow = "a-e\u200e"; }),
       "U+200E (direction mark) at column 4 of allow: the model does not write it; delete it"},
      {with([](auto& o) { o.allow = "xyz"; }),
       "allow and deny: expected to leave at least one of the model's 5 characters, found none"},
      {with([](auto& o) { o.deny = "a-z"; }),
       "allow and deny: expected to leave at least one of the model's 5 characters, found none"},
      {with([](auto& o) { o.deny = "a\xff"; }),
       "a byte that is no UTF-8 at column 2 of deny: expected UTF-8"},
      {with([](auto& o) {
         o.hotwords = {{"a", 99}};
       }),
       "hot word \"a\": boost: expected -50 to 50, found 99"},
      {with([](auto& o) {
         o.beam = 1;
         o.phrases = {"a"};
       }),
       "expected a beam of at least 2 for phrases, hot words or a language model, found 1"},
  };
  for (const auto& [options, message] : cases) {
    const auto failed = SpeechStream::create(tone_model(), options);
    ASSERT_FALSE(failed) << message;
    EXPECT_EQ(failed.error().code, ErrorCode::invalid_option);
    EXPECT_EQ(failed.error().message, message);
  }
}

TEST(SpeechOptions, TakeTheEndsOfTheirRangesAndNothingBeyond) {
  using Options = SpeechOptions;
  const struct {
    const char* name;
    Range range;
    double step;
    void (*set)(Options&, double);
  } cases[] = {
      {"beam", kSpeechLimits.beam, 1, [](Options& o, double v) { o.beam = int(v); }},
      {"alternatives",
       {1, double(Options().beam)},
       1,
       [](Options& o, double v) { o.alternatives = int(v); }},
      {"phrase threshold", kSpeechLimits.phrase_threshold, 0.01,
       [](Options& o, double v) { o.phrase_threshold = float(v); }},
      {"boost", kSpeechLimits.boost, 0.01,
       [](Options& o, double v) {
         o.hotwords = {{"a", float(v)}};
       }},
      {"language model weight", kSpeechLimits.lm_weight, 0.01,
       [](Options& o, double v) { o.lm_weight = float(v); }},
      {"word bonus", kSpeechLimits.word_bonus, 0.01,
       [](Options& o, double v) { o.word_bonus = float(v); }},
      {"trailing silence", kSpeechLimits.trailing_silence, 0.01,
       [](Options& o, double v) { o.endpoint.trailing_silence = v; }},
      {"no speech", kSpeechLimits.no_speech, 0.01,
       [](Options& o, double v) { o.endpoint.no_speech = v; }},
      {"maximal length", kSpeechLimits.max_length, 0.01,
       [](Options& o, double v) { o.endpoint.max_length = v; }},
  };
  for (const auto& [name, range, step, set] : cases) {
    const auto create = [&](double value) {
      Options options;
      set(options, value);
      return SpeechStream::create(tone_model(), options);
    };
    EXPECT_TRUE(create(range.least)) << name;
    EXPECT_TRUE(create(range.most)) << name;
    for (const double beyond : {range.least - step, range.most + step, double(NAN)}) {
      if (step == 1 && std::isnan(beyond)) continue;
      const auto refused = create(beyond);
      ASSERT_FALSE(refused) << name << " " << beyond;
      EXPECT_EQ(refused.error().code, ErrorCode::invalid_option);
      EXPECT_NE(refused.error().message.find(std::string(name) + ": expected "), std::string::npos)
          << refused.error().message;
    }
  }
}

TEST(SpeechOptions, SampleRatesEndWhereTheyAreSaidTo) {
  auto stream = SpeechStream::create(tone_model()).value();
  const auto [least, most] = kSpeechLimits.sample_rate;
  for (const double rate : {least, most}) {
    EXPECT_TRUE(stream.accept({}, rate)) << rate;
    stream.reset();
  }
  for (const double rate : {least - 1, most + 1, least + 0.5, double(NAN)}) {
    const auto refused = stream.accept({}, rate);
    ASSERT_FALSE(refused) << rate;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_audio);
    EXPECT_NE(refused.error().message.find("8 to 768000 Hz"), std::string::npos);
  }
}

TEST(SpeechOptions, WrongOptionsLeaveTheOldOnes) {
  SpeechOptions options;
  options.phrases = {"ab", "cd"};
  auto stream = SpeechStream::create(tone_model(), options).value();
  options.phrases = {"xx"};
  EXPECT_FALSE(stream.set_options(options));
  EXPECT_EQ(texts(feed(stream, speak("cd"))), Texts{"cd"});
}

}  // namespace
}  // namespace longhand
