#pragma once

#include <cstdint>

#include <longhand/image.h>

namespace longhand::image {

/// What lies under the pixels that one can see through.
struct Ground {
  std::uint8_t red = 255, green = 255, blue = 255;
};

/// The ground on which the visible pixels of an RGBA image stand out: white or black for letters on
/// nothing, whichever is further from the faintest of them; the colour of the rim where the letters
/// stand on something that is itself visible, a card or an outline. White if there is nothing to
/// see, or nothing to see through. Takes a sound view; two passes over it.
Ground choose_ground(const ImageView& image);

}  // namespace longhand::image
