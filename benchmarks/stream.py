#!/usr/bin/env python3
"""Writes a stream of articles as JSON Lines, made from the samples, no two alike:  stream.py MEGABYTES"""
import glob
import json
import os
import random
import sys

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "samples")
paragraphs = [line for path in sorted(glob.glob(os.path.join(folder, "0*.txt"))) for line in open(path, encoding="utf-8").read().splitlines() if len(line) > 20]
left, chance, number = int(sys.argv[1]) * 1_000_000, random.Random(7), 0
while left > 0:
    text = "\n".join([f"第{number}篇"] + chance.choices(paragraphs, k=chance.randint(1, 8)))
    line = json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n"
    sys.stdout.write(line)
    left -= len(line.encode("utf-8"))
    number += 1
