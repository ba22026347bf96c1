#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/plane.h"

namespace longhand::layout {

/// The paper of a picture without what is written on it: a grey at each point of a coarse grid,
/// blended between them. Ink may be darker or lighter.
class Background {
 public:
  /// Ink must cover less than half of any window about as large as the picture's shorter side.
  static Background of_line(const image::Plane& picture);

  /// Ink must cover less than half of any square with sides of 1/24 of the picture's shorter one,
  /// so that panels and uneven light are paper.
  static Background of_page(const image::Plane& picture);

  /// The sides of those squares, in pixels.
  static int page_window(const image::Plane& picture);

  /// The greys of row y of the picture.
  void fill_row(int y, std::span<std::uint8_t> greys) const;
  std::uint8_t at(int x, int y) const;

 private:
  /// Squares of `cell` pixels; the paper is the grey that `percent` of the cells in a window of
  /// `across` x `down` do not exceed.
  struct Windows {
    int cell, across, down, percent;
  };
  Background(const image::Plane& picture, Windows windows);

  /// Where a pixel lies between two points of the grid.
  struct Tap {
    int first, second;
    int weight;  ///< of the second, in 256ths
  };
  Tap tap(int position, int points) const;

  /// Pixels of a row from `begin` on that lie between the same two columns of the grid.
  struct Span {
    int begin;
    int first, second;
  };

  int cell_;
  int columns_, rows_;
  std::vector<std::uint8_t> greys_;
  std::vector<Span> spans_;
  std::vector<std::uint16_t> weights_;  ///< of the second column for each pixel of a row
};

}  // namespace longhand::layout
