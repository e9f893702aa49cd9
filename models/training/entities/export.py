"""Stage 7: work/NAME.pt to the package: model.onnx, chars.txt, lexicon.bin, transitions.json, model.json, and the tests' goldens."""
import hashlib
import json
import shutil

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F

import optimize
import predict
from features import BUCKETS, LISTS
from model import LABELS, T

GOLDEN_TEXTS = [
    "国家卫健委与中南大学湘雅二医院（以下简称“湘雅二院”）签约。",
    "ＡＢＣ科技２０２０年推出ＣＴ影像系统，覆盖１５００多家医院！",
    "臺北榮民總醫院與華碩電腦合作，發表AI醫療影像平臺。",
    "患者😀说：“谢谢李医生👍🏻！”",
    "𠮷野家与㐂运来在A座3楼",
    "第一行\n第二行：上海市第\n六人民医院\r\n\t第三行\u3000结束",
    "\x00\x01控制\x1f字符\u200b零宽\ufeff与\ufffe杂项",
    "",
    "王",
    "a",
    "Éclair ΩМОСКВА — “引号”『書名』【括号】1/2 ½ ①",
    "浙江省衢州市柯城区人民医院放射科主任张明华介绍，2021年3月5日起，医院用上了星衡医联（杭州）科技有限公司的肺结节筛查系统，阅片时间从15分钟缩短到2分钟。" * 4,
]
LOGITS_OF = [0, 2, 11]


class Table(nn.Module):
    """The bigram table in half precision, cast after the look-up."""

    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight.detach().half(), requires_grad=False)

    def forward(self, pairs):
        return F.embedding(pairs, self.weight).float()


def to_onnx(net, path):
    """Writes the network; `net` keeps the half-precision table."""
    net.bigrams = Table(net.bigrams.weight)
    net.eval()
    example = (torch.randint(0, net.config["vocabulary"], (2, 40)), torch.randint(0, BUCKETS, (2, 41)), torch.randint(0, 2, (2, 40, 3 * len(LISTS) + 1)).to(torch.uint8))
    torch.onnx.export(net, example, str(path), opset_version=17, input_names=["char_ids", "bigram_ids", "lexicon"], output_names=["logits"],
                      dynamic_axes={"char_ids": {0: "batch", 1: "length"}, "bigram_ids": {0: "batch", 1: "length_plus_1"}, "lexicon": {0: "batch", 1: "length"}, "logits": {0: "batch", 1: "length"}})
    model = onnx.load(str(path))
    onnx.checker.check_model(model)
    return net


def sha256(path):
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def verify(path, exported, inputs):
    """The largest difference between torch and the ONNX reference interpreter."""
    try:
        from onnx.reference import ReferenceEvaluator       # onnx 1.13 and later
    except ImportError:
        return None
    reference = ReferenceEvaluator(str(path))
    worst = 0.
    for a, b, c in inputs:
        with torch.no_grad():
            y = exported(torch.from_numpy(a), torch.from_numpy(b), torch.from_numpy(c)).numpy()
        z = reference.run(None, {"char_ids": a, "bigram_ids": b, "lexicon": c})[0]
        worst = max(worst, float(np.abs(y - z).max()))
    return worst


def main(work, package, goldens, log, name, version, metrics, temperature):
    model = predict.load(work, name)
    package.mkdir(parents=True, exist_ok=True)
    for file in ("chars.txt", "lexicon.bin"):
        shutil.copyfile(work / file, package / file)
    write_goldens(model, goldens)
    exported = to_onnx(model.net, package / "model.onnx")
    batch = [model.inputs(t) for t in GOLDEN_TEXTS if t][:6]
    longest = max(len(a) for a, _, _ in batch)
    padded = (np.stack([np.pad(a, (0, longest - len(a))) for a, _, _ in batch]), np.stack([np.pad(b, (0, longest - len(a))) for a, b, _ in batch]),
              np.stack([np.pad(c, ((0, longest - len(a)), (0, 0))) for a, _, c in batch]))
    worst = verify(package / "model.onnx", exported, [padded] + [tuple(x[None] for x in batch[0])])
    log("export: checked by onnx.checker" + ("" if worst is None else f"; torch and onnx.reference differ by at most {worst:.2g}"))
    fast = onnx.load(str(package / "model.onnx"))
    log("export: {} norms fused, {} products in int8".format(*optimize.optimize(fast)))
    onnx.save(fast, str(package / "model.onnx"))
    json.dump({"start": [0.0] * T, "end": [0.0] * T, "transitions": np.round(model.transitions.astype(float), 5).tolist()}, open(package / "transitions.json", "w"))
    files = ["model.onnx", "chars.txt", "lexicon.bin", "transitions.json"]
    card = {
        "schema": 1, "name": "zh-health-entities", "version": version, "library": ">=0.1.0 <0.2.0", "task": "token-classification", "language": ["zh-Hans", "zh-Hant"], "license": "MIT",
        "model": "model.onnx", "files": {f: sha256(package / f) for f in files},
        "features": {"type": "char-bigram-lexicon", "vocabulary": "chars.txt", "bigramBuckets": BUCKETS, "lexicon": "lexicon.bin", "lexiconLists": len(LISTS),
                     "fold": ["width", "traditional", "case", "punctuation", "digits"], "maxLength": predict.WINDOW, "stride": predict.STRIDE},
        "labels": LABELS, "decoder": {"type": "crf", "scheme": "BIOES", "transitions": "transitions.json", "rules": ["zh-health"]},
        "calibration": {"temperature": round(temperature, 4)}, "thresholds": {}, "metrics": metrics,
    }
    (package / "model.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    size = sum((package / f).stat().st_size for f in files)
    log(f"export: {package.name}, {size / 1e6:.1f} MB (" + ", ".join(f"{f} {(package / f).stat().st_size / 1e6:.2f}" for f in files) + ")")


def write_goldens(model, path):
    """Features of a few odd texts and logits of three, for the tests of the C# side."""
    rows = []
    for i, text in enumerate(GOLDEN_TEXTS):
        ids, pairs, bits = model.inputs(text)
        row = {"units": np.frombuffer(text.encode("utf-16-le"), np.uint16).tolist(), "charIds": ids.tolist(), "bigramIds": pairs.tolist() if len(ids) else model.inputs("")[1].tolist(),
               "lexicon": [[int(a), int(b)] for a, b in zip(*np.nonzero(bits))]}
        if i in LOGITS_OF:
            row["logits"] = np.round(model.logits([text])[0].astype(float), 3).tolist()
            row["entities"] = [{"start": a, "end": b, "type": t, "score": round(s, 4)} for a, b, t, s in model.entities([text], scores=True)[0]]
        rows.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n", encoding="utf-8")
