#include "formats/foreign.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "formats/foreign_text.h"
#include "formats/safetensors.h"

namespace longhand::formats {
namespace {

using namespace std::string_view_literals;

constexpr const char* kUnpack = "unpack it first";
constexpr const char*
    kExport = "save its weights as .safetensors, see models/FORMAT.md of this project";

/// Bytes at a place near the start of a file that tell what it is.
struct Magic {
  std::uint16_t offset;
  std::string_view bytes;
  const char* what;
  const char* advice = nullptr;
};

constexpr Magic kMagic[] = {
    {0, "\x1f\x8b"sv, "gzip data", kUnpack},
    {0, "\x28\xb5\x2f\xfd"sv, "zstd data", kUnpack},
    {0,
     "\xfd"
     "7zXZ"sv,
     "xz data", kUnpack},
    {0, "BZh"sv, "bzip2 data", kUnpack},
    {0, "\x04\x22\x4d\x18"sv, "lz4 data", kUnpack},
    {0, "7z\xbc\xaf\x27"sv, "a 7z archive", kUnpack},
    {0, "Rar!"sv, "a rar archive", kUnpack},
    {257, "ustar"sv, "a tar archive", kUnpack},
    {0, "\x80\x02"sv, "a pickle of PyTorch or Python", kExport},
    {0, "\x80\x03"sv, "a pickle of Python", kExport},
    {0, "\x80\x04"sv, "a pickle of Python", kExport},
    {0, "\x80\x05"sv, "a pickle of Python", kExport},
    {0, "\x93NUMPY"sv, "a NumPy array (.npy)", kExport},
    {0, "\x89HDF\r\n"sv, "an HDF5 file, such as a Keras model", kExport},
    {4, "TFL3"sv, "a TensorFlow Lite model", kExport},
    {0, "\x08\x01\x12"sv, "a TensorFlow SavedModel", kExport},
    {0, "GGUF"sv, "a GGUF model", kExport},
    {0, "lmgg"sv, "a GGML model", kExport},
    {0, "\0B<"sv, "a Kaldi model", kExport},
    {0, "\0B"sv, "a Kaldi archive", kExport},
    {0, "\xd6\xfd\xb2\x7e"sv, "an OpenFst transducer"},
    {0, "mmap lm http"sv, "a binary file of KenLM", "give the ARPA file that it was made of"},
    {0, "\0\x06\0\0\0Series\x01"sv, "a checkpoint of Tesseract's training",
     "make a model of it with lstmtraining --stop_training --continue_from"},
    {0, "\0\x06\0\0\0Series"sv, "the component lstm of a Tesseract model",
     "put it into the whole with combine_tessdata -o MODEL.traineddata"},
    {0, "%PDF"sv, "a PDF document"},
    {0, "\x89PNG"sv, "a PNG picture"},
    {0, "\xff\xd8\xff"sv, "a JPEG picture"},
    {0, "GIF8"sv, "a GIF picture"},
    {8, "WEBP"sv, "a WebP picture"},
    {0, "II*\0"sv, "a TIFF picture"},
    {8, "WAVE"sv, "a WAV recording"},
    {0, "fLaC"sv, "a FLAC recording"},
    {0, "OggS"sv, "an Ogg recording"},
    {0, "ID3"sv, "an MP3 recording"},
    {4, "ftyp"sv, "an MP4 recording or picture"},
    {0, "\0asm"sv, "WebAssembly"},
    {0,
     "\x7f"
     "ELF"sv,
     "a program for Linux"},
};

bool has_magic(std::string_view head, const Magic& magic) {
  return head.size() > magic.offset && head.substr(magic.offset).starts_with(magic.bytes);
}

/// What a zip archive is, by the names in it; the first of them tell.
Foreign zip(std::string_view head) {
  const auto holds = [head](std::string_view name) { return head.find(name) != head.npos; };
  if (holds("data.pkl")) return {"a PyTorch file (.pt)", kExport};
  if (holds(".npy")) return {"NumPy arrays (.npz)", kExport};
  if (holds("metadata.json")) return {"a Keras model", kExport};
  return {"a zip archive", kUnpack};
}

/// Protocol buffers: the version as field 1, then the producer's name, the graph or the operators.
bool is_onnx(std::string_view head) {
  if (head.size() < 5 || head[0] != 8 || head[1] < 3 || head[1] > 30) return false;
  return head[2] == 0x3a || head[2] == 0x42 || (head[2] == 0x12 && head[4] >= 'A');
}

/// A component table whose first component lies right behind it.
bool is_traineddata(std::string_view head) {
  std::uint32_t count = 0;
  if (head.size() < sizeof count) return false;
  std::memcpy(&count, head.data(), sizeof count);
  const std::size_t end = sizeof count + std::size_t(count) * sizeof(std::int64_t);
  if (count == 0 || count > 100 || end > head.size()) return false;
  std::int64_t first = -1;
  for (std::size_t at = sizeof count; at < end && first < 0; at += sizeof first)
    std::memcpy(&first, head.data() + at, sizeof first);
  return first == std::int64_t(end);
}

/// The models that this engine reads, if it was another that was wanted.
std::optional<Foreign> own_model(std::span<const std::uint8_t> bytes, std::string_view head) {
  if (is_traineddata(head))
    return Foreign{"a Tesseract model, which reads print",
                   "load it with createOcr, loadOcr or longhand ocr"};
  if (is_safetensors(bytes))
    return Foreign{"a .safetensors model, such as for speech",
                   "load it with createSpeech, loadSpeech or longhand speech"};
  return std::nullopt;
}

std::optional<Foreign> recognise(std::span<const std::uint8_t> bytes, std::string_view head) {
  if (head.empty()) return Foreign{"an empty file", "was it downloaded or copied completely?"};
  if (head.starts_with("PK\x03\x04")) return zip(head);
  const auto* known = std::find_if(std::begin(kMagic), std::end(kMagic),
                                   [head](const Magic& magic) { return has_magic(head, magic); });
  if (known != std::end(kMagic)) return Foreign{known->what, known->advice};
  if (is_onnx(head)) return Foreign{"an ONNX model", kExport};
  if (auto text = recognise_text(head)) return text;
  if (std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; }))
    return Foreign{"zero bytes and nothing else", "was it downloaded or copied completely?"};
  return std::nullopt;
}

const char* expectation(FileKind wanted) {
  switch (wanted) {
    case FileKind::model: return "expected a .traineddata or .safetensors model";
    case FileKind::traineddata: return "traineddata: expected a Tesseract model";
    case FileKind::safetensors: return "safetensors: expected a model";
    case FileKind::arpa: return "language model: expected an ARPA file or a word in each line";
    case FileKind::list: return "expected lines of UTF-8 text";
  }
  return "";
}

/// Of a model of this engine, whether it is one of the wanted kind that is damaged.
bool is_wanted(FileKind wanted, std::span<const std::uint8_t> bytes) {
  if (wanted == FileKind::model) return true;
  return wanted == (is_safetensors(bytes) ? FileKind::safetensors : FileKind::traineddata);
}

const char* advice_for(FileKind wanted, const Foreign& found) {
  if (found.advice != kExport || wanted == FileKind::safetensors || wanted == FileKind::model)
    return found.advice;
  return wanted == FileKind::traineddata ? "print is read by LSTM models of Tesseract" : nullptr;
}

}  // namespace

Error explain_foreign(std::span<const std::uint8_t> bytes, FileKind wanted, Error otherwise) {
  constexpr std::size_t kEnough = 1024;
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min(bytes.size(), kEnough));
  auto found = own_model(bytes, head);
  if (found && is_wanted(wanted, bytes)) return otherwise;
  if (!found) found = recognise(bytes, head);
  if (!found) return otherwise;
  std::string message = std::string(expectation(wanted)) + ", found " + found->what;
  if (!found->excerpt.empty()) message += ' ' + found->excerpt;
  if (const char* advice = advice_for(wanted, *found)) message += std::string(": ") + advice;
  return {ErrorCode::invalid_model, std::move(message)};
}

}  // namespace longhand::formats
