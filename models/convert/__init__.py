"""Turns networks of PyTorch, ONNX and Keras into model files of Longhand; `convert` is the command."""
