#include "tiff.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <tiffio.h>

#include "commands.h"
#include "resolution.h"

namespace longhand::cli {
namespace {

/// Of one piece of memory that libtiff asks for.
constexpr tmsize_t kMaxAllocation = tmsize_t{8} * kMaxImagePixels;
constexpr float kCentimetresPerInch = 2.54f;

/// A file in memory as libtiff reads it, and what it complains about.
struct Source {
  const Bytes& file;
  toff_t at = 0;
  std::string complaint;
};

tmsize_t read_source(thandle_t handle, void* to, tmsize_t size) {
  Source& source = *static_cast<Source*>(handle);
  const toff_t left = source.file.size() - std::min<toff_t>(source.at, source.file.size());
  const auto count = tmsize_t(std::min<toff_t>(toff_t(size), left));
  if (count > 0) std::memcpy(to, source.file.data() + source.at, std::size_t(count));
  source.at += toff_t(count);
  return count;
}

tmsize_t write_nothing(thandle_t, void*, tmsize_t) { return 0; }

toff_t seek_source(thandle_t handle, toff_t offset, int from) {
  Source& source = *static_cast<Source*>(handle);
  const toff_t start = from == SEEK_SET ? 0 : from == SEEK_CUR ? source.at : source.file.size();
  return source.at = start + offset;
}

int close_nothing(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return static_cast<Source*>(handle)->file.size(); }

int note_error(TIFF*, void* complaint, const char*, const char* format, va_list arguments) {
  char text[256];
  std::vsnprintf(text, sizeof text, format, arguments);
  if (static_cast<std::string*>(complaint)->empty()) *static_cast<std::string*>(complaint) = text;
  return 1;
}

int ignore_warning(TIFF*, void*, const char*, const char*, va_list) { return 1; }

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

Tiff open(Source& source) {
  const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(TIFFOpenOptionsAlloc(),
                                                                             TIFFOpenOptionsFree);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxAllocation);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), note_error, &source.complaint);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignore_warning, nullptr);
  return {TIFFClientOpenExt("", "rm", &source, read_source, write_nothing, seek_source,
                            close_nothing, size_of, nullptr, nullptr, options.get()),
          TIFFClose};
}

template <class T>
T field(TIFF* tiff, ttag_t tag, T otherwise) {
  T value = otherwise;
  TIFFGetFieldDefaulted(tiff, tag, &value);
  return value;
}

float dpi_of(TIFF* tiff) {
  const float density = field(tiff, TIFFTAG_XRESOLUTION, 0.0f);
  const int unit = field<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  return credible_dpi(unit == RESUNIT_CENTIMETER ? density * kCentimetresPerInch : density);
}

bool is_grey(TIFF* tiff) {
  const int meaning = field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  return meaning == PHOTOMETRIC_MINISBLACK || meaning == PHOTOMETRIC_MINISWHITE;
}

/// Of pixels whose colours are multiplied by their alpha.
Image on_white(const std::uint32_t* pixels, int width, int height, int channels) {
  Image::Pixels bytes = allocate_pixels(std::size_t(width) * height * channels);
  std::uint8_t* to = bytes.get();
  for (std::size_t i = 0; i < std::size_t(width) * height; ++i) {
    const int paper = 255 - int(TIFFGetA(pixels[i]));
    const int colours[] = {int(TIFFGetR(pixels[i])), int(TIFFGetG(pixels[i])),
                           int(TIFFGetB(pixels[i]))};
    for (int channel = 0; channel < channels; ++channel)
      *to++ = std::uint8_t(std::min(255, colours[channel] + paper));
  }
  return {std::move(bytes), width, height, channels};
}

/// The page that is at hand.
Picture read_page(TIFF* tiff, const Source& source, const std::string& name) {
  const auto width = field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0);
  const auto height = field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0);
  const int orientation = field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  check_image_size(width, height, name);
  std::vector<std::uint32_t> pixels(std::size_t(width) * height);
  if (!TIFFReadRGBAImageOriented(tiff, width, height, pixels.data(), orientation, 1))
    throw Failure(name + ": " + source.complaint);
  Picture page{on_white(pixels.data(), int(width), int(height), is_grey(tiff) ? 1 : 3),
               dpi_of(tiff)};
  page.image.turn(orientation_of(orientation));
  return page;
}

}  // namespace

bool is_tiff(const Bytes& file) {
  if (file.size() < 4) return false;
  const std::string_view start(reinterpret_cast<const char*>(file.data()), 4);
  for (const std::string_view known : {std::string_view("II*\0", 4), std::string_view("MM\0*", 4),
                                       std::string_view("II+\0", 4), std::string_view("MM\0+", 4)})
    if (start == known) return true;
  return false;
}

void read_tiff(const Bytes& file, const std::string& name,
               const std::function<void(const Picture& page)>& take) {
  Source source{file};
  const Tiff tiff = open(source);
  if (!tiff) throw Failure(name + ": " + source.complaint);
  do take(read_page(tiff.get(), source, name));
  while (TIFFReadDirectory(tiff.get()));
  if (!source.complaint.empty()) throw Failure(name + ": " + source.complaint);
}

}  // namespace longhand::cli
