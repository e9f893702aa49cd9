"""Stage 1: vocabulary, lexicon and unlabelled text for pretraining."""
import collections
import json
import lzma
import random

import numpy as np

from features import Lexicon, Overlap, Vocabulary, folded, pack, unit_string, word_lists
from gazetteers import Names
from labelled import is_validation

# (file, at most so many million characters); the political register and near-identical bulletins are held down
SOURCES = [
    ("hrde-health-rumor-refs", 9), ("sogou-c-3000", 4), ("ruanyf-weekly", 3), ("medical-news-radar-2026", 1), ("dxy-covid-news", .25), ("dxy-covid-rumors", .1),
    ("fewclue-tnews", 1.5), ("fewclue-chid", 2), ("fewclue-iflytek", 1.5), ("fewclue-csl", .5), ("fewclue-csldcp", 1), ("fewclue-eprstmt", .3), ("lawrefbook", .5),
    ("cofacts-replies-zhtw", 2), ("cofacts-reasons-zhtw", .8), ("cofacts-linktitles-zhtw", .7), ("chinatimes-zhtw", .3), ("bayesspam-email", .8), ("ced-rumor-weibo", .6),
    ("xwlb-duckburn", .6), ("xwlb-china-data", 14),
]
LABELLED = ["msra-train", "cluener-train", "resume-train", "smoothnlp_intro", "invest_events", "passages-train"]


def texts(data, log):
    rng = random.Random(5)
    overlap = Overlap(data.parent / "gold")
    seen, dropped = set(), collections.Counter()
    for name, most in SOURCES:
        with lzma.open(data / "raw" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as f:
            rows = [json.loads(line) for line in f]
        rng.shuffle(rows)
        size = 0
        for row in rows:
            text = ((row.get("title") or "") + "\n" + (row.get("text") or "")).strip()
            start = text[:60]
            if len(text) < 8 or start in seen:
                dropped["short or seen"] += 1
                continue
            seen.add(start)
            text = text[:5000]
            if overlap.count(text) >= 2:
                dropped["shares text with a test set"] += 1
                continue
            yield text
            size += len(text)
            if size > most * 1e6:
                break
        log(f"raw {name}: {size / 1e6:.2f} M characters")
    for name in LABELLED:
        rows = [json.loads(line) for line in (data / "ner" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        rows = [r for r in rows if name != "passages-train" or not is_validation(r["id"])]
        for i in range(0, len(rows), 4):
            yield "\n".join(r["text"] for r in rows[i:i + 4])
    for path in sorted((data / "authored").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not is_validation(row["id"]):
                yield row["text"]
    log(f"raw dropped: {dict(dropped)}")


def main(data, work, log):
    names = Names(data / "gazetteers")
    lists = word_lists(names)
    lexicon = Lexicon.build(lists, names.surnames)
    lexicon.save(work / "lexicon.bin")
    log("lexicon: " + ", ".join(str(len(w)) for _, w in lists) + f" words, {(work / 'lexicon.bin').stat().st_size / 1e6:.2f} MB")
    documents, short, count = [], [], np.zeros(0x10000, np.int64)
    for text in texts(data, log):
        short.append(unit_string(text))
        if sum(map(len, short)) >= 200:
            documents.append(folded("\n".join(short)))
            count += np.bincount(documents[-1], minlength=0x10000)
            short = []
    for words in lists[:1] + lists[3:6]:
        count += np.bincount(np.concatenate([folded(w) for w in words[1]]), minlength=0x10000)
    usable = [c for c in np.argsort(-count, kind="stable") if count[c] >= 6 and not 0xD800 <= c < 0xE000]
    vocabulary = Vocabulary(sorted(int(c) for c in usable[:7000]))
    vocabulary.save(work / "chars.txt")
    random.Random(6).shuffle(documents)
    log(f"raw: {len(documents)} documents, {sum(map(len, documents)) / 1e6:.1f} M characters, vocabulary {len(vocabulary)}")
    np.savez(work / "raw.npz", **{k: v for k, v in pack([(d, None) for d in documents], vocabulary, lexicon).items() if k != "masks"})
    log("raw: packed")
