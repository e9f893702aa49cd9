"""Where labelled texts for the topic model come from: the shared data sets and our own corpus."""
import collections
import hashlib
import json
import lzma
import random
import re
from pathlib import Path

LABELS = ["imaging-ai", "telemedicine", "5g", "internet-hospital", "spam"]

# What a text counts for spam that somebody labelled by reading it: spam mail and raw texts that nobody read, which count one at most, are many more.
WRITTEN = 2.5

# A raw text with one of these words may well be about a topic: nobody has read it, so it is no negative.
TOPICAL = re.compile(
    r"远程.{0,6}(医|诊|超声|影像|查房|病理|心电|手术|护理|监护|健康|B超|阅片)|遠[程距].{0,6}(醫|診)|互联网.{0,4}(医|诊|健康)|智慧医疗|移动医疗|掌上医院|云诊|云医|云上.{0,3}医|视频.{0,4}诊"
    r"|(线上|在线|网上|云端|视频|線上|網路|視訊|网络|远端).{0,6}(问诊|诊|医|药|看病|咨询|義診|就诊|門診|門診|處方)|问诊|問診|互联网\+|送药上门|续方"
    r"|5[Gg]|影像|阅片|CT.{0,12}(智能|AI)|人工智能.{0,30}(医|诊|病|片|超声|筛查)|(医|诊|病|筛查).{0,30}人工智能|AI.{0,12}(医|诊|病|片|筛)|会诊|會診|医联体|医共体|电子处方")
HEALTH = re.compile(r"医|病|药|健康|卫生|疫|诊|患者|护士|醫|藥|診")


def read(path):
    """The objects of a JSON Lines file, compressed or not."""
    opened = lzma.open(path, "rt", encoding="utf-8") if str(path).endswith(".xz") else open(path, encoding="utf-8")
    with opened as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def labelled(data, corpus):
    """Texts that people labelled: authored articles, real segments, our own corpus."""
    for path in sorted(Path(data, "authored").glob("w*.jsonl")):
        for article in read(path):
            yield {"id": article["id"], "text": article["text"], "topics": article["topics"], "source": path.stem, "weight": 1, "weights": {"spam": WRITTEN}}
    for segment in read(Path(data, "topics/segments-train.jsonl")):
        yield {"id": "seg-" + segment["id"], "text": segment["text"], "topics": segment["topics"],
               "topics_optional": segment["topics_optional"], "source": "segments", "weight": 1.5, "weights": {"spam": 1.5 * WRITTEN}}
    for path in sorted(Path(corpus).glob("*.jsonl")):
        for n, article in enumerate(read(path)):
            yield {"id": f"{path.stem}-{n}", "text": article["text"], "topics": article["topics"],
                   "topics_optional": article.get("topics_optional", []), "source": "corpus", "weight": 1,
                   "weights": {"spam": WRITTEN}}


def read_raw(data, corpus):
    """Stretches of the raw texts that were labelled by reading: raw-labels.tsv says where they stand and what they are about."""
    rows = collections.defaultdict(list)
    for line in Path(corpus, "raw-labels.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, number, start, end, key, topics, optional = line.split("\t")
            rows[source].append((int(number), int(start), int(end), key, topics, optional))
    for source, stretches in sorted(rows.items()):
        texts = list(read(Path(data, "raw", source + ".jsonl.xz")))
        for number, start, end, key, topics, optional in stretches:
            text = texts[number - 1]
            title, body = (text.get("title") or "").strip(), text["text"][start:end]
            if hashlib.sha1(re.sub(r"\s+", "", body).encode()).hexdigest()[:12] != key:
                raise SystemExit(f"raw-labels.tsv: {source} line {number}, {start}–{end}, is not the text that was labelled; use the data it was made with, or delete the line")
            yield {"id": f"raw-{key}", "text": f"{title}\n{body}" if title and start == 0 else body, "topics": [t for t in topics.split(",") if t],
                   "topics_optional": [t for t in optional.split(",") if t], "source": "raw-read", "weight": 1,
                   "weights": {"spam": WRITTEN}}


def spam_alone(corpus, topics):
    """Our own texts about what is spam and what is not; whether one of the other topics holds is left open."""
    for path in sorted(Path(corpus).glob("*.jsonl")):
        for n, article in enumerate(read(path)):
            yield {"id": f"{path.stem}-{n}", "text": article["text"], "topics": [t for t in article["topics"] if t == "spam"],
                   "topics_optional": topics, "source": "corpus", "weight": WRITTEN}


def excerpt(title, text, rng, longest=900):
    """A title and some neighbouring paragraphs, as long as articles in monitoring are."""
    paragraphs = [p.strip() for p in re.split(r"\n+", text) if p.strip()]
    if not paragraphs:
        return ""
    if len(paragraphs) == 1:
        sentences = re.findall(r"[^。！？]+[。！？]?", paragraphs[0])
        paragraphs, joiner = sentences, ""
    else:
        joiner = "\n"
    wanted = rng.choice([60, 150, 300, 500, longest])
    start = 0 if rng.random() < 0.5 else rng.randrange(len(paragraphs))
    taken, size = [], 0
    for paragraph in paragraphs[start:]:
        if size and size + len(paragraph) > wanted:
            break
        taken.append(paragraph)
        size += len(paragraph)
    body = joiner.join(taken)[:1500]
    return f"{title}\n{body}" if title and rng.random() < 0.7 else body


IMAGES = re.compile(r"CT|X光|B超|超声|磁共振|影像|胸片|拍片")
SMART = re.compile(r"AI|人工智能|智能|远程|在线|线上|互联网|网上|5[Gg]|算法|学习")

# How many raw texts of each kind: (file, label or None, how many, weight, must match, must not match)
NEGATIVES = [
    ("xwlb-china-data", None, 1500, 0.7, HEALTH, TOPICAL),
    ("xwlb-china-data", None, 900, 0.5, None, TOPICAL),
    ("xwlb-china-data", None, 250, 0.7, re.compile(r"5[Gg]"), HEALTH),
    ("xwlb-china-data", None, 250, 0.7, re.compile(r"远程|在线|线上|互联网|网上"), HEALTH),
    ("xwlb-china-data", None, 250, 0.7, re.compile(r"人工智能|影像|图像识别|智能"), HEALTH),
    ("hrde-health-rumor-refs", None, 900, 0.7, HEALTH, TOPICAL),
    ("xwlb-china-data", None, 150, 0.7, re.compile(r"远程"), HEALTH),
    ("hrde-health-rumor-refs", None, 350, 0.7, re.compile(r"骗|假冒|网警|刷单|传销|警方|虚假广告|垃圾短信"), TOPICAL),
    ("hrde-health-rumor-refs", None, 200, 0.7, IMAGES, SMART),
    ("sogou-c-3000", None, 80, 0.5, IMAGES, SMART),
    ("sogou-c-3000", None, 80, 0.5, re.compile(r"开奖|彩票|热线|号码|网址"), TOPICAL),
    ("dxy-covid-news", None, 200, 0.5, None, TOPICAL),
    ("cofacts-replies-zhtw", None, 300, 0.5, re.compile(r".{60}", re.S), TOPICAL),
    ("chinatimes-zhtw", None, 150, 0.7, None, TOPICAL),
    ("lawrefbook", None, 250, 0.7, HEALTH, TOPICAL),
    ("lawrefbook", None, 100, 0.5, None, TOPICAL),
    ("sogou-c-3000", None, 700, 0.5, None, TOPICAL),
    ("fewclue-csl", None, 150, 0.5, None, TOPICAL),
    ("fewclue-csldcp", None, 300, 0.5, None, TOPICAL),
    ("fewclue-chid", None, 300, 0.5, None, TOPICAL),
    ("ruanyf-weekly", None, 300, 0.5, None, TOPICAL),
    ("fewclue-iflytek", None, 700, 0.5, None, re.compile(TOPICAL.pattern + r"|赚|彩票|中奖|红包|理财|借|贷|棋牌|麻将|斗地主|医生|约炮|美女|兼职|优惠券|捕鱼")),
    ("bayesspam-email", "ham", 800, 0.4, re.compile(r".{40}", re.S), TOPICAL),
    ("ced-rumor-weibo", None, 200, 0.3, None, TOPICAL),
]

# What people subscribed to or signed up for is no spam, though the mail set counts it so.
WANTED = re.compile(r"订阅|激活|注册成功|确认您|joblist|会员您好|退订.{0,8}本刊")


def unlabelled(data, rng, seen):
    """Raw texts that nobody labelled, taken as having no topic (or as spam, where the source says so)."""
    cache = {}
    for name, label, count, weight, must, must_not in NEGATIVES:
        if name not in cache:
            cache[name] = list(read(Path(data, "raw", name + ".jsonl.xz")))
        texts = [t for t in cache[name] if label is None or t.get("label") == label]
        rng.shuffle(texts)
        taken = 0
        for text in texts:
            if taken == count:
                break
            body = excerpt(text.get("title", ""), text["text"], rng)
            if len(body) < 40 or (must and not must.search(body)) or (must_not and must_not.search(body)) or seen(body):
                continue
            taken += 1
            yield {"id": f"{name}-{text['id']}-{taken}", "text": body, "topics": [], "source": name, "weight": weight, "drawn": True}
    mails = [mail for mail in read(Path(data, "spam/spam-candidates.jsonl")) if mail["kind"] == "spam-email"]
    rng.shuffle(mails)
    for mail in mails:
        text = (mail["title"] + "\n" + mail["text"]).strip()[:rng.choice([300, 600, 1200])]
        if len(text) < 40 or TOPICAL.search(text) or WANTED.search(text) or seen(text):
            continue
        yield {"id": f"{mail['source']}-{mail['id']}", "text": text, "topics": ["spam"], "source": "spam-email", "weight": 0.5}


class Seen:
    """Tells whether a text shares a stretch of 24 characters with texts that are kept for measuring, or repeats an earlier one."""

    def __init__(self, held_out):
        self.stretches = set()
        self.earlier = set()
        for path in held_out:
            for text in read(path):
                squeezed = re.sub(r"\s", "", text["text"])
                self.stretches.update(squeezed[i:i + 24] for i in range(0, max(1, len(squeezed) - 23), 8))

    def __call__(self, text):
        squeezed = re.sub(r"\s", "", text)
        if squeezed[:40] in self.earlier or any(squeezed[i:i + 24] in self.stretches for i in range(len(squeezed) - 23)):
            return True
        self.earlier.add(squeezed[:40])
        return False
