#!/usr/bin/env python3
"""Writes how usual it is that one character follows another, for the signal `foreign-fragments` of the topic model.

usage: pairs.py --data DIR --output FILE [--hold-out FILE]... [--seed N]

The file: deflated (zlib), the number of characters (uint16), the characters (UTF-16), and two bits for every pair of them, row by row
and the lowest bits first: 0 for never or far less than by chance, up to 3 for far more than by chance. All little-endian.
Characters are folded as the library folds them (fold-table.tsv), so both scripts are one.
"""
import argparse
import array
import collections
import math
import random
import re
import zlib
from pathlib import Path

import sources

TABLE = Path(__file__).parents[3] / "src/MedAiNlp/Features/fold-table.tsv"
# Raw texts to count in: (file, at most so many characters).
COUNTED = {name: 5_000_000 for name in ["hrde-health-rumor-refs", "sogou-c-3000", "dxy-covid-news", "cofacts-replies-zhtw", "chinatimes-zhtw",
                                        "lawrefbook", "fewclue-csl", "fewclue-csldcp", "fewclue-chid", "ruanyf-weekly"]} | {"xwlb-china-data": 8_000_000}
LONGEST = 4000
CHARACTERS = 4096
FEWEST = 2
# The bounds between the levels: the logarithm of how many times as often as by chance.
BOUNDS = (-3, -1, 1)
# What stands apart from words. Sentences end with 。 and clauses with a comma; the rest is left out.
RUN = re.compile(r"[\u3400-\u9fffa-z0,。]+")


def folding():
    table = {}
    kinds = collections.defaultdict(dict)
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        kind, source, target = line.split("\t")
        kinds[kind][chr(int(source, 16))] = chr(int(target, 16))
    for c in map(chr, range(0x10000)):
        folded = c
        for kind in ("width", "traditional", "case", "punctuation"):
            folded = kinds[kind].get(folded, folded)
        if folded in "\n。!?;":
            folded = "。"
        elif folded in ",、:":
            folded = ","
        elif folded.isascii() and folded.isdigit():
            folded = "0"
        elif folded in " \"'()[]<>《》【】·":
            folded = None
        if folded != c:
            table[ord(c)] = folded
    return table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--hold-out", action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    rng = random.Random(arguments.seed)
    seen = sources.Seen(arguments.hold_out)
    fold = folding()
    counts = collections.Counter()
    for name, most in COUNTED.items():
        texts = list(sources.read(Path(arguments.data, "raw", name + ".jsonl.xz")))
        rng.shuffle(texts)
        size = 0
        for text in texts:
            body = text["text"][:LONGEST]
            if seen(body):
                continue
            for run in RUN.findall(body.translate(fold)):
                counts.update(map("".join, zip(run, run[1:])))
            size += len(body)
            if size > most:
                break
        print(name, size, "characters", flush=True)
    write(counts, arguments.output)


def write(counts, path):
    first, second = collections.Counter(), collections.Counter()
    for pair, count in counts.items():
        first[pair[0]] += count
        second[pair[1]] += count
    total = sum(first.values())
    characters = sorted(c for c, _ in first.most_common(CHARACTERS))
    place = {c: i for i, c in enumerate(characters)}
    levels = bytearray(len(characters) ** 2 // 4)
    kept = 0
    for pair, count in counts.items():
        a, b = place.get(pair[0]), place.get(pair[1])
        if count < FEWEST or a is None or b is None:
            continue
        association = math.log(count * total / (first[pair[0]] * second[pair[1]]))
        level = sum(association >= bound for bound in BOUNDS)
        at = a * len(characters) + b
        levels[at >> 2] |= level << 2 * (at & 3)
        kept += level > 0
    plain = array.array("H", [len(characters)]).tobytes() + "".join(characters).encode("utf-16-le") + bytes(levels)
    packed = zlib.compress(plain, 9)
    Path(path).write_bytes(packed)
    print(len(characters), "characters,", kept, "usual pairs,", len(packed), "bytes")


if __name__ == "__main__":
    main()
