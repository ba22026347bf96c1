#include "formats/foreign.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include <longhand/language.h>
#include <longhand/model.h>

#include "formats/tiny_model.h"

namespace longhand::formats {
namespace {

using namespace std::string_literals;
using longhand::testing::TinyModel;
using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string utf16(std::u16string_view text, bool big_endian, bool mark) {
  std::string bytes;
  for (const char16_t unit : (mark ? u"\ufeff" : u"") + std::u16string(text)) {
    const char low = char(unit & 0xff), high = char(unit >> 8);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

std::string utf32(std::u32string_view text) {
  std::string bytes;
  for (const char32_t c : U"\ufeff" + std::u32string(text))
    for (const int shift : {0, 8, 16, 24}) bytes += char(c >> shift & 0xff);
  return bytes;
}

/// The beginning of a zip archive whose first file has this name.
std::string zip(const std::string& name) {
  const std::string header = "PK\x03\x04\x14\0\0\0\0\0"s + std::string(16, '\0') +
                             char(name.size()) + "\0\0\0"s;
  return header + name + std::string(64, '\x07');
}

std::string tar() {
  std::string bytes(512, '\0');
  return bytes.replace(0, 14, "eng.traineddata").replace(257, 5, "ustar");
}

/// A network as Tesseract's training and its models have it.
std::string lstm(char training) { return "\0\x06\0\0\0Series"s + training + std::string(40, '\0'); }

std::string wave() { return "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0"s; }

struct Sample {
  const char* name;
  std::string bytes;
  std::string found;  ///< as every message says
};

std::vector<Sample> samples() {
  const std::string page = "<!DOCTYPE html><html><body>404</body></html>";
  const std::string weights(200, '\x05');
  return {
      {"empty", "", "an empty file: was it downloaded"},
      {"zeros", std::string(5000, '\0'), "zero bytes and nothing else: was it downloaded"},
      {"html", page, "an HTML page \"<!DOCTYPE html>"},
      {"html in capitals", "<HTML><HEAD><TITLE>Moved", "an HTML page"},
      {"html with a mark", "\ufeff" + page, "an HTML page \"<!DOCTYPE"},
      {"html after space", "\r\n\t  " + page, "an HTML page \"<!DOCTYPE"},
      {"html after a comment", "<!-- Copyright -->\n<html lang=en>", "an HTML page"},
      {"xhtml", "<?xml version=\"1.0\"?><!DOCTYPE html>", "an HTML page"},
      {"html in UTF-16", utf16(u"<html>\u4f60\u597d", false, true), "an HTML page \"<html>你好\""},
      {"xml", "<?xml version=\"1.0\"?><Error><Code>AccessDenied", "an XML document \"<?xml"},
      {"json", "{\"message\": \"Not Found\"}", "JSON \"{\"message\""},
      {"text", "404 page not found", "text \"404 page not found\": check the address"},
      {"short text", "ok\n", "text \"ok \""},
      {"chinese", "\u6587\u4ef6\u4e0d\u5b58\u5728", "text \"文件不存在\""},
      {"chinese cut", "\u6587\u4ef6\u4e0d\u5b58\u5728"s.substr(0, 14), "text \"文件不存"},
      {"latin 1", "Le mod\xe8le demand\xe9 n'existe pas.\n", "text that is not UTF-8"},
      {"utf-16", utf16(u"Invoice \u4711", false, true), "text in UTF-16 or UTF-32 \"Invoice"},
      {"utf-16, big", utf16(u"Invoice", true, true), "text in UTF-16 or UTF-32 \"Invoice\""},
      {"utf-16, no mark", utf16(u"Invoice", false, false), "text in UTF-16"},
      {"utf-16, astral", utf16(u"a \U0001f600", false, true),
       "text in UTF-16 or UTF-32 \"a \U0001f600\": save it as UTF-8"},
      {"utf-32", utf32(U"Invoice"), "text in UTF-16 or UTF-32 \"Invoice\": save it as UTF-8"},
      {"escapes", "a\tb \u200b\u202e", "text \"a b <U+200B><U+202E>\""},
      {"git-lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
       "a pointer of git-lfs \"version https://git-lfs.github.com/spec/...\": fetch the file"},
      {"gzip", "\x1f\x8b\x08\0\0"s, "gzip data: unpack it first"},
      {"zstd", "\x28\xb5\x2f\xfd\x04", "zstd data: unpack it first"},
      {"xz", "\xfd\x37zXZ\0\0\x04"s, "xz data: unpack it first"},
      {"bzip2", "BZh91AY&SY\x01\x02", "bzip2 data: unpack it first"},
      {"lz4", "\x04\x22\x4d\x18\x60", "lz4 data: unpack it first"},
      {"7z", "7z\xbc\xaf\x27\x1c\0\x04"s, "a 7z archive: unpack it first"},
      {"rar", "Rar!\x1a\x07\0"s, "a rar archive: unpack it first"},
      {"tar", tar(), "a tar archive: unpack it first"},
      {"zip", zip("eng.traineddata"), "a zip archive: unpack it first"},
      {"pytorch", zip("archive/data.pkl"), "a PyTorch file (.pt)"},
      {"npz", zip("weight.npy"), "NumPy arrays (.npz)"},
      {"keras", zip("metadata.json"), "a Keras model"},
      {"old pytorch", "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9" + weights, "a pickle of PyTorch"},
      {"pickle", "\x80\x04\x95\x10" + weights, "a pickle of Python"},
      {"npy", "\x93NUMPY\x01\0v\0{'descr'"s, "a NumPy array (.npy)"},
      {"hdf5", "\x89HDF\r\n\x1a\n\0\0"s, "an HDF5 file"},
      {"onnx", "\x08\x08\x12\x07pytorch\x1a\x05\x32.1.0" + weights, "an ONNX model"},
      {"onnx, operators first", "\x08\x0a\x42\x02\x10\x11" + weights, "an ONNX model"},
      {"saved model", "\x08\x01\x12\x95\x80\x01\x0a" + weights, "a TensorFlow SavedModel"},
      {"tflite", "\x1c\0\0\0TFL3\x14\0 \0"s, "a TensorFlow Lite model"},
      {"gguf", "GGUF\x03\0\0\0"s, "a GGUF model"},
      {"ggml", "lmgg\x01\0\0\0"s, "a GGML model"},
      {"kaldi", "\0B<TransitionModel> "s, "a Kaldi model"},
      {"kaldi matrix", "\0BFM \x04"s, "a Kaldi archive"},
      {"openfst", "\xd6\xfd\xb2\x7e\x06\0\0\0vector"s, "an OpenFst transducer"},
      {"kenlm", "mmap lm http://kheafield.com/code format version 5\n\0"s,
       "a binary file of KenLM: give the ARPA file that it was made of"},
      {"checkpoint", lstm(1), "a checkpoint of Tesseract's training: make a model of it with "},
      {"component", lstm(2), "the component lstm of a Tesseract model: put it into"},
      {"pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"},
      {"png", "\x89PNG\r\n\x1a\n", "a PNG picture"},
      {"jpeg", "\xff\xd8\xff\xe0\0\x10JFIF"s, "a JPEG picture"},
      {"gif", "GIF89a\x01\0"s, "a GIF picture"},
      {"webp", "RIFF\x24\0\0\0WEBPVP8 "s, "a WebP picture"},
      {"tiff", "II*\0\x08\0\0\0"s, "a TIFF picture"},
      {"wav", wave(), "a WAV recording"},
      {"flac", "fLaC\0\0\0\x22"s, "a FLAC recording"},
      {"ogg", "OggS\0\x02"s, "an Ogg recording"},
      {"mp3", "ID3\x04\0"s, "an MP3 recording"},
      {"mp4", "\0\0\0\x18"s + "ftypM4A \0"s, "an MP4 recording or picture"},
      {"wasm", "\0asm\x01\0\0\0"s, "WebAssembly"},
      {"elf", "\x7f\x45LF\x02\x01\x01", "a program for Linux"},
  };
}

void expect_message(const Error& error, const std::string& message) {
  EXPECT_EQ(error.code, ErrorCode::invalid_model);
  EXPECT_NE(error.message.find(message), std::string::npos) << error.message;
}

TEST(Foreign, EveryReaderOfModelsSaysWhatTheBytesAre) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    const Bytes bytes = bytes_of(sample.bytes);
    expect_message(inspect(bytes).error(),
                   "expected a .traineddata or .safetensors model, found " + sample.found);
    expect_message(slim(bytes).error(),
                   "traineddata: expected a Tesseract model, found " + sample.found);
    expect_message(quantize(bytes).error(), "safetensors: expected a model, found " + sample.found);
    if (const auto words = LanguageModel::load(bytes)) EXPECT_EQ(words->words(), 1u);
    else
      expect_message(
          words.error(),
          "language model: expected an ARPA file or a word in each line, found " + sample.found);
  }
}

TEST(Foreign, TheAdviceFitsTheReader) {
  const Bytes torch = bytes_of(zip("archive/data.pkl"));
  expect_message(quantize(torch).error(), "(.pt): save its weights as .safetensors");
  expect_message(inspect(torch).error(), "(.pt): save its weights as .safetensors");
  expect_message(slim(torch).error(), "(.pt): print is read by LSTM models of Tesseract");
  EXPECT_TRUE(LanguageModel::load(torch).error().message.ends_with("(.pt)"));
}

TEST(Foreign, AModelInTheWrongPlaceIsSentToTheRightOne) {
  std::ifstream file(LONGHAND_FIXTURES "/speech/tones.safetensors", std::ios::binary);
  const Bytes speech{std::istreambuf_iterator<char>(file), {}};
  const Bytes print = TinyModel{}.bytes();
  const Bytes arpa = bytes_of("\\data\\\nngram 1=1\n\n\\1-grams:\n-1\ta\n\n\\end\\\n");
  expect_message(slim(speech).error(),
                 "found a .safetensors model, such as for speech: load it "
                 "with createSpeech, loadSpeech or longhand speech");
  expect_message(quantize(print).error(),
                 "found a Tesseract model, which reads print: load it "
                 "with createOcr, loadOcr or longhand ocr");
  expect_message(LanguageModel::load(speech).error(), "found a .safetensors model");
  expect_message(LanguageModel::load(print).error(), "found a Tesseract model");
  for (const auto& error : {inspect(arpa).error(), slim(arpa).error(), quantize(arpa).error()})
    expect_message(error, "found a language model in ARPA format \"\\data\\ ngram 1=1");
}

TEST(Foreign, WhatIsDamagedButOfTheRightKindKeepsItsReason) {
  Bytes print = TinyModel{}.bytes();
  print.resize(print.size() / 2);
  for (const auto& error : {inspect(print).error(), slim(print).error()})
    EXPECT_EQ(error.message.find("found a"), std::string::npos) << error.message;
  for (const char* header : {"{\"a\":", "{\"__metadata__\":7}"}) {
    std::string text("\0\0\0\0\0\0\0\0"s + header);
    text[0] = char(text.size() - 8);
    for (const auto& error : {inspect(bytes_of(text)).error(), quantize(bytes_of(text)).error()})
      EXPECT_EQ(error.message.find("found"), std::string::npos) << error.message;
  }
}

TEST(Foreign, BytesLikeNothingKnownKeepTheReadersReason) {
  const Error reason{ErrorCode::unsupported_model, "the reader's own"};
  std::string noise;
  for (int i = 0; i < 3000; ++i) noise += char(i * 167 + i / 7);
  for (const std::string& text : {noise, "\x01\x02\x03"s, std::string(300, '\xff')}) {
    const auto bytes = bytes_of(text);
    EXPECT_EQ(explain_foreign(bytes, FileKind::traineddata, reason).message, reason.message);
  }
}

}  // namespace
}  // namespace longhand::formats
