// The engine for tests/bench/lstm.mjs: no types to bind, so plain functions do.
#include <emscripten/emscripten.h>

#include "bound.h"
#include "engine.h"

using longhand::bench::Bound;
using longhand::bench::Engine;

extern "C" {

EMSCRIPTEN_KEEPALIVE Engine* lstm_load(const std::uint8_t* bytes, std::size_t size) {
  return Engine::load({bytes, size}).release();
}
EMSCRIPTEN_KEEPALIVE float* lstm_input(Engine* engine, int steps) { return engine->input(steps); }
EMSCRIPTEN_KEEPALIVE const float* lstm_run(Engine* engine) { return engine->run(); }
EMSCRIPTEN_KEEPALIVE void lstm_reset(Engine* engine) { engine->reset(); }

EMSCRIPTEN_KEEPALIVE Bound* lstm_bound(int layers, int directions, int inputs, int hidden) {
  return new Bound(layers, directions, inputs, hidden);
}
EMSCRIPTEN_KEEPALIVE void lstm_bound_run(Bound* bound, int steps) { bound->run(steps); }
}
