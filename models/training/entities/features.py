"""What the network sees of a text: folded characters, hashed bigrams, word-list bits.

A text is an array of UTF-16 code units. Everything here has one result a unit (bigrams: one more), so
no offset ever moves. The library computes the same in C#; tests compare the two (entity-goldens.json).
"""
import re
import struct
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import fold  # noqa: E402

REPOSITORY = HERE.parents[2]
FOLD_TABLE = REPOSITORY / "src" / "MedAiNlp" / "Features" / "fold-table.tsv"
FOLD = fold.load(FOLD_TABLE)

PAD, UNKNOWN = 0, 1
BUCKETS = 65536
LONGEST = 24
BEGINNINGS = 65536
LISTS = ["hospitals", "companies", "brands", "organisations", "places", "persons", "words", "hospital-endings", "company-endings", "organisation-endings"]
BITS = 3 * len(LISTS) + 1
PRIME, GOLDEN = 1099511628211, 0x9E3779B97F4A7C15


def units(text):
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def unit_string(text):
    """The text as a str with one character a UTF-16 unit (surrogates stand alone)."""
    return text if text.isascii() or max(text) < "\U00010000" else "".join(map(chr, units(text)))


def folded(text):
    return FOLD[units(text)]


def bigrams(chars):
    """n + 1 ids: bigram i is of units i-1 and i; beyond the text's ends stands unit 0."""
    c = chars.astype(np.uint64)
    zero = np.zeros(1, np.uint64)
    a, b = np.concatenate([zero, c]), np.concatenate([c, zero])
    with np.errstate(over="ignore"):
        h = (a * np.uint64(0x9E3779B1) + b) * np.uint64(0x85EBCA6B)
        h ^= h >> np.uint64(29)
        h *= np.uint64(0xC2B2AE35)
        h ^= h >> np.uint64(15)
    return (np.uint64(1) + h % np.uint64(BUCKETS - 1)).astype(np.uint16)


class Vocabulary:
    def __init__(self, chars):
        self.chars = list(chars)
        self.table = np.full(0x10000, UNKNOWN, np.int32)
        self.table[np.array(self.chars, np.int64)] = np.arange(len(self.chars)) + 2

    def __len__(self):
        return len(self.chars) + 2

    def ids(self, chars):
        return self.table[chars]

    def save(self, path):
        Path(path).write_text("".join(f"U+{c:04X}\n" for c in self.chars), encoding="utf-8", newline="\n")

    @staticmethod
    def load(path):
        return Vocabulary(int(line[2:], 16) for line in Path(path).read_text(encoding="utf-8").split())


def powers(n):
    p, out = 1, []
    for _ in range(n):
        out.append(p)
        p = p * PRIME % 2**64
    return np.array(out, np.uint64)


POWERS = powers(LONGEST)


def keys(h):
    with np.errstate(over="ignore"):
        return ((h * np.uint64(GOLDEN)) >> np.uint64(32)).astype(np.uint32)


def key(word):
    """The 32-bit key of a word given as folded units."""
    with np.errstate(over="ignore"):
        return keys(((word.astype(np.uint64) + np.uint64(7)) * POWERS[:len(word)]).sum(dtype=np.uint64, keepdims=True))[0]


class Lexicon:
    """Word lists as sorted 32-bit keys, one table a length, and the lengths of the words that begin with the same two characters."""

    def __init__(self, tables, lengths, surnames):
        self.tables, self.lengths, self.surnames = tables, lengths, surnames
        self.is_surname = np.zeros(0x10000, bool)
        self.is_surname[surnames] = True

    @staticmethod
    def build(lists, surnames):
        tables, lengths = {}, np.zeros(BEGINNINGS, np.uint32)
        for k, (shortest, entries) in enumerate(lists):
            for word in entries:
                w = folded(word)
                if shortest <= len(w) <= LONGEST:
                    table = tables.setdefault(len(w), {})
                    h = int(key(w))
                    table[h] = table.get(h, 0) | 1 << k
                    if len(w) > 1:
                        lengths[key(w[:2]) >> 16] |= np.uint32(1 << len(w) - 1)
        packed = {n: (np.array(sorted(t), np.uint32), np.array([t[h] for h in sorted(t)], np.uint16)) for n, t in tables.items()}
        return Lexicon(packed, lengths, np.array(sorted({int(folded(s)[0]) for s in surnames if len(s) == 1}), np.uint16))

    def save(self, path):
        with open(path, "wb") as f:
            f.write(b"MNLX" + struct.pack("<iii", 2, len(LISTS), LONGEST) + self.lengths.astype("<u4").tobytes())
            for n in range(1, LONGEST + 1):
                ks, ms = self.tables.get(n, (np.zeros(0, np.uint32), np.zeros(0, np.uint16)))
                f.write(struct.pack("<i", len(ks)) + ks.astype("<u4").tobytes() + ms.astype("<u2").tobytes())
            f.write(struct.pack("<i", len(self.surnames)) + self.surnames.astype("<u2").tobytes())

    @staticmethod
    def load(path):
        """Version 1 has no table of lengths: every length is possible."""
        data = Path(path).read_bytes()
        magic, version, count, longest = struct.unpack_from("<4siii", data)
        assert magic == b"MNLX" and version in (1, 2) and count == len(LISTS) and longest == LONGEST
        at, tables, lengths = 16, {}, np.full(BEGINNINGS, (1 << LONGEST) - 1, np.uint32)
        if version == 2:
            lengths = np.frombuffer(data, "<u4", BEGINNINGS, at)
            at += 4 * BEGINNINGS
        for n in range(1, longest + 1):
            size, = struct.unpack_from("<i", data, at)
            if size:
                tables[n] = (np.frombuffer(data, "<u4", size, at + 4), np.frombuffer(data, "<u2", size, at + 4 + 4 * size))
            at += 4 + 6 * size
        size, = struct.unpack_from("<i", data, at)
        return Lexicon(tables, lengths, np.frombuffer(data, "<u2", size, at + 4))

    def bits(self, chars, drop=None, rng=None):
        """One int32 a unit, bit 3k begin, 3k+1 inside, 3k+2 end of a word of list k, bit 30 surname.

        drop: chance a list that one found word of it is not seen (training), so that the model also learns unlisted names."""
        n_all = len(chars)
        c = chars.astype(np.uint64) + np.uint64(7)
        out = np.zeros(n_all, np.int32)
        h = np.zeros(n_all, np.uint64)
        with np.errstate(over="ignore"):
            possible = self.lengths[keys(c[:-1] + c[1:] * POWERS[1]) >> 16]
            for n in range(1, min(LONGEST, n_all) + 1):
                h = h[:n_all - n + 1] + c[n - 1:] * POWERS[n - 1]
                if n not in self.tables:
                    continue
                ks, ms = self.tables[n]
                hk = keys(h)
                i = np.searchsorted(ks, hk)
                i[i == len(ks)] = 0
                at = np.nonzero(ks[i] == hk)[0]
                if n > 1:
                    at = at[possible[at] >> (n - 1) & 1 == 1]
                found = ms[i[at]].astype(np.int32)
                for k in range(len(LISTS)):
                    start = at[(found >> k) & 1 == 1]
                    if drop is not None and drop[k] and len(start):
                        start = start[rng.random(len(start)) >= drop[k]]
                    if not len(start):
                        continue
                    out[start] |= np.int32(1 << 3 * k)
                    if n > 1:
                        out[start + n - 1] |= np.int32(1 << 3 * k + 2)
                    for j in range(1, n - 1):
                        out[start + j] |= np.int32(1 << 3 * k + 1)
        out[self.is_surname[chars]] |= np.int32(1 << 30)
        return out


HOSPITAL_ENDINGS = "医院 人民医院 中心医院 中医院 卫生院 保健院 妇幼保健院 附属医院 附属 儿童医院 肿瘤医院 口腔医院 眼科医院 院区 分院 卫生服务中心 方舱 方舱医院 急救中心 临床中心 医学中心 互联网医院 诊所 门诊部".split()
COMPANY_ENDINGS = "公司 集团 科技 医疗 股份 有限公司 健康 智能 生物 医药 资本 投资 银行 保险 证券 药业 信息 网络 软件 影像 科技有限公司 股份有限公司 分公司 控股 基金 实业 物流 机器人 大药房".split()
ORGANISATION_ENDINGS = "大学 学院 医学院 研究院 研究所 委员会 卫健委 卫生健康委 协会 学会 基金会 局 厅 中心 疾控中心 政府 部 联盟 日报 晚报 电视台 新闻网 分会 专委会 实验室 法院 医保局 药监局 发改委 红十字会 指挥部".split()


def word_lists(names):
    """(shortest, words) for each of LISTS."""
    import gazetteers as g
    rows = [line.split() for line in (names.folder / "jieba_dict_small.txt").read_text(encoding="utf-8").splitlines()]
    common = [r[0] for r in rows if len(r) > 2 and 2 <= len(r[0]) <= 4 and int(r[1]) >= 20 and (not r[2].startswith("n") or r[2] in ("n", "nz", "vn"))]
    places = set(names.provinces + names.cities + names.counties + names.towns + names.short_provinces)
    places |= {names.bare(p) for p in names.cities + names.counties}
    brands = set(g.KNOWN + g.FOREIGN_COMPANY + g.BANKS + g.TELECOM + g.PARENTS + names.health_it + names.listed_short)
    companies = {x for pair in names.listed + names.startups for x in pair} | set(names.dictionary_companies)
    bodies = names.all_orgs | set(g.NATIONAL + g.MINISTRIES + g.INSTITUTES + g.FOREIGN_ORG + g.NATIONAL_MEDIA) | set(g.UNIVERSITY_SHORT)
    people = set(names.persons) | {p for p in names.foreign_persons if len(p) > 2}
    return [(4, names.all_hospitals), (2, companies), (2, brands), (3, bodies), (2, places), (2, people), (2, common),
            (2, HOSPITAL_ENDINGS), (2, COMPANY_ENDINGS), (1, ORGANISATION_ENDINGS)]


def pack(documents, vocabulary, lexicon, drop=None, rng=None, gap=8):
    """Documents one after another with `gap` pads between, as arrays ids, bigrams, bits (and masks).

    documents: (folded units, masks or None). A pad has id 0, bigram 0, no bits, mask 1 (= O)."""
    size = sum(len(c) + gap for c, _ in documents) + gap
    ids, pairs, bits, masks = np.zeros(size, np.uint16), np.zeros(size + 1, np.uint16), np.zeros(size, np.int32), np.ones(size, np.int32)
    at = gap
    for chars, mask in documents:
        n = len(chars)
        ids[at:at + n] = vocabulary.ids(chars)
        pairs[at:at + n + 1] = bigrams(chars)
        if mask is not None:
            masks[at:at + n] = mask
        at += n + gap
    # one pass over everything for the word lists: a gap of unit 0 is in no word
    everything = np.zeros(size, np.uint16)
    at = gap
    for chars, _ in documents:
        everything[at:at + len(chars)] = chars
        at += len(chars) + gap
    for a in range(0, size, 1 << 20):
        b = min(size, a + (1 << 20))
        bits[a:b] = lexicon.bits(everything[a:b], drop, rng)
    bits[ids == PAD] = 0
    return {"ids": ids, "pairs": pairs, "bits": bits, "masks": masks}


def squeeze(text):
    return re.sub(r"\s", "", "".join(map(chr, folded(text))))


class Overlap:
    """Does a text share running text with the test sets?"""

    def __init__(self, folder, n=16):
        import json
        self.n, self.grams = n, set()
        for path in sorted(Path(folder).glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                t = squeeze(json.loads(line)["text"])
                self.grams.update(t[i:i + n] for i in range(len(t) - n + 1))
        for path in sorted((Path(folder) / "raw").glob("*")):
            if path.suffix in (".txt", ".md", ".html"):
                t = squeeze(path.read_text(encoding="utf-8", errors="replace"))
                self.grams.update(t[i:i + n] for i in range(len(t) - n + 1))

    def count(self, text, step=4):
        t = squeeze(text)
        return sum(t[i:i + self.n] in self.grams for i in range(0, max(1, len(t) - self.n + 1), step))
