#include "nn/grid/network.h"

#include <gtest/gtest.h>

#include <cmath>

#include "allocations.h"
#include "fixture.h"
#include "instruction_sets.h"
#include "nn/grid/as_int8.h"

namespace longhand::nn::grid {
namespace {

using testing::NetworkCase;

const std::vector<NetworkCase>& cases() {
  static const auto read = testing::read_cases(LONGHAND_FIXTURES "/nn/networks.txt");
  return read;
}

/// As the network takes it, which has its int8 values from floats.
Grid<float> line_of(const NetworkCase& c) {
  Grid<float> line;
  line.resize(c.height, c.width, 1);
  const float scale = c.int8 ? 128 : 1;
  for (std::size_t i = 0; i < c.line.size(); ++i) line.values[i] = float(c.line[i]) / scale;
  return line;
}

std::vector<Grid<float>> lines_of(const std::vector<NetworkCase>& cases) {
  std::vector<Grid<float>> lines;
  for (const NetworkCase& c : cases) lines.push_back(line_of(c));
  return lines;
}

/// Side by side, as lines of one network.
std::vector<Grid<float>> run(const Network& network, const std::vector<NetworkCase>& cases,
                             Network::Workspace& workspace) {
  NoiseGenerator noise(Recurrence::mmix, cases[0].noise_seed);
  std::vector<Grid<float>> out(cases.size());
  network.forward(lines_of(cases), noise, workspace, out);
  return out;
}

Grid<float> run(const Network& network, const NetworkCase& c, Network::Workspace& workspace) {
  return run(network, std::vector{c}, workspace)[0];
}

float largest_difference(const Grid<float>& out, const std::vector<float>& expected) {
  float largest = 0;
  for (std::size_t i = 0; i < expected.size(); ++i)
    largest = std::max(largest, std::fabs(out.values[i] - expected[i]));
  return largest;
}

TEST(OnEachInstructionSet, NetworksGiveTheReferencesSoftmax) {
  ASSERT_EQ(cases().size(), 8u);
  simd::for_each_instruction_set([] {
    for (const NetworkCase& c : cases()) {
      SCOPED_TRACE(c.name);
      auto network = Network::build(c.network);
      ASSERT_TRUE(network.has_value()) << network.error().message;
      Network::Workspace workspace;
      const Grid<float> out = run(*network, c, workspace);
      ASSERT_EQ(out.width, c.steps);
      ASSERT_EQ(out.features, c.labels);
      EXPECT_LT(largest_difference(out, c.softmax), c.int8 ? 5e-7f : 1e-5f);
    }
  });
}

TEST(OnEachInstructionSet, Int8NetworksGiveTheSameBits) {
  for (const NetworkCase& c : cases()) {
    if (!c.int8) continue;
    SCOPED_TRACE(c.name);
    Grid<float> first;
    simd::for_each_instruction_set([&] {
      Network::Workspace workspace;
      const Grid<float> out = run(*Network::build(c.network), c, workspace);
      if (first.values.empty()) first = out;
      EXPECT_TRUE(
          std::equal(out.values.begin(), out.values.begin() + out.size(), first.values.begin()));
    });
  }
}

/// The case with a line of `width` columns, taken from anywhere in its own.
NetworkCase resized(const NetworkCase& c, int width) {
  NetworkCase other = c;
  other.width = width;
  other.line.resize(std::size_t(c.height) * width);
  for (std::size_t i = 0; i < other.line.size(); ++i)
    other.line[i] = c.line[(i * 7 + width) % c.line.size()];
  return other;
}

// More lines than run side by side, of many widths, some of them alike.
TEST(OnEachInstructionSet, LinesSideBySideGiveTheBitsOfEachAlone) {
  simd::for_each_instruction_set([] {
    for (const NetworkCase& c : cases()) {
      SCOPED_TRACE(c.name);
      auto network = Network::build(c.network);
      std::vector<NetworkCase> lines;
      for (const int count : {2, 5, 13, 60}) {
        while (int(lines.size()) < count)
          lines.push_back(resized(c, network->x_scale() * (1 + int(lines.size()) * 11 % 37)));
        Network::Workspace workspace;
        const std::vector<Grid<float>> together = run(*network, lines, workspace);
        for (int i = 0; i < count; ++i) {
          const Grid<float> alone = run(*network, lines[i], workspace);
          ASSERT_EQ(together[i].width, alone.width);
          ASSERT_TRUE(std::equal(alone.values.begin(), alone.values.begin() + alone.size(),
                                 together[i].values.begin()))
              << "line " << i << " of " << count;
        }
      }
    }
  });
}

TEST(Network, AnswersTheSameFromAUsedWorkspace) {
  for (const NetworkCase& c : cases()) {
    SCOPED_TRACE(c.name);
    auto network = Network::build(c.network);
    Network::Workspace workspace;
    NetworkCase longer = c;
    longer.width *= 3;
    longer.line.resize(longer.height * longer.width, c.line[0]);
    const Grid<float> fresh = run(*network, c, workspace);
    run(*network, longer, workspace);
    const Grid<float> again = run(*network, c, workspace);
    EXPECT_TRUE(std::equal(fresh.values.begin(), fresh.values.begin() + fresh.size(),
                           again.values.begin()));
  }
}

TEST(Network, TellsWhatLinesItTakes) {
  auto network = Network::build(cases()[0].network);
  EXPECT_EQ(network->x_scale(), 3);
  EXPECT_EQ(network->input_height(), 12);
  EXPECT_EQ(network->least_height(), 12);
  EXPECT_EQ(network->most_columns(), (1 << 26) / 108);
}

TEST(Network, QuantisesItsInputAsTesseractDoes) {
  EXPECT_EQ(as_int8(0), 0);
  EXPECT_EQ(as_int8(0.4f / 128), 0);
  EXPECT_EQ(as_int8(0.5f / 128), 1);
  EXPECT_EQ(as_int8(-0.5f / 128), -1);
  EXPECT_EQ(as_int8(126.5f / 128), 127);
  EXPECT_EQ(as_int8(1e9f), 127);
  EXPECT_EQ(as_int8(-1e9f), -127);
}

// A fused front (convolve, dense, maxpool) against the same layers kept apart by a parallel of one.
TEST(Network, FusionChangesNothing) {
  for (const NetworkCase& c : cases()) {
    if (c.name.rfind("released", 0) != 0) continue;
    NetworkCase apart = c;
    LayerSpec& front = apart.network.children[1];
    LayerSpec alone;
    alone.kind = LayerKind::parallel;
    alone.inputs = front.inputs;
    alone.outputs = front.children[0].outputs;
    alone.children = {front.children[0]};
    front.children[0] = alone;
    Network::Workspace workspace;
    const Grid<float> fused = run(*Network::build(c.network), c, workspace);
    const Grid<float> plain = run(*Network::build(apart.network), apart, workspace);
    EXPECT_LT(largest_difference(plain, fused.values), c.int8 ? 1e-30f : 1e-6f);
  }
}

struct Damage {
  const char* what;
  void (*apply)(LayerSpec&);
  const char* message;
};

const Damage kDamages[] = {
    {"inputs", [](LayerSpec& n) { n.children[4].inputs = 6; }, "expected 5 inputs, found 6"},
    {"rows", [](LayerSpec& n) { n.children[4].weights[1].rows = 8; },
     "expected 7 rows of weights, found 8"},
    {"columns", [](LayerSpec& n) { n.children[7].weights[0].cols = 3; },
     "expected 20 columns of weights, found 3"},
    {"weights", [](LayerSpec& n) { n.children[7].weights[0].int8.resize(7); },
     "expected 180 weights, found 7"},
    {"scales", [](LayerSpec& n) { n.children[7].weights[0].scale.clear(); },
     "expected 9 scales, found 0"},
    {"gates", [](LayerSpec& n) { n.children[4].weights.pop_back(); }, "expected 4 gates, found 3"},
    {"window", [](LayerSpec& n) { n.children[1].children[0].size_x = 100000; }, "found 100000"},
    {"pool", [](LayerSpec& n) { n.children[2].size_y = 0; }, "found 0"},
    {"pool outputs", [](LayerSpec& n) { n.children[2].outputs = 5; },
     "expected 6 outputs, found 5"},
    {"pool positions", [](LayerSpec& n) { n.children[2].size_y = 13; },
     "expected 13 positions or more, found 12"},
    {"scale",
     [](LayerSpec& n) {
       LayerSpec pool = n.children[2];
       pool.size_x = 16;
       pool.size_y = 1;
       n.children.insert(n.children.begin() + 2, 4, pool);
     },
     "input positions in one"},
    {"children", [](LayerSpec& n) { n.children[5].children.clear(); },
     "expected 1 inner layer, found 0"},
    {"softmax", [](LayerSpec& n) { n.children.pop_back(); },
     "expected a softmax as the last layer"},
    {"depth", [](LayerSpec& n) { n.children[0].outputs = 3; }, "an input of 3 features"},
    {"height",
     [](LayerSpec& n) {
       n.children[0].input_height = 0;
       n.children.erase(n.children.begin() + 3);
     },
     "inputs"},
    {"inner input", [](LayerSpec& n) { n.children.insert(n.children.begin() + 1, n.children[0]); },
     "an input inside"},
    {"height", [](LayerSpec& n) { n.children[0].input_height = 1025; },
     "a height of 0 to 1024, found 1025"},
    {"window features",
     [](LayerSpec& n) {
       LayerSpec& window = n.children[1].children[0];
       LayerSpec larger = window;
       larger.size_x = larger.size_y = 16;
       larger.outputs = window.inputs = 33 * 33;
       n.children.insert(n.children.begin() + 1, larger);
       n.children[2].inputs = 33 * 33;
     },
     "more than 4096 features in a window"},
    {"labels", [](LayerSpec& n) { n.outputs = 8; }, "expected 9 outputs, found 8"},
    {"two softmaxes",
     [](LayerSpec& n) { n.children[1].children[1].activation = Activation::softmax; },
     "a softmax before the end"},
    {"rows of steps", [](LayerSpec& n) { n.children[3].children[0].kind = LayerKind::lstm; },
     "not one row of time steps"},
    {"mixed", [](LayerSpec& n) { n.children[7].weights[0].int8.clear(); },
     "int8 and float weights"},
};

TEST(Network, RefusesWhatDoesNotFit) {
  for (const Damage& damage : kDamages) {
    SCOPED_TRACE(damage.what);
    LayerSpec network = cases()[0].network;
    damage.apply(network);
    auto built = Network::build(network);
    ASSERT_FALSE(built.has_value());
    EXPECT_NE(built.error().message.find(damage.message), std::string::npos)
        << built.error().message;
  }
}

TEST(Network, RefusesBottomlessNesting) {
  for (LayerKind kind : {LayerKind::series, LayerKind::parallel}) {
    LayerSpec deep = cases()[0].network;
    for (int i = 0; i < 100; ++i) {
      LayerSpec outer;
      outer.kind = kind;
      outer.children.push_back(std::move(deep));
      deep = std::move(outer);
    }
    auto built = Network::build(deep);
    ASSERT_FALSE(built.has_value());
    EXPECT_NE(built.error().message.find("nested"), std::string::npos);
  }
}

// The first line makes the room that every later line of that size or less uses.
TEST(Network, TakesNoMemoryOnceWarm) {
  for (const NetworkCase& c : cases()) {
    SCOPED_TRACE(c.name);
    auto network = Network::build(c.network);
    Network::Workspace workspace;
    Grid<float> out;
    const auto line = line_of(c);
    const auto once = [&] {
      NoiseGenerator noise(Recurrence::mmix, c.noise_seed);
      network->forward({&line, 1}, noise, workspace, {&out, 1});
    };
    once();
    const std::size_t before = longhand::testing::heap().count;
    once();
    EXPECT_EQ(longhand::testing::heap().count, before);
  }
}

}  // namespace
}  // namespace longhand::nn::grid
