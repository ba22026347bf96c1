#include "nn/sequence/summary.h"

#include <string_view>
#include <utility>

namespace longhand::nn::sequence {

// Each stands in the file of its kind.
LayerSummarizer summarise_activation;
LayerSummarizer summarise_additive_attention;
LayerSummarizer summarise_attention;
LayerSummarizer summarise_batch_norm;
LayerSummarizer summarise_channel_attention;
LayerSummarizer summarise_convolution;
LayerSummarizer summarise_embedding;
LayerSummarizer summarise_flatten;
LayerSummarizer summarise_gru;
LayerSummarizer summarise_layer_norm;
LayerSummarizer summarise_linear;
LayerSummarizer summarise_lstm;
LayerSummarizer summarise_pooling;
LayerSummarizer summarise_residual;
LayerSummarizer summarise_softmax;
LayerSummarizer summarise_stack;

namespace {

constexpr std::pair<std::string_view, LayerSummarizer*> kSummarizers[] = {
    {"additive_attention", summarise_additive_attention},
    {"attention", summarise_attention},
    {"avg_pool", summarise_pooling},
    {"batch_norm", summarise_batch_norm},
    {"channel_attention", summarise_channel_attention},
    {"conv1d", summarise_convolution},
    {"conv2d", summarise_convolution},
    {"embedding", summarise_embedding},
    {"flatten", summarise_flatten},
    {"gelu", summarise_activation},
    {"gru", summarise_gru},
    {"hardsigmoid", summarise_activation},
    {"hardswish", summarise_activation},
    {"hardtanh", summarise_activation},
    {"layer_norm", summarise_layer_norm},
    {"leaky_relu", summarise_activation},
    {"linear", summarise_linear},
    {"lstm", summarise_lstm},
    {"max_pool", summarise_pooling},
    {"relu", summarise_activation},
    {"residual", summarise_residual},
    {"sigmoid", summarise_activation},
    {"silu", summarise_activation},
    {"softmax", summarise_softmax},
    {"stack", summarise_stack},
    {"tanh", summarise_activation},
};

}  // namespace

LayerSummary summary_of(const LayerSpec& layer) {
  for (const auto& [type, summarise] : kSummarizers)
    if (type == layer.type) return summarise(layer);
  return {};
}

}  // namespace longhand::nn::sequence
