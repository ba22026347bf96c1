import pathlib
import tempfile
import unittest

import numpy

import weights


class WeightsTest(unittest.TestCase):
    def setUp(self):
        random = numpy.random.default_rng(3)
        self.tensors = {"w": random.standard_normal((5, 7)).astype("f2"),
                        "b": numpy.arange(5, dtype="f4")}

    def test_file_reads_back(self):
        path = pathlib.Path(tempfile.mkdtemp()) / "model.safetensors"
        weights.write(path, self.tensors, {"kind": "speech"})
        tensors, metadata = weights.read(path)
        self.assertEqual(metadata, {"kind": "speech"})
        for name, tensor in self.tensors.items():
            numpy.testing.assert_array_equal(tensors[name], tensor)

    def test_quantised_weights_are_within_half_a_step(self):
        small = weights.quantise(self.tensors)
        self.assertEqual(small["w"].dtype, numpy.int8)
        error = numpy.abs(weights.dequantise(small)["w"] - self.tensors["w"].astype("f4"))
        self.assertTrue((error <= small["w.scale"][:, None] * 0.5001).all())

    def test_row_of_zeros_stays_zero(self):
        small = weights.quantise({"w": numpy.zeros((2, 3), "f4")})
        numpy.testing.assert_array_equal(weights.dequantise(small)["w"], numpy.zeros((2, 3)))


if __name__ == "__main__":
    unittest.main()
