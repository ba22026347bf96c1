#include "nn/sequence/registry.h"

namespace longhand::nn::sequence {

// Each stands in the file of its kind, with all that there is to the type.
LayerReader read_additive_attention;
LayerReader read_attention;
LayerReader read_avg_pool;
LayerReader read_batch_norm;
LayerReader read_channel_attention;
LayerReader read_conv1d;
LayerReader read_conv2d;
LayerReader read_dropout;
LayerReader read_embedding;
LayerReader read_flatten;
LayerReader read_gelu;
LayerReader read_gru;
LayerReader read_hardsigmoid;
LayerReader read_hardswish;
LayerReader read_hardtanh;
LayerReader read_layer_norm;
LayerReader read_leaky_relu;
LayerReader read_linear;
LayerReader read_lstm;
LayerReader read_max_pool;
LayerReader read_relu;
LayerReader read_residual;
LayerReader read_sigmoid;
LayerReader read_silu;
LayerReader read_softmax;
LayerReader read_stack;
LayerReader read_tanh;

namespace {

constexpr LayerType kTypes[] = {
    {"additive_attention", read_additive_attention},
    {"attention", read_attention},
    {"avg_pool", read_avg_pool},
    {"batch_norm", read_batch_norm},
    {"channel_attention", read_channel_attention},
    {"conv1d", read_conv1d},
    {"conv2d", read_conv2d},
    {"dropout", read_dropout},
    {"embedding", read_embedding},
    {"flatten", read_flatten},
    {"gelu", read_gelu},
    {"gru", read_gru},
    {"hardsigmoid", read_hardsigmoid},
    {"hardswish", read_hardswish},
    {"hardtanh", read_hardtanh},
    {"layer_norm", read_layer_norm},
    {"leaky_relu", read_leaky_relu},
    {"linear", read_linear},
    {"lstm", read_lstm},
    {"max_pool", read_max_pool},
    {"relu", read_relu},
    {"residual", read_residual},
    {"sigmoid", read_sigmoid},
    {"silu", read_silu},
    {"softmax", read_softmax},
    {"stack", read_stack},
    {"tanh", read_tanh},
};

}  // namespace

std::span<const LayerType> layer_types() { return kTypes; }

}  // namespace longhand::nn::sequence
