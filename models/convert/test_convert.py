"""Converts small networks with random weights: what Longhand's layers compute must be what the original computes.

The layers run in reference.py, and in the native command where it has `run`.
"""
import io
import json
import pathlib
import subprocess
import sys
import zipfile

import numpy
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from convert import axes, chain, compare, formulas, keras_model, pytorch, reference, state_dict  # noqa: E402
from convert.graph import Node  # noqa: E402
from convert.values import ConvertError, input_value, parse_layout  # noqa: E402

COMMAND = pathlib.Path(__file__).with_name("convert")
ENGINE = compare.can_run()
STEPS = 60


class BiLSTM(nn.Module):
    """A bidirectional LSTM with a linear layer behind it."""

    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.rnn = nn.LSTM(inputs, hidden, bidirectional=True, batch_first=True)
        self.linear = nn.Linear(2 * hidden, outputs)

    def forward(self, x):
        self.rnn.flatten_parameters()
        return self.linear(self.rnn(x)[0])


class AveragingCrnn(nn.Module):
    """Reads pictures of lines as EasyOCR does: the rows that are left are averaged."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3, 1, 1), nn.ReLU(True), nn.MaxPool2d(2, 2), nn.Conv2d(8, 12, 3, 1, 1, bias=False),
            nn.BatchNorm2d(12), nn.ReLU(True), nn.MaxPool2d((2, 1), (2, 1)), nn.Conv2d(12, 16, 2), nn.ReLU(True))
        self.pool = nn.AdaptiveAvgPool2d((None, 1))
        self.sequence = nn.Sequential(BiLSTM(16, 6, 7), BiLSTM(7, 6, 6))
        self.prediction = nn.Linear(6, 11)

    def forward(self, x):
        x = self.pool(self.features(x).permute(0, 3, 1, 2)).squeeze(3)
        return self.prediction(self.sequence(x).contiguous())


class FlatteningCrnn(nn.Module):
    """As docTR: channels and rows become the features of a step."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
                                      nn.Conv2d(8, 10, 3, padding=1), nn.LeakyReLU(0.2), nn.MaxPool2d((2, 1)))
        self.decoder = nn.LSTM(10 * 8, 6, 2, batch_first=True, bidirectional=True)
        self.linear = nn.Linear(12, 9)

    def forward(self, x):
        x = self.features(x)
        channels, height, width = x.shape[1], x.shape[2], x.shape[3]
        x = torch.transpose(torch.reshape(x, shape=(-1, height * channels, width)), 1, 2)
        return {"logits": torch.softmax(self.linear(self.decoder(x)[0]), -1)}


class Block(nn.Module):
    """A residual block."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first, self.norm = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride) if inputs != outputs else None

    def forward(self, x):
        rest = x if self.shortcut is None else self.shortcut(x)
        x = self.second(functional.silu(self.norm(self.first(x))))
        x += rest
        return functional.relu(x)


class ResidualCrnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(Block(1, 4, 1), Block(4, 4, 1), Block(4, 6, (2, 1)))
        self.linear = nn.Linear(6, 5)

    def forward(self, x):
        return self.linear(self.blocks(x).mean(2).permute(2, 0, 1))


class Vgsl(nn.Module):
    """As kraken: features of a step are ordered by rows, the first of two LSTMs is added to the second."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, (3, 5), padding=(1, 2))
        self.first = nn.LSTM(4 * 6, 5, bidirectional=True, batch_first=True)
        self.second = nn.LSTM(10, 5, bidirectional=True, batch_first=True)
        self.out = nn.Linear(10, 7)

    def forward(self, x):
        x = functional.max_pool2d(torch.relu(self.conv(x)), 2, 2)
        x, _ = self.first(functional.dropout(x.permute(0, 3, 2, 1).flatten(2), 0.1, self.training))
        return torch.softmax(self.out(self.second(x)[0] + x), 2)


class DeepSpeech(nn.Module):
    """As DeepSpeech 2: both directions of a GRU are summed, batch norm sees steps and batch as one axis."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(1, 4, (11, 5), (2, 2), (5, 2)), nn.BatchNorm2d(4), nn.Hardtanh(0, 20, True))
        self.first, self.second = nn.GRU(4 * 20, 8, bidirectional=True), nn.GRU(8, 8, bidirectional=True)
        self.norm, self.linear = nn.BatchNorm1d(8), nn.Linear(8, 5, bias=False)

    def directions(self, x):
        return x.view(x.size(0), x.size(1), 2, -1).sum(2).view(x.size(0), x.size(1), -1)

    def forward(self, x):
        x = self.conv(x)
        batch, channels, height, steps = x.size()
        x = x.view(batch, channels * height, steps).transpose(1, 2).transpose(0, 1).contiguous()
        x = self.directions(self.first(x)[0])
        x = self.norm(x.view(steps * batch, -1)).view(steps, batch, -1)
        x = self.directions(self.second(x)[0])
        return self.linear(x.view(steps * batch, -1)).view(steps, batch, -1).transpose(0, 1).log_softmax(-1)


class Vad(nn.Module):
    """As silero-vad behind its spectrum."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv1d(9, 8, 3, padding=1), nn.ReLU(), nn.Conv1d(8, 8, 3, 2, 1), nn.ReLU())
        self.rnn = nn.LSTM(8, 8, batch_first=True)
        self.decoder = nn.Sequential(nn.Dropout(0.1), nn.ReLU(), nn.Conv1d(8, 1, 1), nn.Sigmoid())

    def forward(self, x):
        x, (hidden, cell) = self.rnn(self.encoder(x).permute(0, 2, 1))
        return self.decoder(x.transpose(1, 2))


class ByHand(nn.Module):
    """Causal and lopsided padding, activations written out, numbers for each channel."""

    def __init__(self):
        super().__init__()
        self.causal, self.lopsided = nn.Conv1d(5, 6, 4, dilation=2), nn.Conv1d(6, 6, 4, groups=2)

    def forward(self, x):
        x = self.causal(functional.pad((x - torch.arange(5)[:, None]) / 2, (6, 0)))
        x = x * torch.sigmoid(x)
        x = self.lopsided(functional.pad(x, (1, 2))) + x
        return 0.5 * x * (1 + torch.erf(x / 2**0.5))


class TimeFirst(nn.Module):
    """Steps are the height of PyTorch's picture; then a pair of rows that is no picture."""

    def __init__(self):
        super().__init__()
        self.picture, self.each = nn.Conv2d(1, 6, (3, 5), (2, 1), (1, 2)), nn.Conv2d(6, 6, 3, 1, 1, groups=6)
        self.row, self.linear = nn.Conv2d(60, 5, (1, 3), padding=(0, 1)), nn.Linear(5, 2)

    def forward(self, x):
        x = self.each(self.picture(x.unsqueeze(1)))
        batch, channels, steps, height = x.shape
        x = x.transpose(1, 2).contiguous().view(batch, steps, channels * height)
        return self.linear(self.row(x.transpose(1, 2).unsqueeze(2)).squeeze(2).transpose(1, 2))


class Stacked(nn.Module):
    """Three steps as one, of letters."""

    def __init__(self):
        super().__init__()
        self.embedding, self.norm, self.linear = nn.Embedding(11, 6), nn.LayerNorm(18), nn.Linear(18, 4)

    def forward(self, x):
        x = self.embedding(x)
        return self.linear(self.norm(x.reshape(x.size(0), -1, 18)))


class Masked(nn.Module):
    """A transformer that sees no later steps."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.TransformerEncoderLayer(16, 4, 32, activation="gelu") for _ in range(2))

    def forward(self, x):
        mask = torch.triu(torch.full((len(x), len(x)), -torch.inf), 1)
        for layer in self.layers:
            x = layer(x, mask)
        return x


#        name: module, layout, shape for ONNX (None: not exported), axes of it that vary
NETWORKS = {
    "averaging crnn": (AveragingCrnn, "b,c=1,h=32,s", (1, 1, 32, 100), {}),
    "flattening crnn": (FlatteningCrnn, "b,c=3,h=32,s", (1, 3, 32, 100), {3: "width"}),
    "residual crnn": (ResidualCrnn, "b,c=1,h=8,s", (2, 1, 8, 100), {0: "batch", 3: "width"}),
    "vgsl": (Vgsl, "b,c=1,h=12,s", (2, 1, 12, 100), {0: "batch", 3: "width"}),
    "deep speech": (DeepSpeech, "b,c=1,h=40,s", (1, 1, 40, 100), {}),
    "vad": (Vad, None, (2, 9, 100), {0: "batch", 2: "frames"}),
    "by hand": (ByHand, None, (2, 5, 100), {0: "batch", 2: "frames"}),
    "time first": (TimeFirst, "b,s,h=10", (1, 100, 10), {0: "batch", 1: "frames"}),
    "stacked": (Stacked, None, (1, 60), {}),
    "transformer": (Masked, "s,b,c=16", None, {}),
}


def network(name):
    torch.manual_seed(len(name))
    module = NETWORKS[name][0]().eval()
    for inner in module.modules():
        if isinstance(inner, (nn.BatchNorm1d, nn.BatchNorm2d)):
            inner.running_mean.normal_()
            inner.running_var.uniform_(0.5, 2)
    return module


def check(conversion, run, folder):
    """Both sides on the same input."""
    data = compare.sample(conversion, conversion.steps or STEPS)
    original = run(conversion.for_original(data), compare.takes_integers(conversion))
    output = reference.run(conversion.description, conversion.tensors, data)
    assert compare.largest_difference(conversion, output.reshape(len(output), -1), original) < 1e-5
    path = folder / "model.safetensors"
    chain.write(path, conversion.description, conversion.tensors)
    if ENGINE:
        assert compare.largest_difference(conversion, compare.run_longhand(path, data), original) < 1e-5


@pytest.mark.parametrize("name", NETWORKS)
def test_pytorch(name, tmp_path):
    module = network(name)
    check(pytorch.from_module(module, NETWORKS[name][1]), lambda *data: pytorch.run(module, *data), tmp_path)


@pytest.mark.parametrize("name", [name for name, (_, _, shape, _) in NETWORKS.items() if shape])
def test_onnx(name, tmp_path):
    pytest.importorskip("onnx")
    from convert import onnx_graph

    module, (_, layout, shape, varying) = network(name), NETWORKS[name]
    data = torch.zeros(shape, dtype=torch.int64 if name == "stacked" else torch.float32)
    path = tmp_path / "network.onnx"
    torch.onnx.export(module, data, path, opset_version=17, input_names=["x"], dynamic_axes={"x": varying})
    conversion = onnx_graph.from_file(str(path), layout if name in ("stacked", "time first") else None)
    check(conversion, lambda *data: pytorch.run(module, *data), tmp_path)
    if onnx_graph.runner(path):
        check(conversion, onnx_graph.runner(path), tmp_path)


def test_onnx_names_what_it_does_not_know():
    pytest.importorskip("onnx")
    import onnx
    from convert import onnx_graph

    stream = io.BytesIO()
    torch.onnx.export(nn.Sequential(nn.Conv1d(3, 4, 3), nn.Softplus()), torch.zeros(1, 3, 10), stream)
    with pytest.raises(ConvertError, match="Softplus.*: Softplus is no layer that Longhand has"):
        onnx_graph.from_model(onnx.load_from_string(stream.getvalue()), "b,c,s")


def logistic(x):
    return 1 / (1 + numpy.exp(-x))


def keras_lstm(x, kernel, recurrent, bias):
    """[steps][features], gates in Keras' order: input, forget, new, output."""
    hidden = cell = numpy.zeros(len(recurrent))
    outputs = []
    for step in x:
        gate, forget, new, out = numpy.split(step @ kernel + hidden @ recurrent + bias, 4)
        cell = logistic(forget) * cell + logistic(gate) * numpy.tanh(new)
        hidden = logistic(out) * numpy.tanh(cell)
        outputs.append(hidden)
    return numpy.array(outputs)


def keras_gru(x, kernel, recurrent, bias):
    """With reset_after; gates in Keras' order: update, reset, new."""
    hidden, outputs = numpy.zeros(len(recurrent)), []
    for step in x:
        update, reset, new = numpy.split(step @ kernel + bias[0], 3)
        old_update, old_reset, old_new = numpy.split(hidden @ recurrent + bias[1], 3)
        update = logistic(update + old_update)
        new = numpy.tanh(new + logistic(reset + old_reset) * old_new)
        hidden = update * hidden + (1 - update) * new
        outputs.append(hidden)
    return numpy.array(outputs)


def keras_network():
    """-> the configuration, weights, and what it computes of [1][steps][4]."""
    random = numpy.random.default_rng(1)
    shapes = {"conv1d": [(3, 4, 6), (6,)], "batch_normalization": [(6,)] * 4, "dense": [(4, 3), (3,)],
              "bidirectional": [(6, 20), (5, 20), (20,)] * 2, "gru": [(10, 12), (4, 12), (2, 12)]}
    weights = {name: [random.uniform(0.1 if name == "batch_normalization" else -0.5, 0.5, shape).astype("f4")
                      for shape in listed] for name, listed in shapes.items()}
    recurrent = {"return_sequences": True, "activation": "tanh", "recurrent_activation": "sigmoid"}
    layers = [
        ("InputLayer", {"name": "input_layer", "batch_shape": [None, None, 4]}),
        ("Conv1D", {"name": "conv1d", "padding": "causal", "activation": "relu", "strides": [1], "dilation_rate": [2]}),
        ("BatchNormalization", {"name": "batch_normalization", "axis": -1, "epsilon": 1e-3}),
        ("Bidirectional", {"name": "bidirectional", "merge_mode": "concat", "layer": {
            "class_name": "LSTM", "config": recurrent | {"name": "forward_lstm", "units": 5}}}),
        ("GRU", recurrent | {"name": "gru", "units": 4, "reset_after": True}),
        ("Dense", {"name": "dense", "activation": "softmax"})]
    config = {"class_name": "Sequential",
              "config": {"layers": [{"class_name": kind, "config": members} for kind, members in layers]}}

    def run(data, integers):
        x = numpy.pad(data[0].astype("f8"), ((4, 0), (0, 0)))
        kernel, bias = weights["conv1d"]
        x = sum(x[2 * tap:len(x) - 4 + 2 * tap] @ kernel[tap] for tap in range(3)) + bias
        scale, shift, mean, variance = weights["batch_normalization"]
        x = (numpy.maximum(x, 0) - mean) / numpy.sqrt(variance + 1e-3) * scale + shift
        lstms = weights["bidirectional"]
        x = numpy.concatenate([keras_lstm(x, *lstms[:3]), keras_lstm(x[::-1], *lstms[3:])[::-1]], 1)
        kernel, bias = weights["dense"]
        x = numpy.exp(keras_gru(x, *weights["gru"]) @ kernel + bias)
        return x[None] / x.sum(1, keepdims=True)

    return config, weights, run


def test_keras(tmp_path):
    config, weights, run = keras_network()
    check(keras_model.from_config(config, weights, 3), run, tmp_path)


def test_keras_file(tmp_path):
    h5py = pytest.importorskip("h5py")
    config, weights, run = keras_network()
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        for name, listed in weights.items():
            places = {"bidirectional": ["/forward_layer/cell", "/backward_layer/cell"], "gru": ["/cell"]}
            places = places.get(name, [""])
            for number, weight in enumerate(listed):
                place, own = divmod(number, len(listed) // len(places))
                file[f"layers/{name}{places[place]}/vars/{own}"] = weight
    with zipfile.ZipFile(tmp_path / "network.keras", "w") as archive:
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.0.5"}))
        archive.writestr("model.weights.h5", stream.getvalue())
    check(keras_model.from_file(tmp_path / "network.keras"), run, tmp_path)


def test_keras_h5_file(tmp_path):
    h5py = pytest.importorskip("h5py")
    config, weights, run = keras_network()
    with h5py.File(tmp_path / "network.h5", "w") as file:
        file.attrs["model_config"], file.attrs["keras_version"] = json.dumps(config), "2.15.0"
        for name, listed in weights.items():
            group = file.create_group(f"model_weights/{name}")
            group.attrs["weight_names"] = [f"{name}/{number}:0" for number in range(len(listed))]
            for number, weight in enumerate(listed):
                group[f"{name}/{number}:0"] = weight
    check(keras_model.from_file(tmp_path / "network.h5"), run, tmp_path)


def keras_history(name):
    return [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": [name, 0, 0]}}], "kwargs": {}}]


def test_inputs_of_keras_layers_are_known_in_both_ways_of_writing():
    assert keras_model.sources(keras_history("conv")) == ["conv"]
    assert keras_model.sources([[["conv", 0, 0, {}], ["other", 0, 0, {}]]]) == ["conv", "other"]


UNKNOWN = [
    (nn.Sequential(nn.Conv1d(3, 4, 3), nn.Sequential(nn.ReLU(), nn.ConvTranspose1d(4, 4, 3))),
     "1.1: ConvTranspose1d is no layer that Longhand has"),
    (nn.Sequential(nn.Linear(3, 4), nn.PReLU()), "1: PReLU is no layer that Longhand has"),
    (nn.Sequential(nn.Conv1d(3, 4, 3), nn.Linear(4, 4)), "1: Linear: axis 2"),
    (nn.Sequential(nn.Linear(3, 4), nn.LSTM(4, 4), nn.Identity(), nn.Linear(5, 4)), "takes 5 features and gets 4"),
]


class First(nn.Module):
    """The first result of each module is what the next one takes."""

    def __init__(self, modules):
        super().__init__()
        for name, module in modules.named_children():
            self.add_module(name, module)

    def forward(self, x):
        for module in self.children():
            x = module(x)
            x = x[0] if isinstance(x, tuple) else x
        return x


@pytest.mark.parametrize("module, message", UNKNOWN)
def test_errors_say_where(module, message):
    with pytest.raises(ConvertError, match=message):
        pytorch.from_module(First(module))


class LastStep(nn.Module):
    def __init__(self, pick):
        super().__init__()
        self.rnn, self.pick = nn.LSTM(3, 4, batch_first=True), pick

    def forward(self, x):
        return self.pick(*self.rnn(x))


@pytest.mark.parametrize("pick", [lambda x, state: x[:, -1], lambda x, state: torch.relu(state[0]),
                                  lambda x, state: x * x.mean(1, keepdim=True)])
def test_last_steps_and_means_are_refused(pick):
    with pytest.raises(ConvertError, match="is no layer that Longhand has"):
        pytorch.from_module(LastStep(pick))


ACTIVATIONS = {
    "silu": (lambda x: x / (1 + numpy.exp(-x)), {"type": "silu"}),
    "hardswish": (lambda x: x * numpy.clip(x + 3, 0, 6) / 6, {"type": "hardswish"}),
    "gelu": (lambda x: x * 0.5 * (1 + formulas.erf(x * numpy.float32(0.70710678))), {"type": "gelu"}),
    "relu6": (lambda x: numpy.minimum(numpy.maximum(x, 0), 6), {"type": "hardtanh", "min_val": 0, "max_val": 6}),
    "leaky": (lambda x: numpy.maximum(x, 0.25 * x), {"type": "leaky_relu", "negative_slope": 0.25}),
    "nothing": (lambda x: 2 * x / 2, {}),
    "softplus": (lambda x: numpy.log1p(numpy.exp(numpy.minimum(x, 50))), None),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_known_by_what_they_compute(name):
    formula, layer = ACTIVATIONS[name]
    assert formulas.recognise(formula) == layer


def start(layout):
    return input_value(Node({}), parse_layout(layout))


def test_reshapes_that_cut_the_batch_or_the_height_are_refused():
    with pytest.raises(ConvertError, match="cuts the batch or the height"):
        axes.reshape(start("b,s,h=8"), [2, 5040, 2, 4])


@pytest.mark.parametrize("layout", ["b,c=1,h=32", "b,s,s", "b,s,x", "b,s,c=many"])
def test_layouts_are_checked(layout):
    with pytest.raises(ConvertError, match="layout"):
        parse_layout(layout)


def test_state_dict(tmp_path):
    module = nn.Sequential(nn.Linear(5, 4), nn.BatchNorm1d(4))
    saved = {f"module.{name}": tensor.double() for name, tensor in module.state_dict().items()}
    saved["module.0.weight"] = module[0].weight.detach().bfloat16()
    torch.save({"state_dict": saved, "epoch": 3}, tmp_path / "saved.pt")
    layers = [{"type": "linear", "name": "0", "in_features": 5, "out_features": 4},
              {"type": "batch_norm", "name": "1", "num_features": 4}]
    conversion = state_dict.from_tensors(state_dict.load(tmp_path / "saved.pt"), {"architecture": layers})
    assert {tensor.dtype for tensor in conversion.tensors.values()} == {numpy.dtype("f4")}
    numpy.testing.assert_array_equal(conversion.tensors["0.weight"], module[0].weight.detach().bfloat16().float())
    with pytest.raises(ConvertError, match="no layer has 1.bias, 1.running_mean, 1.running_var, 1.weight"):
        state_dict.from_tensors(state_dict.load(tmp_path / "saved.pt"), {"architecture": layers[:1]})
    with pytest.raises(ConvertError, match=r"0.weight is \[4, 5\], not \[3, 5\]"):
        state_dict.from_tensors(state_dict.load(tmp_path / "saved.pt"),
                                {"architecture": [layers[0] | {"out_features": 3}, layers[1]]})


def test_modules_are_not_unpickled(tmp_path):
    torch.save(nn.Linear(2, 2), tmp_path / "module.pt")
    with pytest.raises(ConvertError, match="FILE.py:FUNCTION"):
        state_dict.load(tmp_path / "module.pt")


def test_bfloat16_of_safetensors():
    data = numpy.array([1.5, -2.0], "f4").view("u4") >> 16
    tensor = state_dict.read_tensor(data.astype("<u2").tobytes(), "x", "BF16", [2], [0, 4])
    numpy.testing.assert_array_equal(tensor, numpy.array([1.5, -2], "f4"))


def test_command(tmp_path):
    (tmp_path / "net.py").write_text("from torch import nn\n\n\n"
                                     "def build():\n    return nn.Sequential(nn.Linear(5, 4), nn.Tanh())\n")
    (tmp_path / "about.json").write_text(json.dumps({"alphabet": ["", "a", "b", "c"], "blank": 0}))
    out = tmp_path / "net.safetensors"
    done = subprocess.run([sys.executable, str(COMMAND), f"{tmp_path / 'net.py'}:build", str(out), "--description",
                           str(tmp_path / "about.json")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "linear tanh; 24 weights" in done.stdout
    assert ("largest difference over 64 random steps" if ENGINE else "not compared") in done.stdout
    tensors, description = chain.weights.read(out)
    assert description["alphabet"] == ["", "a", "b", "c"]
    assert tensors["0.weight"].shape == (4, 5)
