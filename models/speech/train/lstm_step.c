/* One step of one LSTM layer for a batch, forwards and backwards: what lies between the matrix
 * products, in one pass over memory. Gates as PyTorch orders them: input, forget, cell, output.
 * Operands of the products are bfloat16, or float with WIDE_OPERANDS. Every array is [batch, hidden], those of
 * gates [batch, 4, hidden]. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef WIDE_OPERANDS
typedef float operand;

static inline float wide(operand x) { return x; }

static inline operand narrow(float x) { return x; }
#else
typedef uint16_t operand;

static inline float wide(operand x) {
  const uint32_t bits = (uint32_t)x << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

static inline operand narrow(float x) { /* to nearest, ties to even */
  uint32_t bits;
  memcpy(&bits, &x, 4);
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}
#endif

static inline float sigmoid(float x) { return 1 / (1 + expf(-fminf(fmaxf(x, -40), 40))); }

static inline float tangent(float x) { return 2 * sigmoid(2 * x) - 1; }

/* from_input, from_state: products with the weights; gates: activated. */
void forward_step(long batch, long hidden, const operand* restrict from_input,
                  const operand* restrict from_state, const float* restrict bias,
                  const float* restrict cell_before, float* restrict gates, float* restrict cell,
                  float* restrict state, operand* restrict narrow_state) {
  for (long b = 0; b < batch; ++b) {
    float* const i = gates + 4 * b * hidden;
    float* const f = i + hidden;
    float* const g = f + hidden;
    float* const o = g + hidden;
    for (long k = 0; k < 4 * hidden; ++k)
      i[k] = wide(from_input[4 * b * hidden + k]) + wide(from_state[4 * b * hidden + k]) + bias[k];
    for (long k = 0; k < 2 * hidden; ++k) i[k] = sigmoid(i[k]);
    for (long k = 0; k < hidden; ++k) g[k] = tangent(g[k]);
    for (long k = 0; k < hidden; ++k) o[k] = sigmoid(o[k]);
    for (long k = 0; k < hidden; ++k) {
      const long at = b * hidden + k;
      cell[at] = f[k] * cell_before[at] + i[k] * g[k];
      state[at] = o[k] * tangent(cell[at]);
      narrow_state[at] = narrow(state[at]);
    }
  }
}

/* grad: of the state, from above; from_later: the same from the next step; grad_cell: of the cell,
 * from the next step, then from this one; slopes: of the gates before activation; bias: their sum. */
void backward_step(long batch, long hidden, const float* restrict gates,
                   const float* restrict cell_before, const float* restrict cell,
                   const float* restrict grad, const operand* restrict from_later,
                   float* restrict grad_cell, operand* restrict slopes, float* restrict bias) {
  for (long b = 0; b < batch; ++b) {
    for (long k = 0; k < hidden; ++k) {
      const long at = b * hidden + k, gate = 4 * b * hidden + k;
      const float i = gates[gate], f = gates[gate + hidden];
      const float g = gates[gate + 2 * hidden], o = gates[gate + 3 * hidden];
      const float outside = tangent(cell[at]), to_state = grad[at] + wide(from_later[at]);
      const float to_cell = grad_cell[at] + to_state * o * (1 - outside * outside);
      const float slope_i = to_cell * g * i * (1 - i), slope_f = to_cell * cell_before[at] * f * (1 - f);
      const float slope_g = to_cell * i * (1 - g * g), slope_o = to_state * outside * o * (1 - o);
      grad_cell[at] = to_cell * f;
      slopes[gate] = narrow(slope_i), slopes[gate + hidden] = narrow(slope_f);
      slopes[gate + 2 * hidden] = narrow(slope_g), slopes[gate + 3 * hidden] = narrow(slope_o);
      bias[k] += slope_i, bias[k + hidden] += slope_f;
      bias[k + 2 * hidden] += slope_g, bias[k + 3 * hidden] += slope_o;
    }
  }
}
