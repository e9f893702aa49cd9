#!/usr/bin/env python3
"""Writes a stream of articles as JSON Lines, made from the samples:  stream.py MEGABYTES [--copies N] [--framed] [--paragraphs N]
No two are alike; with --copies each comes N times in all, as syndicated news does, its copies some dozens of lines further on. With
--framed each copy has a header and a footer of its own: navigation, source, date, editor, links."""
import argparse
import glob
import json
import os
import random
import sys

# How many different articles lie between an article and its next copy: less than a run remembers.
NEAR = 40

SITES = ["健康界", "澜川日报", "医学论坛网", "云岭卫生在线", "数字医疗观察", "江澜晚报", "青禾县融媒体中心", "智慧医疗网"]
LINKS = ["首页", "要闻", "医院动态", "政策解读", "远程医疗", "人工智能", "互联网医院", "专家访谈", "健康科普", "视频", "专题", "会议", "招聘", "关于我们"]
NAMES = ["岑舒禾", "陆砚秋", "韩霁川", "沈知衡", "顾云筝", "贺兰舟"]


def framed(text, chance):
    """An article as one site shows it, with some dozens of characters before it and behind."""
    site = chance.choice(SITES)
    date = f"{chance.randint(2019, 2025)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日 {chance.randint(6, 22)}:{chance.randint(10, 59)}"
    header = [" | ".join(chance.sample(LINKS, chance.randint(1, len(LINKS)))), f"{date} 来源：{site} 阅读 {chance.randint(10, 99999)}"]
    footer = [f"责任编辑：{chance.choice(NAMES)}"] + [f"相关阅读：{link}（{chance.randint(1, 99)}）" for link in chance.sample(LINKS, chance.randint(0, 5))]
    return "\n".join(header[chance.randint(0, 1):] + [text] + footer)


arguments = argparse.ArgumentParser()
arguments.add_argument("megabytes", type=int)
arguments.add_argument("--copies", type=int, default=1)
arguments.add_argument("--framed", action="store_true")
arguments.add_argument("--paragraphs", type=int, default=8, help="the most paragraphs of an article, 8 for some 500 characters on average")
arguments = arguments.parse_args()
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "samples")
paragraphs = []
for path in sorted(glob.glob(os.path.join(folder, "0*.txt"))):
    with open(path, encoding="utf-8") as file:
        paragraphs += [line for line in file.read().splitlines() if len(line) > 20]
left, chance, number, line = arguments.megabytes * 1_000_000, random.Random(7), 0, 0
frames = random.Random(8)  # apart, so that the articles are the same with frames and without
while left > 0:
    articles = []
    for _ in range(NEAR if arguments.copies > 1 else 1):
        articles.append("\n".join([f"第{number}篇"] + chance.choices(paragraphs, k=chance.randint(1, arguments.paragraphs))))
        number += 1
    for _ in range(arguments.copies):
        for text in articles:
            if left <= 0:
                break
            record = json.dumps({"id": str(line), "text": framed(text, frames) if arguments.framed else text}, ensure_ascii=False) + "\n"
            sys.stdout.write(record)
            left -= len(record.encode("utf-8"))
            line += 1
