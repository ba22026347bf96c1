#include "ocr/decode/alphabet_characters.h"

#include <string_view>

#include "ocr/decode/bidi.h"
#include "text/utf8.h"

namespace longhand::ocr {
namespace {

struct Block {
  char32_t first, last;
  const char* script;
  BidiClass direction;
};

// https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt and DerivedBidiClass.txt, as far as
// decoding asks: other letters run from left to right and have spaces between words.
constexpr Block kBlocks[] = {
    {'0', '9', "Common", kEuropeanNumber},           {'+', '+', "Common", kEuropeanSeparator},
    {'-', '-', "Common", kEuropeanSeparator},        {'#', '%', "Common", kEuropeanTerminator},
    {0xA2, 0xA5, "Common", kEuropeanTerminator},     {0xB0, 0xB1, "Common", kEuropeanTerminator},
    {0x20A0, 0x20CF, "Common", kEuropeanTerminator}, {',', ',', "Common", kCommonSeparator},
    {'.', '/', "Common", kCommonSeparator},          {':', ':', "Common", kCommonSeparator},
    {0xA0, 0xA0, "Common", kCommonSeparator},        {0x20, 0x40, "Common", kOtherNeutral},
    {0x5B, 0x60, "Common", kOtherNeutral},           {0x7B, 0xA9, "Common", kOtherNeutral},
    {0xAB, 0xB4, "Common", kOtherNeutral},           {0xB6, 0xB9, "Common", kOtherNeutral},
    {0xBB, 0xBF, "Common", kOtherNeutral},           {0xD7, 0xD7, "Common", kOtherNeutral},
    {0xF7, 0xF7, "Common", kOtherNeutral},           {0x0590, 0x05FF, "Hebrew", kRightToLeft},
    {0x0660, 0x0669, "Arabic", kArabicNumber},       {0x0600, 0x07BF, "Arabic", kArabicLetter},
    {0x07C0, 0x085F, "Common", kRightToLeft},        {0x0860, 0x08FF, "Arabic", kArabicLetter},
    {0x0E00, 0x0E7F, "Thai", kLeftToRight},          {0x1100, 0x11FF, "Hangul", kLeftToRight},
    {0x2010, 0x2BFF, "Common", kOtherNeutral},       {0x2E80, 0x2FDF, "Han", kLeftToRight},
    {0x3005, 0x3007, "Han", kLeftToRight},           {0x3001, 0x3020, "Common", kOtherNeutral},
    {0x3041, 0x309F, "Hiragana", kLeftToRight},      {0x30A0, 0x30FF, "Katakana", kLeftToRight},
    {0x3130, 0x318F, "Hangul", kLeftToRight},        {0x31F0, 0x31FF, "Katakana", kLeftToRight},
    {0x3400, 0x4DBF, "Han", kLeftToRight},           {0x4E00, 0x9FFF, "Han", kLeftToRight},
    {0xAC00, 0xD7FF, "Hangul", kLeftToRight},        {0xF900, 0xFAFF, "Han", kLeftToRight},
    {0xFB1D, 0xFB4F, "Hebrew", kRightToLeft},        {0xFB50, 0xFDFF, "Arabic", kArabicLetter},
    {0xFE70, 0xFEFE, "Arabic", kArabicLetter},       {0xFF66, 0xFF9F, "Katakana", kLeftToRight},
    {0x20000, 0x3FFFD, "Han", kLeftToRight},
};

bool is_digit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0x0660 && c <= 0x0669); }

/// A label is what its first code point is.
formats::Unichar character_of(const std::string& text) {
  std::string_view rest = text;
  const char32_t first = text::take_code_point(rest);
  formats::Unichar character;
  character.text = text;
  character.script = "Common";
  character.properties = is_digit(first) ? formats::kDigitProperty : 0;
  for (const Block& block : kBlocks) {
    if (first < block.first || first > block.last) continue;
    character.script = block.script;
    character.direction = block.direction;
    break;
  }
  return character;
}

}  // namespace

AlphabetCharacters characters_of(std::span<const std::string> alphabet, int blank) {
  AlphabetCharacters made{{character_of(" ")}, {{}}};
  for (int label = 0; label < int(alphabet.size()); ++label) {
    const std::string& text = alphabet[label];
    if (label == blank || text.empty()) continue;
    if (text == " " && made.codes[0].empty()) {
      made.codes[0] = {label};
      continue;
    }
    made.characters.push_back(character_of(text));
    made.codes.push_back({label});
  }
  return made;
}

}  // namespace longhand::ocr
