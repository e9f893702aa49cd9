#!/usr/bin/env python3
"""Makes models/tiny-bert-entities and models/tiny-bert-topics: two small BERT models in the layout that Optimum writes, and goldens.

The network has the layers and parameter names of BertForTokenClassification and BertForSequenceClassification (two layers, 32
wide), trained for some minutes on texts of this repository, so that its answers are names and topics and no noise. The goldens are
what Python computes: ids, offsets, logits, and the entities by the documented rules of transformers' TokenClassificationPipeline.

    nice python3 make_tiny_bert.py            # trains, exports, writes goldens: some five minutes on one core

Needs torch 1.13, onnx and numpy; not transformers. The results are committed, so the tests do not run this.
"""
import json
import math
import random
import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = Path(__file__).parent / "models"
CORPUS = Path(__file__).parents[3] / "models" / "training" / "corpus"
MAX_LENGTH = 64
LABELS = ["O"] + [f"{part}-{kind}" for kind in ("HOSPITAL", "COMPANY", "ORG", "PERSON") for part in "BI"]
TOPICS = ["imaging-ai", "telemedicine", "5g", "internet-hospital", "spam"]
SENTENCE_ENDS = set("。！？；!?;")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


# ---- tokenizer: BertTokenizer with do_lower_case, and offsets --------------------------------------------------------------

def is_chinese(c):
    o = ord(c)
    return any(a <= o <= b for a, b in ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
                                        (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def is_punctuation(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c).startswith("P")


def words(text):
    """Lists of (character, offset): the words of the basic tokenizer."""
    word = []
    for at, c in enumerate(text):
        if c in " \t\n\r" or unicodedata.category(c) == "Zs":
            if word:
                yield word
            word = []
        elif ord(c) in (0, 0xFFFD) or unicodedata.category(c).startswith("C"):
            continue
        elif is_chinese(c) or is_punctuation(c):
            if word:
                yield word
            word = []
            yield [(c, at)]
        else:
            word += [(d, at) for d in unicodedata.normalize("NFD", c.lower()) if unicodedata.category(d) != "Mn"]
    if word:
        yield word


def tokenize(text, vocabulary):
    """(token, id, start, end) of each piece, without the special tokens; offsets in code points."""
    tokens = []
    for word in words(text):
        pieces, at = [], 0
        while at < len(word):
            for end in range(len(word), at, -1):
                piece = ("##" if at else "") + "".join(c for c, _ in word[at:end])
                if piece in vocabulary:
                    pieces.append((piece, vocabulary[piece], word[at][1], word[end - 1][1] + 1))
                    at = end
                    break
            else:
                pieces = [("[UNK]", vocabulary["[UNK]"], word[0][1], word[-1][1] + 1)]
                break
        tokens += pieces
    return tokens


# ---- the network ------------------------------------------------------------------------------------------------------------

class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, x, mask):
        def split(y):
            return y.view(y.size(0), y.size(1), self.heads, -1).permute(0, 2, 1, 3)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1)) + mask
        y = (scores.softmax(-1) @ v).permute(0, 2, 1, 3)
        return y.reshape(y.size(0), y.size(1), -1)


class Output(nn.Module):
    def __init__(self, inner, width):
        super().__init__()
        self.dense = nn.Linear(inner, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(.1)

    def forward(self, x, before):
        return self.LayerNorm(self.dropout(self.dense(x)) + before)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.add_module("self", SelfAttention(width, heads))
        self.output = Output(width, width)

    def forward(self, x, mask):
        return self.output(getattr(self, "self")(x, mask), x)


class Intermediate(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.dense = nn.Linear(width, inner)

    def forward(self, x):
        return torch.nn.functional.gelu(self.dense(x))


class Layer(nn.Module):
    def __init__(self, width, inner, heads):
        super().__init__()
        self.attention = Attention(width, heads)
        self.intermediate = Intermediate(width, inner)
        self.output = Output(inner, width)

    def forward(self, x, mask):
        x = self.attention(x, mask)
        return self.output(self.intermediate(x), x)


class Embeddings(nn.Module):
    def __init__(self, vocabulary, width):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, width, padding_idx=0)
        self.position_embeddings = nn.Embedding(MAX_LENGTH, width)
        self.token_type_embeddings = nn.Embedding(2, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(.1)

    def forward(self, ids, types):
        positions = torch.arange(ids.size(1), device=ids.device).unsqueeze(0)
        x = self.word_embeddings(ids) + self.position_embeddings(positions) + self.token_type_embeddings(types)
        return self.dropout(self.LayerNorm(x))


class Encoder(nn.Module):
    def __init__(self, layers, *sizes):
        super().__init__()
        self.layer = nn.ModuleList(Layer(*sizes) for _ in range(layers))

    def forward(self, x, mask):
        for layer in self.layer:
            x = layer(x, mask)
        return x


class Pooler(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.dense = nn.Linear(width, width)

    def forward(self, x):
        return torch.tanh(self.dense(x[:, 0]))


class Bert(nn.Module):
    def __init__(self, vocabulary, width, inner, heads, layers, pooled):
        super().__init__()
        self.embeddings = Embeddings(vocabulary, width)
        self.encoder = Encoder(layers, width, inner, heads)
        self.pooler = Pooler(width) if pooled else None

    def forward(self, ids, mask, types):
        x = self.encoder(self.embeddings(ids, types), (1.0 - mask[:, None, None, :].float()) * -10000.0)
        return self.pooler(x) if self.pooler else x


class Classifier(nn.Module):
    """BertForTokenClassification, or with pooled BertForSequenceClassification."""

    def __init__(self, vocabulary, labels, pooled, width=32, inner=64, heads=4, layers=2):
        super().__init__()
        self.bert = Bert(vocabulary, width, inner, heads, layers, pooled)
        self.dropout = nn.Dropout(.1)
        self.classifier = nn.Linear(width, labels)
        self.apply(lambda m: m.weight.data.normal_(0, .05) if isinstance(m, (nn.Linear, nn.Embedding)) else None)

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.classifier(self.dropout(self.bert(input_ids, attention_mask, token_type_ids)))


# ---- data -------------------------------------------------------------------------------------------------------------------

PLACES = "云岭 岚江 澜川 青禾 江州 临泽 南屿 北浦 海宁 长滩 金溪 宁川 安平 东港 西河 石门 白水 清源 永和 武陵".split()
FAMILIES = "林陆沈韩顾岑王李张刘陈杨赵黄周吴徐孙马朱胡郭何高罗郑梁谢宋唐许邓冯曹彭曾肖田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚".strip()
GIVEN = "知若秋禾川筝霁舒砚云清明华建国文海峰婷静雅宁远山平安志强敏慧颖博涛磊洋勇军杰娟艳丽辉林森"
BRANDS = "澄影 智医 云途 康联 睿诊 博识 安影 深瞳 医渡 数维 推想 汇医 微脉 好心 平川 远图 联影 柏惠 新桥 华康".split()


def hospital(rng, short):
    place = rng.choice(PLACES)
    if short:
        return place + rng.choice(["一院", "二院", "市医院", "医院", "县医院"])
    return place + rng.choice(["市第一人民医院", "市中心医院", "大学附属第二医院", "县人民医院", "省肿瘤医院", "市妇幼保健院", "区中医医院", "大学附属医院"])


def company(rng, short):
    brand = rng.choice(BRANDS)
    return brand if short else brand + rng.choice(["医疗", "科技", "医疗科技有限公司", "智能科技有限公司", "健康集团", "信息技术股份有限公司"])


def organisation(rng):
    return rng.choice(PLACES) + rng.choice(["市卫健委", "省卫生健康委员会", "日报", "大学", "医学会", "市医保局", "省药监局", "大学医学院"])


def person(rng):
    return rng.choice(FAMILIES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))


def filled(line, rng):
    """A line of the corpus with names in its slots, and a label for each character; None where a slot is of another kind."""
    text, labels, seen = "", [], {}
    for part in re.split(r"(⟦[^⟧]*⟧)", line):
        if not part.startswith("⟦"):
            text += part
            labels += ["O"] * len(part)
            continue
        slot = re.fullmatch(r"⟦([HCOP])(\d*)(?::(full|short))?⟧", part)
        if not slot:
            return None
        kind, number, form = slot.groups()
        short = form == "short"
        make = {"H": lambda: hospital(rng, short), "C": lambda: company(rng, short), "O": lambda: organisation(rng), "P": lambda: person(rng)}[kind]
        name = seen.setdefault((kind, number, form), make()) if number else make()
        label = {"H": "HOSPITAL", "C": "COMPANY", "O": "ORG", "P": "PERSON"}[kind]
        text += name
        labels += [f"B-{label}"] + [f"I-{label}"] * (len(name) - 1)
    return text, labels


def entity_texts(rng, copies):
    lines = [l.strip() for f in sorted((CORPUS / "entities").glob("*.txt")) for l in f.read_text(encoding="utf-8").splitlines() if l.strip() and not l.startswith("===")]
    found = []
    for _ in range(copies):
        for line in lines:
            for sentence in re.split(r"(?<=[。！？])", line):
                if len(sentence) > 4 and (result := filled(sentence, rng)):
                    found.append(result)
    return found


def topic_texts():
    return [(json.loads(l)["text"], json.loads(l)["topics"]) for f in sorted((CORPUS / "topics").glob("*.jsonl")) for l in f.read_text(encoding="utf-8").splitlines() if l.strip()]


def vocabulary_of(texts, most=620):
    counts = Counter(c for t in texts for word in words(t) for c, _ in word)
    ascii_pieces = list("abcdefghijklmnopqrstuvwxyz0123456789")
    common = [c for c, _ in counts.most_common(most) if c not in ascii_pieces]
    latin = Counter("".join(c for c, _ in w) for t in texts for w in words(t) if len(w) > 1 and all(c.isascii() for c, _ in w))
    return SPECIAL + ascii_pieces + ["##" + p for p in ascii_pieces] + common + [w for w, _ in latin.most_common(40)]


# ---- training ---------------------------------------------------------------------------------------------------------------

def batch(rows):
    width = max(len(r) for r in rows) + 2
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for i, r in enumerate(rows):
        ids[i, :len(r) + 2] = torch.tensor([2] + r + [3])
        mask[i, :len(r) + 2] = 1
    return ids, mask, torch.zeros_like(ids)


def train(network, examples, loss_of, steps, rate=3e-3, size=32):
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps)
    rng = random.Random(5)
    network.train()
    mean = 0
    for step in range(steps):
        loss = loss_of(network, rng.sample(examples, size))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean += (loss.item() - mean) * .02
        if step % 200 == 0:
            print(f"step {step} loss {mean:.3f}", flush=True)
    network.eval()


def entity_loss(network, rows):
    inputs = batch([r[0] for r in rows])
    target = torch.full_like(inputs[0], -100)
    for i, (_, labels) in enumerate(rows):
        target[i, 1:len(labels) + 1] = torch.tensor(labels)
    return nn.functional.cross_entropy(network(*inputs).flatten(0, 1), target.flatten(), ignore_index=-100)


def topic_loss(network, rows):
    target = torch.tensor([[float(t in r[1]) for t in TOPICS] for r in rows])
    return nn.functional.binary_cross_entropy_with_logits(network(*batch([r[0] for r in rows])), target)


# ---- export: what optimum-cli writes ----------------------------------------------------------------------------------------

def without_segments(model):
    """Without the input token_type_ids, as models have that know no segments: they are computed as zeros."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    graph = model.graph
    kept = [v for v in graph.input if v.name != "token_type_ids"]
    nodes = [helper.make_node("Sub", ["input_ids", "input_ids"], ["token_type_ids"])] + list(graph.node)
    del graph.input[:], graph.node[:]
    graph.input.extend(kept)
    graph.node.extend(nodes)
    return model


def export(network, path, token_level):
    path.parent.mkdir(parents=True, exist_ok=True)
    ids, mask, types = batch([[7, 8, 9, 10], [11, 12]])
    axes = {name: {0: "batch_size", 1: "sequence_length"} for name in ("input_ids", "attention_mask", "token_type_ids")}
    axes["logits"] = {0: "batch_size", 1: "sequence_length"} if token_level else {0: "batch_size"}
    torch.onnx.export(network, (ids, mask, types), str(path), input_names=["input_ids", "attention_mask", "token_type_ids"],
                      output_names=["logits"], dynamic_axes=axes, opset_version=14, do_constant_folding=True)
    onnx.checker.check_model(str(path))


def write_config(folder, architecture, labels, vocabulary, **more):
    config = {
        "_name_or_path": "tiny-bert", "architectures": [architecture], "attention_probs_dropout_prob": .1, "classifier_dropout": None,
        "hidden_act": "gelu", "hidden_dropout_prob": .1, "hidden_size": 32, "id2label": {str(i): l for i, l in enumerate(labels)},
        "initializer_range": .02, "intermediate_size": 64, "label2id": {l: i for i, l in enumerate(labels)}, "layer_norm_eps": 1e-12,
        "max_position_embeddings": MAX_LENGTH, "model_type": "bert", "num_attention_heads": 4, "num_hidden_layers": 2, "pad_token_id": 0,
        "position_embedding_type": "absolute", **more, "torch_dtype": "float32", "transformers_version": "4.44.2", "type_vocab_size": 2,
        "use_cache": True, "vocab_size": len(vocabulary)}
    (folder / "config.json").write_text(json.dumps(config, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    (folder / "vocab.txt").write_text("".join(v + "\n" for v in vocabulary), encoding="utf-8", newline="\n")
    (folder / "tokenizer_config.json").write_text(json.dumps({
        "clean_up_tokenization_spaces": True, "cls_token": "[CLS]", "do_basic_tokenize": True, "do_lower_case": True, "mask_token": "[MASK]",
        "model_max_length": MAX_LENGTH, "never_split": None, "pad_token": "[PAD]", "sep_token": "[SEP]", "strip_accents": None,
        "tokenize_chinese_chars": True, "tokenizer_class": "BertTokenizer", "unk_token": "[UNK]"}, indent=2) + "\n", newline="\n")
    (folder / "special_tokens_map.json").write_text(json.dumps({
        "cls_token": "[CLS]", "mask_token": "[MASK]", "pad_token": "[PAD]", "sep_token": "[SEP]", "unk_token": "[UNK]"}, indent=2) + "\n", newline="\n")


def half(model):
    """float16 weights and float16 logits; the computation stays in float32, as a CPU has no other."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) > 64:
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), name + "_half"))
            casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    for node in graph.node:
        node.output[:] = ["logits_float" if o == "logits" else o for o in node.output]
    graph.output[0].type.tensor_type.elem_type = TensorProto.FLOAT16
    nodes = casts + list(graph.node) + [helper.make_node("Cast", ["logits_float"], ["logits"], to=TensorProto.FLOAT16)]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def quantized(model):
    """Weights in int8, one scale a tensor, under the names that quantizers give them; the computation stays in float32."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    graph = model.graph
    nodes, added = [], []
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) > 64:
            name, values = tensor.name, numpy_helper.to_array(tensor)
            scale = np.float32(np.abs(values).max() / 127)
            tensor.CopyFrom(numpy_helper.from_array(np.round(values / scale).astype(np.int8), name + "_quantized"))
            added.append(numpy_helper.from_array(scale, name + "_scale"))
            nodes.append(helper.make_node("DequantizeLinear", [name + "_quantized", name + "_scale"], [name]))
    graph.initializer.extend(added)
    nodes += list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def narrow(model, batch_size=None, length=None):
    """int32 inputs, with a fixed shape where one is given."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    graph = model.graph
    casts = []
    for value in graph.input:
        for node in graph.node:
            node.input[:] = [value.name + "_long" if i == value.name else i for i in node.input]
        casts.append(helper.make_node("Cast", [value.name], [value.name + "_long"], to=TensorProto.INT64))
        value.type.tensor_type.elem_type = TensorProto.INT32
    for value in list(graph.input) + list(graph.output):
        for dimension, size in zip(value.type.tensor_type.shape.dim, (batch_size, length)):
            if size:
                dimension.dim_value = size
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    return model


# ---- the reference: TokenClassificationPipeline as transformers documents it -------------------------------------------------

def windows(tokens, length, stride):
    """As MedAiNlp cuts: what is kept ends with a sentence where one ends in the margin."""
    count, margin, keep = len(tokens), (length - stride) // 2, 0
    while keep < count:
        start = max(0, keep - margin)
        end = min(count, start + length)
        keep_end = count if end == count else end - margin
        for back in range(min(margin, (stride - 1) // 2) if end < count else 0):
            if tokens[end - margin - back - 1][0] in SENTENCE_ENDS:
                keep_end = end - margin - back
                break
        yield start, end, keep, keep_end
        keep = keep_end


def logits_of(network, tokens):
    content = MAX_LENGTH - 2
    rows = []
    for start, end, keep, keep_end in windows(tokens, content, content * 3 // 4):
        with torch.no_grad():
            logits = network(*batch([[t[1] for t in tokens[start:end]]]))[0].numpy()
        rows.append(logits[1 + keep - start:1 + keep_end - start])
    return np.concatenate(rows) if rows else np.zeros((0, len(LABELS)), np.float32)


def softmax(logits):
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def get_tag(name):
    if name.startswith("B-"):
        return "B", name[2:]
    if name.startswith("I-"):
        return "I", name[2:]
    return "I", name


def pipeline(text, tokens, logits, strategy):
    scores = softmax(logits.astype(np.float64))
    pre = []
    for (token, number, start, end), row in zip(tokens, scores):
        subword = len(token) != len(text[start:end]) and number != 1
        pre.append({"scores": row, "start": start, "end": end, "subword": subword})
    if strategy in ("none", "simple"):
        entities = [{"entity": LABELS[p["scores"].argmax()], "score": p["scores"].max(), "start": p["start"], "end": p["end"]} for p in pre]
    else:
        entities, group = [], []

        def flush():
            if strategy == "first":
                row = group[0]["scores"]
            elif strategy == "max":
                row = max(group, key=lambda p: p["scores"].max())["scores"]
            else:
                row = np.mean([p["scores"] for p in group], axis=0)
            entities.append({"entity": LABELS[row.argmax()], "score": row.max(), "start": group[0]["start"], "end": group[-1]["end"]})
        for p in pre:
            if group and not p["subword"]:
                flush()
                group = []
            group.append(p)
        if group:
            flush()
    if strategy == "none":
        return [(e["entity"], e["start"], e["end"], e["score"]) for e in entities if e["entity"] != "O"]
    groups = []
    for e in entities:
        bi, tag = get_tag(e["entity"])
        if groups and bi != "B" and get_tag(groups[-1][-1]["entity"])[1] == tag:
            groups[-1].append(e)
        else:
            groups.append([e])
    found = [(g[0]["entity"].split("-", 1)[-1], g[0]["start"], g[-1]["end"], float(np.mean([e["score"] for e in g]))) for g in groups]
    return [f for f in found if f[0] != "O"]


def viterbi(tokens, logits):
    """The best legal BIO sequence over whole words, each with the logits of its first piece; spans without scores."""
    starts = [i for i, t in enumerate(tokens) if not t[0].startswith("##")]
    ends = [tokens[(starts + [len(tokens)])[i + 1] - 1][3] for i in range(len(starts))]
    if not starts:
        return []
    legal = np.array([[0 if not b.startswith("I-") or a[2:] == b[2:] else -1e9 for b in LABELS] for a in LABELS])
    best = logits[starts[0]] + np.array([-1e9 if l.startswith("I-") else 0 for l in LABELS])
    back = []
    for i in starts[1:]:
        step = best[:, None] + legal
        back.append(step.argmax(0))
        best = step.max(0) + logits[i]
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    found = []
    for word, label in enumerate(reversed(path)):
        if LABELS[label].startswith("B-"):
            found.append([LABELS[label][2:], tokens[starts[word]][2], ends[word]])
        elif LABELS[label].startswith("I-"):
            found[-1][2] = ends[word]
    return found


TEXTS = [
    "2月18日，云岭市第一人民医院与澄影医疗科技有限公司签约，用AI辅助阅片。",
    "院长林若川说，澜川日报记者陆知秋到访了岚江市中心医院。",
    "云岭省卫生健康委员会主任王建国、智医科技负责人李明华出席。",
    "患者把CT、MRI和PACS影像传到江州一院，5G网络时延为20ms😀。",
    "準確率達９６％，由 Tuixiang Medical 的 Café 團隊完成；𠮷林醫院參加",
    "远程会诊",
    "",
]
LONG = "".join(f"第{i}例患者从{PLACES[i % 20]}县人民医院转到{PLACES[(i + 7) % 20]}大学附属第二医院，由{FAMILIES[i % 50]}{GIVEN[i % 40]}主任会诊。" for i in range(1, 26))
TOPIC_TEXTS = [
    "云岭市第一人民医院用人工智能辅助阅读肺部CT影像，准确率高达96%。",
    "通过5G网络，专家为一千公里外的患者做了远程会诊和远程手术指导。",
    "互联网医院上线，居民在手机上就能复诊续方，药品快递到家。",
    "祖传秘方，三天根治，无效退款！添加微信，前二十名预约减免三百元。",
    "企业召开视频会议，部署复工复产。",
]


def aggregation_goldens():
    """Words of one to three pieces with random scores, where the strategies disagree as they hardly do on Chinese."""
    rng, random_scores, goldens = random.Random(3), np.random.RandomState(3), []
    for _ in range(6):
        text, tokens = "", []
        for _ in range(14):
            for piece in range(rng.choice([1, 1, 2, 3])):
                tokens.append((("##" if piece else "") + "ab", 9, len(text), len(text) + 2))
                text += "ab"
            text += " " * rng.choice([0, 1])
        logits = np.round(random_scores.randn(len(tokens), len(LABELS)) * 2, 3)
        goldens.append({"continues": [t[0].startswith("##") for t in tokens], "offsets": [list(t[2:]) for t in tokens], "logits": logits.tolist(),
                        "entities": {s: [[k, a, b, round(float(score), 6)] for k, a, b, score in pipeline(text, tokens, logits, s)]
                                     for s in ("none", "simple", "first", "average", "max")}})
    return goldens


def to_utf16(text, at):
    return len(text[:at].encode("utf-16-le")) // 2


def entity_golden(network, text, vocabulary, with_logits):
    tokens = tokenize(text, vocabulary)
    logits = logits_of(network, tokens)
    golden = {"text": text}
    if with_logits:
        golden["ids"] = [t[1] for t in tokens]
        golden["offsets"] = [[to_utf16(text, t[2]), to_utf16(text, t[3])] for t in tokens]
        golden["logits"] = [[round(float(x), 5) for x in row] for row in logits]
    golden["entities"] = {s: [[k, to_utf16(text, a), to_utf16(text, b), round(float(score), 5)] for k, a, b, score in pipeline(text, tokens, logits, s)]
                          for s in ("none", "simple", "first", "average", "max")}
    golden["entities"]["viterbi"] = [[k, to_utf16(text, a), to_utf16(text, b)] for k, a, b in viterbi(tokens, logits)]
    return golden


def main():
    torch.manual_seed(7)
    torch.set_num_threads(1)
    rng = random.Random(7)
    entities, topics = entity_texts(rng, 6), topic_texts()
    vocabulary = vocabulary_of([t for t, _ in entities] + [t for t, _ in topics] + [LONG])
    index = {v: i for i, v in enumerate(vocabulary)}
    print(len(entities), "sentences,", len(topics), "topic texts,", len(vocabulary), "pieces", flush=True)

    rows = []
    for text, labels in entities:
        tokens = tokenize(text, index)[:MAX_LENGTH - 2]
        # As run_ner.py does: the first piece of a word is labelled, what follows in the word is not.
        rows.append(([t[1] for t in tokens], [-100 if t[0].startswith("##") else LABELS.index(labels[t[2]]) for t in tokens]))
    network = Classifier(len(vocabulary), len(LABELS), pooled=False)
    train(network, rows, entity_loss, 2200)
    folder = HERE / "tiny-bert-entities"
    shutil.rmtree(folder, ignore_errors=True)
    export(network, folder / "onnx" / "model.onnx", token_level=True)
    whole = onnx.load(str(folder / "onnx" / "model.onnx"))
    onnx.save(half(whole), str(folder / "onnx" / "model_fp16.onnx"))
    onnx.save(quantized(whole), str(folder / "onnx" / "model_quantized.onnx"))
    onnx.save(narrow(without_segments(half(whole))), str(folder / "onnx" / "model_int32.onnx"))
    onnx.save(narrow(half(whole), 2, 48), str(folder / "onnx" / "model_fixed.onnx"))
    write_config(folder, "BertForTokenClassification", LABELS, vocabulary)
    goldens = {"aggregation": aggregation_goldens(), "entities": [entity_golden(network, t, index, with_logits=True) for t in TEXTS] + [entity_golden(network, LONG, index, with_logits=False)]}

    torch.manual_seed(8)
    rows = [([t[1] for t in tokenize(text, index)][:MAX_LENGTH - 2], labels) for text, labels in topics]
    network = Classifier(len(vocabulary), len(TOPICS), pooled=True)
    train(network, rows, topic_loss, 1200, size=24)
    folder = HERE / "tiny-bert-topics"
    shutil.rmtree(folder, ignore_errors=True)
    export(network, folder / "model.onnx", token_level=False)
    write_config(folder, "BertForSequenceClassification", TOPICS, vocabulary, problem_type="multi_label_classification")
    goldens["topics"] = []
    for text in TOPIC_TEXTS:
        with torch.no_grad():
            logits = network(*batch([[t[1] for t in tokenize(text, index)]]))[0].numpy().astype(np.float64)
        goldens["topics"].append({"text": text, "logits": [round(float(x), 5) for x in logits],
                                  "sigmoid": [round(float(x), 6) for x in 1 / (1 + np.exp(-logits))], "softmax": [round(float(x), 6) for x in softmax(logits)]})
    (HERE / "tiny-bert-goldens.json").write_text(json.dumps(goldens, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
