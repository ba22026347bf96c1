#pragma once

#include <longhand/document.h>

#include "files.h"
#include "picture.h"

namespace longhand::cli {

/// A picture with its bytes.
struct EncodedPicture {
  PdfPicture about;
  Bytes bytes;

  PdfPicture view() const;
};

/// The file itself if it is a JPEG of grey or colours, else pixels, packed without loss; what is
/// transparent on white.
EncodedPicture encode_picture(const Picture& picture, const Bytes& file);

}  // namespace longhand::cli
