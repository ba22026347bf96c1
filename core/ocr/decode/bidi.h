#pragma once

namespace longhand::ocr {

/// Unicode bidirectional classes as ICU numbers them, those that decoding asks for.
enum BidiClass {
  kLeftToRight = 0,
  kRightToLeft = 1,
  kEuropeanNumber = 2,
  kEuropeanSeparator = 3,
  kEuropeanTerminator = 4,
  kArabicNumber = 5,
  kCommonSeparator = 6,
  kOtherNeutral = 10,
  kArabicLetter = 13,
};

}  // namespace longhand::ocr
