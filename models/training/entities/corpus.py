#!/usr/bin/env python3
"""Articles with slots: parse, check, fill.

    corpus.py --check PATH... [--data DIR] [--seed N]    check files or folders, print one filled sample a file

A file holds articles; each starts with a line `=== id | genre`. Slots stand in ⟦ ⟧:

    ⟦T⟧ ⟦Tn⟧ ⟦Tn:variant⟧ ⟦T:variant⟧   T = H C O P X (labelled) or L (a place, no label); n = the same thing within the article
    ⟦T=text⟧                             literal text with the label; {T..} inside it is a slot: ⟦H={H1}西院区⟧

Filling takes names from `gazetteers.Names`; the result is a text and its labelled spans in UTF-16 units.
"""
import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

LABELS = {"H": "HOSPITAL", "C": "COMPANY", "O": "ORG", "P": "PERSON", "X": "PRODUCT", "L": None}
VARIANTS = {
    "H": {"full", "short", "county", "township", "campus", "univ", "fangcang", "mil", "national", "internet", "level", "prov", "city", "private"},
    "C": {"full", "short", "brand", "bank", "foreign", "telecom", "group", "latin"},
    "O": {"full", "short", "gov", "univ", "school", "inst", "assoc", "media", "intl", "court", "alliance"},
    "P": {"full", "short", "default", "han", "foreign", "minority"},
    "X": {"full", "short"},
    "L": {"full", "prov", "city", "county", "town"},
}
FORMS = ("full", "short", "brand", "default", "han")
HEADER = re.compile(r"^=== *([^|]+?) *(?:\| *(.+?) *)?$")
SLOT = re.compile(r"^([HCOPXL])(\d*)(?::([a-z]+))?$")
LITERAL = re.compile(r"^([HCOPX])=(.+)$", re.S)


@dataclass(frozen=True)
class Slot:
    kind: str
    number: str
    variant: str


@dataclass
class Article:
    id: str
    genre: str
    parts: list      # str, Slot, or (label, [str | Slot, ...])


class Mistake(Exception):
    pass


def parse_slot(text):
    m = SLOT.match(text)
    if not m:
        raise Mistake(f"not a slot: {text!r}")
    kind, number, variant = m.group(1), m.group(2), m.group(3) or ""
    if variant and variant not in VARIANTS[kind]:
        raise Mistake(f"no variant {variant!r} of {kind}; there are {', '.join(sorted(VARIANTS[kind]))}")
    return Slot(kind, number, variant)


def parse_line(line):
    """The parts of one line; raises Mistake."""
    parts, at = [], 0
    while at < len(line):
        start = line.find("⟦", at)
        stray = line.find("⟧", at, start if start >= 0 else len(line))
        if stray >= 0:
            raise Mistake(f"⟧ without ⟦ at column {stray + 1}")
        if start < 0:
            parts.append(line[at:])
            break
        end = line.find("⟧", start)
        inner = line[start + 1:end]
        if end < 0 or "⟦" in inner:
            raise Mistake(f"⟦ at column {start + 1} is not closed")
        if start > at:
            parts.append(line[at:start])
        literal = LITERAL.match(inner)
        if literal:
            body = []
            for i, piece in enumerate(re.split(r"\{([^{}]*)\}", literal.group(2))):
                if piece:
                    body.append(parse_slot(piece) if i % 2 else piece)
            if any(isinstance(p, str) and re.search(r"[{}]", p) for p in body):
                raise Mistake(f"a brace is not closed in {inner!r}")
            parts.append((LABELS[literal.group(1)], body))
        else:
            parts.append(parse_slot(inner))
        at = end + 1
    return parts


def parse_file(path):
    """(articles, mistakes): a mistake is 'file:line: what'."""
    articles, mistakes, seen, current = [], [], set(), None
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        header = HEADER.match(line)
        if line.startswith("===") and not header:
            mistakes.append(f"{path}:{number}: a header is '=== id | genre'")
        if header:
            current = Article(header.group(1), header.group(2) or "", [])
            if current.id in seen:
                mistakes.append(f"{path}:{number}: id {current.id!r} is used twice")
            seen.add(current.id)
            articles.append(current)
            continue
        if current is None:
            if line.strip() and not line.startswith("#"):
                mistakes.append(f"{path}:{number}: text before the first header")
            continue
        try:
            current.parts += parse_line(line) + ["\n"]
        except Mistake as e:
            mistakes.append(f"{path}:{number}: {e}")
    for a in articles:
        while a.parts and isinstance(a.parts[-1], str) and not a.parts[-1].strip():
            a.parts.pop()
        while a.parts and isinstance(a.parts[0], str) and not a.parts[0].strip():
            a.parts.pop(0)
        if not a.parts:
            mistakes.append(f"{path}: article {a.id!r} is empty")
        # a form needs something to be a form of
        kinds = {}
        for s in slots(a):
            if s.number and s.variant not in FORMS and s.variant not in ("", "campus", "internet"):
                kinds.setdefault((s.kind, s.number), set()).add(s.variant)
        for (kind, n), found in kinds.items():
            if len(found) > 1:
                mistakes.append(f"{path}: article {a.id!r}: {kind}{n} is {' and '.join(sorted(found))} at once")
    return articles, mistakes


def slots(article):
    for part in article.parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, tuple):
            yield from (p for p in part[1] if isinstance(p, Slot))


def fill(article, names):
    """(text, [(start, end, label)]) with the text's length counted in UTF-16 units."""
    things, derived = {}, {}
    variants = {}
    for s in slots(article):
        if s.number:
            variants.setdefault((s.kind, s.number), []).append(s.variant)

    def name(slot):
        key = (slot.kind, slot.number)
        if not slot.number:
            if slot.kind == "C" and not slot.variant:
                return names.company()
            if slot.kind == "P":
                return names.person(None if slot.variant in FORMS + ("",) else slot.variant)
            thing = names.thing(slot.kind, [slot.variant])
        else:
            if key not in things:
                wanted = variants[key]
                things[key] = names.thing(slot.kind, [v for v in wanted if v not in ("campus", "internet")] or wanted)
            thing = things[key]
            if slot.variant in ("campus", "internet") and thing.kind != slot.variant:
                if key + (slot.variant,) not in derived:
                    tail = "互联网医院" if slot.variant == "internet" else names.pick(["东院区", "西院区", "南院", "北院", "新院区", "滨江院区", "本部", "分院"])
                    derived[key + (slot.variant,)] = names.pick([thing.full, thing.short(names)]) + tail
                return derived[key + (slot.variant,)]
        return thing.short(names) if slot.variant in ("short", "brand") else thing.full

    out, spans, at = [], [], 0
    for part in article.parts:
        if isinstance(part, str):
            text, label = part, None
        elif isinstance(part, Slot):
            text, label = name(part), LABELS[part.kind]
        else:
            label, body = part
            text = "".join(name(p) if isinstance(p, Slot) else p for p in body)
        length = len(text.encode("utf-16-le")) // 2
        if label:
            spans.append((at, at + length, label))
        out.append(text)
        at += length
    return "".join(out), spans


def files(paths):
    for path in map(Path, paths):
        yield from sorted(path.glob("*.txt")) if path.is_dir() else [path]


def mark(text, spans):
    """The text with its spans in brackets, for reading."""
    units = text.encode("utf-16-le")
    cut = lambda a, b: units[2 * a:2 * b].decode("utf-16-le", "replace")
    out, at = [], 0
    for a, b, label in spans:
        out += [cut(at, a), f"[{label[:4]} {cut(a, b)}]"]
        at = b
    return "".join(out) + cut(at, len(units) // 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", nargs="+", metavar="PATH", required=True)
    parser.add_argument("--data", default=str(Path(__file__).resolve().parents[4] / "shared" / "data"), help="the data folder (for gazetteers)")
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    from gazetteers import Names
    names = Names(Path(a.data) / "gazetteers", a.seed)
    bad = 0
    for path in files(a.check):
        articles, mistakes = parse_file(path)
        bad += len(mistakes)
        print("\n".join(mistakes), file=sys.stderr, end="\n" if mistakes else "")
        count = {}
        size = 0
        for article in articles:
            text, spans = fill(article, names)
            size += len(text)
            for _, _, label in spans:
                count[label] = count.get(label, 0) + 1
        print(f"{path}: {len(articles)} articles, {size} characters, {count}, {len(mistakes)} mistakes")
        if articles:
            article = names.pick(articles)
            print(f"--- {article.id}\n{mark(*fill(article, names))}\n")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
