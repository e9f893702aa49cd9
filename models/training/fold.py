#!/usr/bin/env python3
"""The fold table: one UTF-16 code unit to one, shared by training (Python) and the library (C#).

    fold.py FOLD_DIR TABLE.tsv      write the table (FOLD_DIR holds OpenCC's TSCharacters.txt)

Folding never moves an offset: every mapping replaces one unit by one unit. The kinds are applied in
the order of KINDS, each on the result of the one before; `digits` is for a model's features only.
"""
import sys
import unicodedata
from pathlib import Path

import numpy as np

KINDS = ["width", "traditional", "case", "punctuation", "digits"]

# Traditional by the table, yet words of today's Simplified text as well: 乾坤 / 乾隆, 著名, 慰藉, 瞭望.
KEEP = "乾著藉瞭"


def width():
    table = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}          # ！ … ～
    table.update({0x3000: 0x20, 0xA0: 0x20, 0x09: 0x20, 0x0D: 0x20})  # ideographic space, NBSP, tab, CR; never LF
    table.update({0xFFE0: 0xA2, 0xFFE1: 0xA3, 0xFFE5: 0xA5})          # ￠ ￡ ￥
    return table


def traditional(folder):
    table = {}
    for line in (Path(folder) / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        source, _, targets = line.partition("\t")
        target = targets.split(" ")[0]
        if len(source) == 1 == len(target) and max(ord(source), ord(target)) < 0x10000 and source != target:
            table[ord(source)] = ord(target)
    for c in KEEP:
        table.pop(ord(c), None)
    # 薴 → 苧 → 苎: what the table gives is itself Traditional of something, so that twins in both scripts end alike.
    return {source: table.get(target, target) for source, target in table.items()}


def case():
    """Simple lower-casing of Latin, Greek and Cyrillic where it stays one unit."""
    table = {}
    for c in [*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)]:
        lower = chr(c).lower()
        if unicodedata.category(chr(c)) == "Lu" and len(lower) == 1 and ord(lower) < 0x10000 and ord(lower) != c:
            table[c] = ord(lower)
    return table


def punctuation():
    table = {}
    for target, sources in {
        '"': "“”„‟〝〞「」『』﹁﹂﹃﹄",
        "'": "‘’‚‛`′",
        "-": "–—―‐‑‒─−－",
        "·": "•‧・∙⋅･",
        "(": "〔（", ")": "〕）",
        "[": "【〖［", "]": "】〗］",
        "~": "～〜∼",
        "<": "〈", ">": "〉",
    }.items():
        table.update({ord(s): ord(target) for s in sources})
    return {s: t for s, t in table.items() if s != t}


def digits():
    return {c: 0x30 for c in range(0x31, 0x3A)}


def build(folder):
    return {"width": width(), "traditional": traditional(folder), "case": case(),
            "punctuation": punctuation(), "digits": digits()}


def write(tables, path):
    rows = [f"{kind}\t{s:04X}\t{tables[kind][s]:04X}\n" for kind in KINDS for s in sorted(tables[kind])]
    Path(path).write_text("kind\tfrom\tto\n" + "".join(rows), encoding="utf-8", newline="\n")


def load(path, kinds=KINDS):
    """The composed map as an array of 65,536 units: folded = load(path)[units]."""
    tables = {kind: {} for kind in KINDS}
    for line in Path(path).read_text(encoding="utf-8").splitlines()[1:]:
        kind, source, target = line.split("\t")
        tables[kind][int(source, 16)] = int(target, 16)
    out = np.arange(0x10000, dtype=np.uint16)
    for kind in KINDS:
        if kind in kinds:
            step = np.arange(0x10000, dtype=np.uint16)
            for source, target in tables[kind].items():
                step[source] = target
            out = step[out]
    return out


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tables = build(sys.argv[1])
    write(tables, sys.argv[2])
    print(", ".join(f"{kind} {len(t)}" for kind, t in tables.items()))
