"""Single sentences with slots, from sentences.txt: see its head for the notation."""
import re
from pathlib import Path

KINDS = {"H": "HOSPITAL", "C": "COMPANY", "O": "ORG", "P": "PERSON", "X": "PRODUCT"}


def load(path=Path(__file__).with_name("sentences.txt")):
    lists, templates = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            lists[line[1]] = line[3:].split()
        elif line and not line.startswith("#"):
            templates.append(line)
    return templates, lists


def figure(r):
    n = r.choice([str(r.randint(1, 99)), str(r.randint(100, 9999)), f"{r.randint(1, 99)}.{r.randint(1, 9)}", f"{r.randint(1, 9)},{r.randint(100, 999)}", "数十", "百余", "三", "十几", "上千"])
    return r.choice(["", "", "", "近", "超过", "约"]) + n + r.choice("例 家 名 人次 台 万人 亿元 万元 % 分钟 秒 小时 多家 余人 个 公里 倍 天 项 所 张 个百分点".split())


def date(r):
    y, m, d = r.randint(2005, 2025), r.randint(1, 12), r.randint(1, 28)
    return r.choice([f"{m}月{d}日", f"{y}年{m}月{d}日", f"{y}年{m}月", f"{y}年", f"{m}月", f"{y}-{m:02d}-{d:02d}", f"{m}月{d}日下午{r.randint(1, 6)}点", f"{y}年底", f"{y}.{m}.{d}", f"{m}月{d}日{r.randint(8, 20)}:{r.randint(10, 59)}"])


def fill(template, lists, names):
    r = names.random
    template = re.sub(r"\[([^\[\]]*)\]", lambda m: r.choice(m.group(1).split("|")), template)
    out, spans, at, place_at = "", [], 0, None
    for i, piece in enumerate(re.split(r"\{([A-Z])\}", template)):
        if i % 2 == 0:
            if piece:
                place_at = None
            out += piece
            continue
        kind = piece
        if kind == "L":
            place_at = len(out)
            out += names.place()
            continue
        if kind == "D":
            out += date(r)
        elif kind == "F":
            out += figure(r)
        elif kind == "N":
            out += r.choice(["A", "B", "C", "D", "A+", "Pre-A", "天使", "00", "2", "12345", "AbC9"])
        elif kind in lists:
            out += r.choice(lists[kind])
        else:
            make = {"H": names.hospital, "C": names.company, "O": names.org, "P": names.person, "X": names.product, "A": names.latin}[kind]
            label = KINDS.get(kind, "COMPANY")
            quote = r.choice([("“", "”"), ('"', '"'), ("「", "」"), ("（", "）"), (" ", " "), ("**", "**")]) if r.random() < .06 else ("", "")
            # a place written right before a hospital or a public body belongs to its name
            start = place_at if kind in "HO" and place_at is not None and quote[0] == "" else None
            out += quote[0]
            start = len(out) if start is None else start
            out += make()
            spans.append((start, len(out), label))
            out += quote[1]
            if label and r.random() < .08:
                for _ in range(r.randint(1, 4)):
                    out += r.choice(["、", "、", "、", "，", ", ", "；", "和", "以及", "与", "\n"])
                    start = len(out)
                    out += make()
                    spans.append((start, len(out), label))
        place_at = None
    return out, spans


def paragraphs(names, characters):
    """Paragraphs of one to six sentences until there are so many characters."""
    templates, lists = load()
    size = 0
    while size < characters:
        text, spans = "", []
        for _ in range(names.random.randint(1, 6)):
            t, s = fill(names.pick(templates), lists, names)
            spans += [(a + len(text), b + len(text), label) for a, b, label in s]
            text += t + names.random.choice(["", "", "\n"])
        size += len(text)
        yield text, spans
