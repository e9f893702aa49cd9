#!/usr/bin/env python3
"""Makes tiny-entities/: a model package whose answers can be seen at a glance, for the tests.

The characters b i e s mark the beginning, inside, end and whole of a THING, everything else is outside. A line break is an
unknown character. Needs python3-onnx and numpy; the result is committed, so the tests do not run this.
"""
import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent / "tiny-entities"
LABELS = ["O", "B-THING", "I-THING", "E-THING", "S-THING"]
CHARS = "abies"

table = np.zeros((len(CHARS) + 2, len(LABELS)), np.float32)
table[:, 0] = 4
for label, char in enumerate("bies", 1):
    table[CHARS.index(char) + 2] = 0
    table[CHARS.index(char) + 2, label] = 8

graph = helper.make_graph(
    [
        helper.make_node("Gather", ["table", "char_ids"], ["scores"]),
        # Used but without effect, so that the network has all the inputs that the library feeds.
        helper.make_node("Slice", ["bigram_ids", "first", "last", "axis"], ["pairs"]),
        helper.make_node("Cast", ["pairs"], ["pairs_float"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["pairs_float", "two"], ["pairs_column"]),
        helper.make_node("Cast", ["lexicon"], ["bits"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["bits", "two"], ["bit_count"], keepdims=1),
        helper.make_node("Add", ["pairs_column", "bit_count"], ["both"]),
        helper.make_node("Mul", ["both", "zero"], ["nothing"]),
        helper.make_node("Add", ["scores", "nothing"], ["logits"]),
    ],
    "tiny",
    [
        helper.make_tensor_value_info("char_ids", TensorProto.INT64, ["batch", "length"]),
        helper.make_tensor_value_info("bigram_ids", TensorProto.INT64, ["batch", "length_plus_1"]),
        helper.make_tensor_value_info("lexicon", TensorProto.UINT8, ["batch", "length", 4]),
    ],
    [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", len(LABELS)])],
    [
        numpy_helper.from_array(table, "table"),
        numpy_helper.from_array(np.array([0], np.int64), "first"),
        numpy_helper.from_array(np.array([-1], np.int64), "last"),
        numpy_helper.from_array(np.array([1], np.int64), "axis"),
        numpy_helper.from_array(np.array([2], np.int64), "two"),
        numpy_helper.from_array(np.array(0, np.float32), "zero"),
    ],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="medainlp-tests")
model.ir_version = 8
onnx.checker.check_model(model)

HERE.mkdir(exist_ok=True)
(HERE / "model.onnx").write_bytes(model.SerializeToString())
(HERE / "chars.txt").write_text("".join(f"U+{ord(c):04X}\n" for c in CHARS), newline="\n")
longest = 2
lexicon = b"MNLX" + struct.pack("<iii", 1, 1, longest) + struct.pack("<i", 0) * longest + struct.pack("<i", 0)
(HERE / "lexicon.bin").write_bytes(lexicon)
n = len(LABELS)
(HERE / "transitions.json").write_text(json.dumps({"start": [0.0] * n, "end": [0.0] * n, "transitions": [[0.0] * n] * n}))
files = ["model.onnx", "chars.txt", "lexicon.bin", "transitions.json"]
(HERE / "model.json").write_text(json.dumps({
    "schema": 1, "name": "tiny-entities", "version": "1.0.0", "task": "token-classification", "language": ["zh-Hans"],
    "license": "MIT", "model": "model.onnx",
    "files": {f: "sha256:" + hashlib.sha256((HERE / f).read_bytes()).hexdigest() for f in files},
    "features": {"type": "char-bigram-lexicon", "vocabulary": "chars.txt", "bigramBuckets": 64, "lexicon": "lexicon.bin",
                 "fold": ["width", "case"], "maxLength": 32, "stride": 24},
    "labels": LABELS,
    "decoder": {"type": "crf", "scheme": "BIOES", "transitions": "transitions.json"},
    "calibration": {"temperature": 1.0}, "thresholds": {}, "metrics": {},
}, indent=2) + "\n", newline="\n")
