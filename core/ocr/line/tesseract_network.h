#pragma once

#include <cstdint>
#include <memory>

#include "nn/grid/network.h"
#include "ocr/line/line_network.h"

namespace longhand::ocr {

/// The network of a `.traineddata`: it sees the contrast of each line evened out, with noise from
/// `noise_seed` around it.
std::unique_ptr<LineNetwork> make_tesseract_network(nn::grid::Network network,
                                                    std::int64_t noise_seed);

}  // namespace longhand::ocr
