#!/usr/bin/env python3
"""Writes a stream of articles as JSON Lines, made from the samples:  stream.py MEGABYTES [--copies N]
No two are alike; with --copies each comes N times in all, as syndicated news does, its copies some dozens of lines further on."""
import argparse
import glob
import json
import os
import random
import sys

# How many different articles lie between an article and its next copy: less than a run remembers.
NEAR = 40

arguments = argparse.ArgumentParser()
arguments.add_argument("megabytes", type=int)
arguments.add_argument("--copies", type=int, default=1)
arguments = arguments.parse_args()
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "samples")
paragraphs = []
for path in sorted(glob.glob(os.path.join(folder, "0*.txt"))):
    with open(path, encoding="utf-8") as file:
        paragraphs += [line for line in file.read().splitlines() if len(line) > 20]
left, chance, number, line = arguments.megabytes * 1_000_000, random.Random(7), 0, 0
while left > 0:
    articles = []
    for _ in range(NEAR if arguments.copies > 1 else 1):
        articles.append("\n".join([f"第{number}篇"] + chance.choices(paragraphs, k=chance.randint(1, 8))))
        number += 1
    for _ in range(arguments.copies):
        for text in articles:
            if left <= 0:
                break
            record = json.dumps({"id": str(line), "text": text}, ensure_ascii=False) + "\n"
            sys.stdout.write(record)
            left -= len(record.encode("utf-8"))
            line += 1
