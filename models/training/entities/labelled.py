"""Stage 3: every labelled text as (characters, allowed tags), packed for training.

Corpora differ in what they label, so a position has a *set* of allowed tags: what a corpus does not tell
apart (COMPANY and ORG in MSRA) or does not mark (PRODUCT everywhere but in our own texts) is left open.
"""
import collections
import hashlib
import json
import random
import re
from dataclasses import dataclass, field

import numpy as np

import corpus
import sentences
from features import Lexicon, Overlap, Vocabulary, folded, pack, unit_string
from gazetteers import Names
from model import LEGAL, T, TYPES, tag

ALL = (1 << T) - 1
ANY_PRODUCT = sum(1 << tag("PRODUCT", p) for p in "BIES")
# chance that a found word of a list is hidden: names swapped in come from the lists, names of new articles mostly do not
HIDE_OWN = [.5, .5, .4, .4, .1, .4, .1, .1, .1, .1]
HIDE_PUBLIC = [.3, .3, .3, .3, .1, .3, .1, .1, .1, .1]

HOSPITAL = re.compile("(医院|卫生院|卫生服务中心|卫生服务站|卫生室|卫生所|诊所|门诊部|妇幼保健院|保健院|疗养院|精神病院|康复中心|急救中心|临床中心|防治院|医务室|分院|附院|产院)$")
COMPANY = re.compile("(公司|集团|银行|证券|保险|航空|酒店|饭店|宾馆|商场|商厦|超市|药业|制药|实业|电器|电子|科技|软件|网络|传媒|影业|唱片|汽车|控股|资本|投资|基金管理|厂|矿|煤矿|油田|电站|株式会社|企业|地产|置业|物流|农场|药房|股份|石化|移动|联通|电信|人寿|财险|工行|建行|农行|中行|招行|餐厅|书店|旅行社|事务所)$")
BODY = re.compile("(大学|学院|中学|小学|学校|部|委|局|厅|署|司|处|科|院|所|会|党|社|队|团|军|政府|法院|检察院|中心|组|报|台|馆|盟|组织|联盟|协会|学会|委员会|基金会|俱乐部|研究所|研究院|国会|议会|总署|代表团|纪委|党委|支部|联|连|营|旅|师|办公室|办|国务院|站|杯|国家队|联合国|欧盟|北约|集中营|党校|幼儿园|剧院|乐团|公社|联社|村委会|居委会|交易所|央行|人民银行|世界银行)$")
CENTRAL_BANK = re.compile("(人民银行|世界银行|中央银行|储备银行|央行|亚洲开发银行)$")
MEDIA = re.compile("(报|网|在线|社|电视台|新闻|日报|周刊|杂志|卫视|频道)$")
GENERIC = set("公司 本公司 集团 董事会 监事会 企业 银行 大学 学院 学校 学会 医院 法院 检察院 政府 协会 部门 监管部门 国家 中央 警方 法庭 公安 市政府 县政府 区政府 省政府".split())


@dataclass
class Document:
    id: str
    text: str                                   # one character a UTF-16 unit
    spans: list                                 # (start, end, (types,))
    open: list = field(default_factory=list)    # (start, end, types or None): further types allowed here, None = anything
    products: bool = False                      # PRODUCT is marked


def is_validation(document_id):
    """8 % of our own documents, by hash: held out of every run that a choice rests on."""
    return int(hashlib.md5(document_id.encode()).hexdigest(), 16) % 100 < 8


def legal_masks(document):
    """The allowed tags of each position, as bits."""
    n = len(document.text)
    m = np.full(n, 1 if document.products else 1 | ANY_PRODUCT, np.int32)
    for a, b, types in document.open:
        m[a:b] |= ALL if types is None else 1 | sum(1 << tag(t, p) for t in types for p in "BIES")
    for a, b, types in document.spans:
        bits = lambda part: sum(1 << tag(t, part) for t in types)
        if b - a == 1:
            m[a] = bits("S")
        else:
            m[a], m[b - 1] = bits("B"), bits("E")
            m[a + 1:b - 1] = bits("I")
    return m


FOLLOWERS = [sum(1 << j for j in range(T) if LEGAL[i, j]) for i in range(T)]
_after = {}


def after(tags):
    """The tags that may follow any of `tags` (both as bits)."""
    if tags not in _after:
        _after[tags] = 0
        for i in range(T):
            if tags >> i & 1:
                _after[tags] |= FOLLOWERS[i]
    return _after[tags]


def check(masks):
    """Some legal path runs through the allowed tags (an impossible text would make the loss NaN)."""
    reach = ALL
    for m in masks.tolist():
        reach = after(reach) & m
        if not reach:
            return False
    return True


# --- our own texts ---------------------------------------------------------------------------------------------------

def own(data, log):
    overlap = Overlap(data.parent / "gold")
    paths = sorted((data / "authored").glob("*.jsonl")) + [data / "ner" / "passages-train.jsonl"]
    out, dropped = [], 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if overlap.count(row["text"]) >= 2:
                dropped += 1
                continue
            spans = sorted((e["start"], e["end"], (e["type"],)) for e in row["entities"] if e["type"] in TYPES)
            out.append(Document(("passage/" if "ner" in path.parts else "") + row["id"], unit_string(row["text"]), spans, products=True))
    log(f"own: {len(out)} documents, {dropped} dropped (share text with a test set)")
    return out


def filled(paths, names, log):
    """The articles with slots, filled anew at every call."""
    out = []
    for path in corpus.files(paths):
        articles, mistakes = corpus.parse_file(path)
        for m in mistakes:
            log(f"corpus mistake: {m}")
        for a in articles:
            text, spans = corpus.fill(a, names)
            out.append(Document(f"{path.stem}/{a.id}", unit_string(text), [(s, e, (t,)) for s, e, t in spans], products=True))
    return out


# --- public corpora --------------------------------------------------------------------------------------------------

def types_of(name, names):
    """The types an organisation's name can have, by its ending and the lists."""
    if HOSPITAL.search(name) or name in names.all_hospitals:
        return ("HOSPITAL",)
    if CENTRAL_BANK.search(name):
        return ("ORG",)
    if COMPANY.search(name):
        return ("COMPANY",)
    if BODY.search(name):
        return ("ORG",)
    if name in names.known_companies:
        return ("COMPANY",)
    if name in names.all_orgs:
        return ("ORG",)
    return ("COMPANY", "ORG")


def convert(source, row, names):
    text, spans, free = row["text"], [], []
    for e in row["entities"]:
        a, b, kind = e["start"], e["end"], e["type"]
        name = text[a:b]
        if kind in ("PER", "name", "NAME"):
            spans.append((a, b, ("PERSON",)))
        elif source == "msra" and kind == "ORG":
            if name in GENERIC:
                free.append((a, b, ("ORG", "COMPANY", "HOSPITAL")))
            else:
                spans.append((a, b, types_of(name, names)))
        elif source == "cluener":
            if kind == "company" and name not in GENERIC:
                found = types_of(name, names)
                spans.append((a, b, found if found == ("HOSPITAL",) else ("COMPANY", "ORG") if MEDIA.search(name) else ("COMPANY",)))
            elif kind in ("organization", "government"):
                found = types_of(name, names)
                if name in GENERIC:
                    free.append((a, b, ("ORG",)))
                elif found == ("HOSPITAL",):
                    spans.append((a, b, found))
                else:
                    spans.append((a, b, ("COMPANY", "ORG") if kind == "organization" and found == ("COMPANY",) else ("ORG",)))
            elif kind in ("address", "scene", "position") and b - a >= 5:
                free.append((a, b, ("HOSPITAL", "COMPANY", "ORG")))
            elif kind == "book" and b - a > 2:
                free.append((a, b, ("ORG",)))
        elif source == "resume":
            if kind == "ORG" and name not in GENERIC:
                if b - a <= 3:
                    free.append((a, b, ("ORG", "COMPANY", "HOSPITAL")))
                else:
                    spans.append((a, b, types_of(name, names)))
            elif kind == "TITLE" and b - a > 6:
                free.append((a, b, None))
        elif source == "invest" and kind in ("company_financed", "investor"):
            spans.append((a, b, ("COMPANY",)))
    return text, sorted(spans), free


def public(data, names, log):
    out = []
    for source, name, share in (("msra", "msra-train", 1), ("cluener", "cluener-train", 1), ("resume", "resume-train", .7), ("invest", "invest_events", 1)):
        rng, count = random.Random(name), collections.Counter()
        for i, line in enumerate((data / "ner" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if rng.random() > share:
                count["left out by share"] += 1
            elif max(row["text"], default="") > "\uffff":
                count["beyond the BMP"] += 1
            elif row["text"]:
                out.append(Document(f"{source}-{i}", *convert(source, row, names)))
                count["kept"] += 1
        log(f"{name}: {dict(count)}")
    log("weibo: dropped (slang, label errors)")
    return out


def introductions(data, names, most=3000):
    """First clauses of company introductions: only there is everything known (the company's own name)."""
    rows = [json.loads(line) for line in (data / "ner" / "smoothnlp_intro.jsonl").read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    out = []
    for i, row in enumerate(rows[:most]):
        m = re.search("[,，。;；]", row["text"])
        end = m.end() if m else len(row["text"])
        spans = [(e["start"], e["end"], ("COMPANY",)) for e in row["entities"] if e["end"] <= end]
        if 6 <= end <= 70 and spans:
            d = Document(f"intro-{i}", unit_string(row["text"][:end]), spans)
            out.append(swap(d, names, 1.) if names.chance(.5) else d)
    return out


# --- variation -------------------------------------------------------------------------------------------------------

def replacement(name, types, names, mix):
    if types == ("PERSON",):
        return names.person(), types
    if types == ("COMPANY",):
        return (names.company("full") if name.endswith("公司") and names.chance(.8) else names.company() if names.chance(.4) else names.company("short")), types
    if types == ("HOSPITAL",):
        thing = names.hospital_thing()
        return (thing.short(names) if len(name) <= 5 and names.chance(.7) else thing.full), types
    if types == ("PRODUCT",):
        return (names.product(), types) if names.chance(.5) else (name, types)
    if "ORG" in types and len(name) >= 3:
        if mix:                                 # a public corpus: hospitals and companies stand where bodies stood
            x = names.random.random()
            if x < .24:
                return (names.hospital(), ("HOSPITAL",)) if x < .12 else (names.company(), ("COMPANY",))
            return (names.org(), ("ORG",)) if x < .7 else (name, types)
        kind = ("univ" if name.endswith(("大学", "学院")) else "media" if MEDIA.search(name) else "assoc" if name.endswith(("协会", "学会", "联合会"))
                else "court" if name.endswith("法院") else "inst" if name.endswith(("研究院", "研究所")) else "gov" if re.search("[委局厅办]$|中心$|政府$", name) and not name.startswith("国家") else None)
        return (names.org(kind), types) if kind and names.chance(.8) else (name, types)
    return name, types


def swap(document, names, p, mix=False):
    """Other names for a share p of the names; the same name gets the same new name throughout."""
    chosen, out, spans, free, at = {}, [], [], [], 0
    events = sorted([(a, b, t, 0) for a, b, t in document.spans] + [(a, b, t, 1) for a, b, t in document.open], key=lambda e: (e[0], e[3]))
    length = 0
    for a, b, types, kind in events:
        if a < at:
            continue
        out.append(document.text[at:a])
        length += a - at
        name = document.text[a:b]
        if kind == 0:
            if (name, types) not in chosen:
                chosen[name, types] = replacement(name, types, names, mix) if names.chance(p) else (name, types)
            name, types = chosen[name, types]
        out.append(name)
        (spans if kind == 0 else free).append((length, length + len(name), types))
        length += len(name)
        at = b
    out.append(document.text[at:])
    return Document(document.id, "".join(out), spans, free, document.products)


def doubled(document, names, p=.01):
    """An apposition now and then: 国家儿童医学中心 before a hospital is a hospital of its own."""
    for i, (a, b, types) in enumerate(document.spans):
        if types == ("HOSPITAL",) and names.chance(p):
            title = "国家" + names.pick(["儿童", "创伤", "口腔", "老年", "传染病", "神经疾病", "呼吸", "心血管", "中医", "骨科", "妇产", "肿瘤", "区域"]) + names.pick(["医学中心", "医学中心", "医疗中心", "区域医疗中心"])
            d = insert(document, a, title)
            d.spans[i] = (a + len(title), b + len(title), types)
            d.spans.insert(i, (a, a + len(title), types))
            return d
    return document


HALF = str.maketrans("，：；（）！？", ",:;()!?")


def is_han(c):
    return "\u4e00" <= c <= "\u9fff"


def is_word(c):
    return c < "\x80" and c.isalnum()


def noise(document, names):
    """How pages really look: spaces between Han and Latin, half and full width, hard line breaks."""
    r = names.random
    spaced, half, full = r.random() < .25, r.random() < .15, r.random() < .05
    wrap = r.randint(18, 48) if r.random() < .05 else 0
    out, place, column = [], [], 0
    text = document.text
    for i, c in enumerate(text):
        place.append(len(out))
        if half:
            c = c.translate(HALF)
        if full and is_word(c):
            c = chr(ord(c) + 0xFEE0)
        out.append(c)
        column = 0 if c == "\n" else column + 1
        nxt = text[i + 1] if i + 1 < len(text) else ""
        if spaced and nxt and (is_word(text[i]) and is_han(nxt) or is_han(text[i]) and is_word(nxt)):
            out.append(" ")
        if wrap and column >= wrap and nxt and nxt != "\n":
            out.append("\n")
            column = 0
    place.append(len(out))
    move = lambda spans: [(place[a], place[b - 1] + 1, t) for a, b, t in spans]
    d = Document(document.id, "".join(out), move(document.spans), move(document.open), document.products)
    if r.random() < .3 and d.spans:             # a break or quotes inside one name
        i = r.randrange(len(d.spans))
        a, b, t = d.spans[i]
        if b - a >= 6 and t[0] in ("HOSPITAL", "COMPANY", "ORG"):
            cut = r.randint(a + 2, b - 2)
            d = insert(d, cut, r.choice(["\n", "\n", "\n\n", " "]))
    return d


def insert(d, at, piece):
    move = lambda spans: [(a + len(piece) * (a >= at), b + len(piece) * (b > at), t) for a, b, t in spans]
    return Document(d.id, d.text[:at] + piece + d.text[at:], move(d.spans), move(d.open), d.products)


# --- packing ---------------------------------------------------------------------------------------------------------

def joined(documents, rng, run=4):
    """Single sentences one after another, a few at a time, as they stand in a text."""
    blocks = [documents[i:i + run] for i in range(0, len(documents), run)]
    rng.shuffle(blocks)
    for block in blocks:
        text, spans, free = "", [], []
        for d in block:
            spans += [(a + len(text), b + len(text), t) for a, b, t in d.spans]
            free += [(a + len(text), b + len(text), t) for a, b, t in d.open]
            text += d.text + rng.choice(["", "", "", "", "", "", "\n", "\n", "\n", "\n\n"])
        yield Document(block[0].id, text, spans, free, block[0].products)


def main(data, work, log, corpus_paths=(), copies=4, hold_out=True, seed=11):
    """Writes work/SET.npz for the sets authored, passages, their swapped copies, filledN, public, publicswap, intro, sentences; and validation.jsonl."""
    vocabulary, lexicon = Vocabulary.load(work / "chars.txt"), Lexicon.load(work / "lexicon.bin")
    names = Names(data / "gazetteers", seed)
    rng = np.random.default_rng(3)

    def write(name, documents, hide):
        packed, bad, size = [], 0, 0
        for d in documents:
            m = legal_masks(d)
            if not len(m):
                continue
            if not check(m):
                bad += 1
                continue
            packed.append((folded(d.text), m))
            size += len(m)
        np.savez(work / f"{name}.npz", **pack(packed, vocabulary, lexicon, hide, rng))
        log(f"{name}: {len(packed)} documents, {size / 1e6:.2f} M characters" + (f", {bad} dropped (no legal tags)" if bad else ""))

    mine = own(data, log)
    held = [d for d in mine if is_validation(d.id.split("/")[-1])]
    with open(work / "validation.jsonl", "w", encoding="utf-8") as f:
        for d in held:
            f.write(json.dumps({"id": d.id, "text": d.text, "entities": [{"type": t[0], "start": a, "end": b} for a, b, t in d.spans]}) + "\n")
    log(f"validation: {len(held)} documents" + ("" if hold_out else " (used for training as well)"))
    if hold_out:
        mine = [d for d in mine if not is_validation(d.id.split("/")[-1])]
    authored = [d for d in mine if not d.id.startswith("passage/")]
    passages = [d for d in mine if d.id.startswith("passage/")]
    for kind, documents in (("authored", authored), ("passages", passages)):
        write(kind, documents, HIDE_OWN)
        named = [d for d in documents if d.spans]
        for k in range(copies):
            write(f"{kind}-swap{k}", [noise(doubled(swap(d, names, .55), names), names) for d in named], HIDE_OWN)
    for k in range(copies if corpus_paths else 0):
        write(f"filled{k}", [noise(d, names) if names.chance(.6) else d for d in filled(corpus_paths, names, log)], HIDE_OWN)
    write("sentences", [noise(Document("s", t, [(a, b, (k,)) for a, b, k in s], products=True), names) for t, s in sentences.paragraphs(names, 1.5e6)], HIDE_OWN)
    others = public(data, names, log)
    r = random.Random(2)
    write("public", joined([noise(d, names) if names.chance(.3) else d for d in others], r), HIDE_PUBLIC)
    some = [d for d in others if (d.spans or names.chance(.5)) and names.chance(.6)]
    write("publicswap", joined([noise(swap(d, names, .6, mix=True), names) for d in some], r), HIDE_PUBLIC)
    write("intro", joined(introductions(data, names), r), HIDE_PUBLIC)
