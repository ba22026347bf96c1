#pragma once

#include <string>

#include "nn/grid/layer_spec.h"

namespace longhand::model {

/// A network in Tesseract's network specification language, such as
/// "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c111]".
std::string vgsl(const nn::grid::LayerSpec& network);

}  // namespace longhand::model
