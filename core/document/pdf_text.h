#pragma once

#include <string>

#include <longhand/page.h>

#include "document/pdf_font.h"

namespace longhand::document {

/// The words of a page, unseen, for a content stream whose unit is the picture's pixel, y upwards;
/// its font is /F.
std::string pdf_text(const Page& page, PdfFont& font);

}  // namespace longhand::document
