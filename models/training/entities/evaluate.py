#!/usr/bin/env python3
"""Scores of a trained network (work/NAME.pt): exact span and type.

    evaluate.py NAME [--data DIR] [--work DIR] [--sets validation,dev,passages,msra,cluener] [--errors N]
"""
import argparse
import collections
import json
from pathlib import Path

import predict
from labelled import HOSPITAL

MAIN = ["HOSPITAL", "COMPANY", "ORG", "PERSON"]


def rows(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def gold(name, data, work):
    """(texts, spans, types, map of predicted types). MSRA knows no HOSPITAL and COMPANY: both are ORG there."""
    if name in ("validation", "validation-authored", "dev", "passages"):
        path = {"validation": work / "validation.jsonl", "validation-authored": work / "validation.jsonl", "dev": data.parent / "gold/dev.jsonl", "passages": data.parent / "gold/passages-dev.jsonl"}[name]
        r = [x for x in rows(path) if name != "validation-authored" or not x["id"].startswith("passage/")]
        return [x["text"] for x in r], [{(e["start"], e["end"], e["type"]) for e in x["entities"]} for x in r], MAIN + ["PRODUCT"] * name.startswith("validation"), {}
    if name == "msra":
        r = rows(data / "ner/msra-test.jsonl")
        return [x["text"] for x in r], [{(e["start"], e["end"], "PERSON" if e["type"] == "PER" else "ORG") for e in x["entities"] if e["type"] != "LOC"} for x in r], ["ORG", "PERSON"], {"HOSPITAL": "ORG", "COMPANY": "ORG"}
    r, spans = rows(data / "ner/cluener-dev.jsonl"), []
    kinds = {"name": "PERSON", "company": "COMPANY", "organization": "ORG", "government": "ORG"}
    for x in r:
        s = set()
        for e in x["entities"]:
            kind = kinds.get(e["type"])
            if kind:
                s.add((e["start"], e["end"], "HOSPITAL" if kind != "PERSON" and HOSPITAL.search(x["text"][e["start"]:e["end"]]) else kind))
        spans.append(s)
    return [x["text"] for x in r], spans, MAIN, {}


def f1(right, found, there):
    return 2 * right / max(1, found + there)


def score(golds, found, types, mapped={}):
    right, made, there = collections.Counter(), collections.Counter(), collections.Counter()
    for g, p in zip(golds, found):
        p = {(a, b, mapped.get(t, t)) for a, b, t in (x[:3] for x in p)}
        for t in types:
            G, P = {x for x in g if x[2] == t}, {x for x in p if x[2] == t}
            for k in [t] + ["ALL"] * (t in MAIN):
                right[k] += len(G & P)
                made[k] += len(P)
                there[k] += len(G)
    return {k: (right[k] / max(1, made[k]), right[k] / max(1, there[k]), f1(right[k], made[k], there[k]), there[k]) for k in there}


def show(name, result):
    return f"{name:19} " + "  ".join(f"{k[:4]} {p:.3f}/{r:.3f}/{f:.3f}" for k, (p, r, f, n) in result.items())


def errors(texts, golds, found, types, most, ids=None):
    for t in types:
        shown = 0
        for i, (text, g, p) in enumerate(zip(texts, golds, found)):
            p = {x[:3] for x in p}
            for a, b, k in sorted((g ^ p)):
                if k == t and shown < most:
                    shown += 1
                    line = lambda x: x.replace("\n", "⏎")
                    print(f"  {'missed' if (a, b, k) in g else 'extra '} {t} {line(text[max(0, a - 14):a])}【{line(text[a:b])}】{line(text[b:b + 12])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve()
    parser.add_argument("name")
    parser.add_argument("--data", type=Path, default=here.parents[4] / "shared/data")
    parser.add_argument("--work", type=Path, default=here.parents[1] / "work")
    parser.add_argument("--sets", default="validation-authored,validation,dev,passages,msra,cluener")
    parser.add_argument("--errors", type=int, default=0)
    a = parser.parse_args()
    model = predict.load(a.work, a.name)
    for name in a.sets.split(","):
        texts, golds, types, mapped = gold(name, a.data, a.work)
        found = model.entities(texts)
        print(show(name, score(golds, found, types, mapped)), flush=True)
        if a.errors:
            errors(texts, golds, found, types, a.errors)


if __name__ == "__main__":
    main()
