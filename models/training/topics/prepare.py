#!/usr/bin/env python3
"""Writes the labelled texts that the topic model is trained from, as JSON Lines for `medainlp train-topics`.

usage: prepare.py --data DIR --output FILE [--corpus DIR] [--hold-out FILE]... [--leave-out FILE]... [--seed N]

--hold-out names test sets; a raw text that shares a stretch with one of them is left out. Their labels are not read.
--leave-out names raw samples kept for counting false alarms; a raw text that shares a fifth of its stretches with one is left out.
"""
import argparse
import collections
import json
import random
from pathlib import Path

import pages
import sources


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--corpus", default=str(Path(__file__).parent.parent / "corpus/topics"))
    parser.add_argument("--hold-out", action="append", default=[])
    parser.add_argument("--leave-out", action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    rng = random.Random(arguments.seed)
    seen = sources.Seen(arguments.hold_out, arguments.leave_out)
    texts = list(sources.labelled(arguments.data, arguments.corpus))
    for text in texts:
        seen(text["text"])
    raw = list(sources.unlabelled(arguments.data, rng, seen))
    texts += raw
    texts += pages.generate(texts, rng)
    with open(arguments.output, "w", encoding="utf-8") as out:
        for text in texts:
            text.setdefault("group", text["id"])
            out.write(json.dumps(text, ensure_ascii=False) + "\n")
    print(len(texts), "texts", dict(collections.Counter(t["source"] for t in texts)))
    print({label: sum(label in t["topics"] for t in texts) for label in sources.LABELS})


if __name__ == "__main__":
    main()
