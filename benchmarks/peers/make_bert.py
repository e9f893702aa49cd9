#!/usr/bin/env python3
"""A token-classification network of BERT's shape with random weights, as ONNX:  make_bert.py FOLDER
4 layers of 256, 4 heads, 512 positions; seeded, so that everybody measures the same network. Needs torch and onnx."""
import json
import os
import sys

import torch
import torch.nn as nn

VOCABULARY, WIDTH, LAYERS, HEADS, LABELS = 8000, 256, 4, 4, 9


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.places, self.kinds = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.into = nn.ModuleList(nn.Linear(WIDTH, 3 * WIDTH) for _ in range(LAYERS))
        self.out = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(LAYERS))
        self.wide = nn.ModuleList(nn.Linear(WIDTH, 4 * WIDTH) for _ in range(LAYERS))
        self.back = nn.ModuleList(nn.Linear(4 * WIDTH, WIDTH) for _ in range(LAYERS))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2 * LAYERS))
        self.tags = nn.Linear(WIDTH, LABELS)

    def forward(self, input_ids, attention_mask, token_type_ids):
        places = torch.cumsum(torch.ones_like(input_ids), 1) - 1
        h = self.norm(self.words(input_ids) + self.places(places) + self.kinds(token_type_ids))
        hidden = (1 - attention_mask[:, None, None, :].float()) * -1e4
        b, n = input_ids.shape
        for i in range(LAYERS):
            q, k, v = self.into[i](h).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
            x = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -.5 + hidden, -1) @ v
            h = self.norms[2 * i](h + self.out[i](x.transpose(1, 2).reshape(b, n, WIDTH)))
            h = self.norms[2 * i + 1](h + self.back[i](nn.functional.gelu(self.wide[i](h))))
        return self.tags(h)


folder = sys.argv[1]
os.makedirs(os.path.join(folder, "onnx"), exist_ok=True)
torch.manual_seed(7)
names = ["input_ids", "attention_mask", "token_type_ids"]
example = (torch.ones(1, 8, dtype=torch.long), torch.ones(1, 8, dtype=torch.long), torch.zeros(1, 8, dtype=torch.long))
torch.onnx.export(Net().eval(), example, os.path.join(folder, "onnx", "model.onnx"), opset_version=14, input_names=names, output_names=["logits"],
                  dynamic_axes={n: {0: "batch", 1: "length"} for n in names + ["logits"]})

# The basic Chinese characters, one token each, as in BERT's Chinese vocabularies.
tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [chr(c) for c in range(0x21, 0x7F)] + list("，。！？；：、“”（）《》%") + [chr(c) for c in range(0x4E00, 0x4E00 + 8000)]
tokens = list(dict.fromkeys(tokens))[:VOCABULARY]
labels = ["O"] + [f"{p}-{t}" for t in ("HOSPITAL", "COMPANY", "ORG", "PERSON") for p in "BI"]
open(os.path.join(folder, "vocab.txt"), "w", encoding="utf-8").write("\n".join(tokens) + "\n")
special = [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True} for i, t in enumerate(tokens[:5])]
write = lambda name, value: json.dump(value, open(os.path.join(folder, name), "w", encoding="utf-8"), ensure_ascii=False)
write("config.json", {"model_type": "bert", "architectures": ["BertForTokenClassification"], "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
                      "vocab_size": len(tokens), "max_position_embeddings": 512, "id2label": dict(enumerate(labels)), "label2id": {l: i for i, l in enumerate(labels)}, "pad_token_id": 0})
write("tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512, "tokenize_chinese_chars": True,
                                "pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]"})
write("tokenizer.json", {"version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
                         "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
                         "pre_tokenizer": {"type": "BertPreTokenizer"},
                         "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                                            "pair": [], "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
                         "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
                         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {t: i for i, t in enumerate(tokens)}}})
