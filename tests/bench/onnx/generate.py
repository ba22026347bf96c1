"""LSTM stacks with random weights as .onnx, .safetensors (F32) and int8 .safetensors: the same weights
for every engine. /usr/bin/python3 generate.py FOLDER (Debian's python3-torch, python3-onnx)."""
import os
import pathlib
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "models/speech/train"))

import torch  # noqa: E402

import weights  # noqa: E402

INPUTS = 240
STACKS = {"3x256": (256, 3, False), "3x512": (512, 3, False), "4x320b": (320, 4, True)}


def export_onnx(lstm, path):
    """Takes (input, hidden, cell), gives (output, hidden, cell); any number of steps."""
    rows = lstm.num_layers * (2 if lstm.bidirectional else 1)
    state = torch.zeros(rows, 1, lstm.hidden_size)
    torch.onnx.export(lstm, (torch.zeros(10, 1, INPUTS), (state, state)), str(path),
                      input_names=["input", "hidden", "cell"],
                      output_names=["output", "hidden_out", "cell_out"],
                      dynamic_axes={"input": {0: "steps"}, "output": {0: "steps"}},
                      opset_version=14)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, (hidden, layers, bidirectional)) in enumerate(STACKS.items()):
        torch.manual_seed(seed)
        lstm = torch.nn.LSTM(INPUTS, hidden, layers, bidirectional=bidirectional).eval()
        about = {"format": 1, "kind": "sequence", "architecture": [
            {"type": "lstm", "name": "lstm", "input_size": INPUTS, "hidden_size": hidden,
             "num_layers": layers, "bidirectional": bidirectional, "proj_size": 0}]}
        tensors = {f"lstm.{key}": value.numpy() for key, value in lstm.state_dict().items()}
        weights.write(folder / f"{name}.safetensors", tensors, about)
        weights.write(folder / f"{name}-int8.safetensors", weights.quantise(tensors), about)
        export_onnx(lstm, folder / f"{name}.onnx")


if __name__ == "__main__":
    main()
