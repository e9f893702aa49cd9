#!/usr/bin/env python3
"""Writes the labelled texts that the topic model is trained from, as JSON Lines for `medainlp train-topics`.

usage: prepare.py --data DIR --output FILE [--corpus DIR] [--hold-out FILE]... [--seed N]

--hold-out names test sets; a raw text that shares a stretch with one of them is left out. Their labels are not read.
"""
import argparse
import collections
import json
import random
from pathlib import Path

import harder_pages
import pages
import sources


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--corpus", default=str(Path(__file__).parent.parent / "corpus/topics"))
    parser.add_argument("--hold-out", action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    rng = random.Random(arguments.seed)
    seen = sources.Seen(arguments.hold_out)
    texts = list(sources.labelled(arguments.data, arguments.corpus))
    texts += sources.read_raw(arguments.data, arguments.corpus)
    for text in texts:
        seen(text["text"])
    raw = list(sources.unlabelled(arguments.data, rng, seen))
    texts += raw
    texts += pages.generate(texts, rng)
    # What was made for spam comes last and by itself, so that it changes nothing for the other topics.
    topics = [label for label in sources.LABELS if label != "spam"]
    texts += harder_pages.generate(texts, random.Random(arguments.seed + 1), topics)
    texts += sources.spam_alone(Path(arguments.corpus).parent / "spam", topics)
    with open(arguments.output, "w", encoding="utf-8") as out:
        for text in texts:
            text.setdefault("group", text["id"])
            out.write(json.dumps(text, ensure_ascii=False) + "\n")
    print(len(texts), "texts", dict(collections.Counter(t["source"] for t in texts)))
    print({label: sum(label in t["topics"] for t in texts) for label in sources.LABELS})


if __name__ == "__main__":
    main()
