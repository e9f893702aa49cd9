#!/usr/bin/env python3
"""Builds register.tsv.gz, the hospitals, companies and universities that EntityLinker knows.

    python3 models/register/build.py --data ../shared/data

The lists beside this script were written for this project and come first; the gazetteers under --data fill in the rest.
Facts only: names, places, grades, stock codes. Standard library only; the same input gives the same bytes.
What is left out, and why, goes to standard error.
"""
import argparse
import collections
import csv
import gzip
import io
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["type", "name", "aliases", "local", "province", "city", "grade", "code"]
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
AUTONOMOUS = {"广西壮族自治区": "广西", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆", "西藏自治区": "西藏", "内蒙古自治区": "内蒙古"}
RENAMED_CITIES = {"襄樊市": "襄阳市", "思茅市": "普洱市", "思茅地区": "普洱市", "莱芜市": "济南市", "巢湖市": "合肥市", "铜仁地区": "铜仁市", "毕节地区": "毕节市",
                  "昌都地区": "昌都市", "日喀则地区": "日喀则市", "林芝地区": "林芝市", "山南地区": "山南市", "那曲地区": "那曲市", "哈密地区": "哈密市",
                  "吐鲁番地区": "吐鲁番市", "海东地区": "海东市"}
# Schools that were renamed after the gazetteers were written; the old name stays an alias.
RENAMED_SCHOOLS = [("第四军医大学", "空军军医大学"), ("第三军医大学", "陆军军医大学"), ("第二军医大学", "海军军医大学"), ("第一军医大学", "南方医科大学"),
                   ("广州医学院", "广州医科大学"), ("温州医学院", "温州医科大学"), ("泸州医学院", "西南医科大学"), ("昆明医学院", "昆明医科大学"),
                   ("徐州医学院", "徐州医科大学"), ("遵义医学院", "遵义医科大学"), ("贵阳医学院", "贵州医科大学"), ("宁夏医学院", "宁夏医科大学"),
                   ("辽宁医学院", "锦州医科大学"), ("潍坊医学院", "山东第二医科大学"), ("蚌埠医学院", "蚌埠医科大学"), ("赣南医学院", "赣南医科大学"),
                   ("海南医学院", "海南医科大学"), ("江西医学院", "南昌大学"), ("苏州医学院", "苏州大学"), ("南通医学院", "南通大学"),
                   ("泰山医学院", "山东第一医科大学"), ("湖北中医学院", "湖北中医药大学"), ("浙江中医学院", "浙江中医药大学"), ("河南中医学院", "河南中医药大学"),
                   ("福建中医学院", "福建中医药大学"), ("安徽中医学院", "安徽中医药大学"), ("广西中医学院", "广西中医药大学"), ("湖南中医学院", "湖南中医药大学"),
                   ("甘肃中医学院", "甘肃中医药大学"), ("云南中医学院", "云南中医药大学"), ("江西中医学院", "江西中医药大学"), ("陕西中医学院", "陕西中医药大学"),
                   ("长春中医学院", "长春中医药大学"), ("辽宁中医学院", "辽宁中医药大学"), ("山西中医学院", "山西中医药大学"), ("贵阳中医学院", "贵州中医药大学")]
HOSPITAL_END = re.compile(r"(医院|卫生院|保健院|保健所|防治院|防治所|疗养院|卫生服务中心|医疗中心|医学中心|临床中心|急救中心|卫生中心|儿童中心|防治中心|分院|[东西南北]院|院区|医疗集团)$")
INSTITUTION = re.compile(r"大学|学院|解放军|武警|集团|公司|矿|油田|石化|石油|铁路|铁道|煤|钢|局|厂|军区|部队|医科院|科学院|监狱|农场|兵团|核工业|航天|航空|电力")
# Not institutions one reads about, or places of a company's own use: they only make other names ambiguous.
UNWANTED = re.compile(r"医务室|卫生室|诊所|门诊部|卫生所|卫生站|服务站|体检|美容|接种|地段医院|有限|（|）|[()/、,，;；\s?？·.\"“”]|简介|号楼|停业|撤销")
LEGAL = re.compile(r"(集团)?(股份有限公司|有限责任公司|有限公司|股份公司|总公司|公司)$")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


def normal(name):
    """Roughly the normal form of the library (NameForm.cs): enough to see that two rows are one hospital."""
    name = re.sub(r"大学[^大]{0,5}?医学院", "大学", name).replace("附属", "").replace("中医医院", "中医院")
    name = re.sub(r"第?([一二三四五六七八九十]+)(?=人民|医|中心|中医|院|妇幼|精神)", lambda m: str(number(m.group(1))), name)
    return name


PEOPLES = re.compile("(" + "|".join("壮族 回族 维吾尔 藏族 苗族 侗族 土家族 彝族 瑶族 布依族 满族 蒙古族 蒙古 傣族 白族 哈尼族 朝鲜族 羌族 哈萨克 柯尔克孜 黎族 畲族 景颇族 傈僳族 拉祜族 佤族 纳西族 水族 仡佬族 土族 撒拉族".split()) + ")+(?=.{0,12}自治)|自治")


def loose(name):
    """The normal form without the ranks of places: 楚雄彝族自治州人民医院, 楚雄州人民医院."""
    return re.sub(r"(?<=..)[省市县区](?!立)", "", PEOPLES.sub("", normal(name)))


def is_left_of(brief, full):
    at = iter(full)
    return all(c in at for c in brief)


def number(text):
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (DIGITS.get(tens, 1) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(DIGITS[c]) for c in text))


def rows(path, **kwargs):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE, **kwargs)


def short(place):
    """The place without its suffix: 江苏省 → 江苏."""
    if place in AUTONOMOUS:
        return AUTONOMOUS[place]
    return place[:-1] if len(place) > 2 and place[-1] in "省市县区旗" else re.sub(r"(地区|自治州|自治县|盟)$", "", place)


class Entry:
    def __init__(self, kind, name, aliases=(), local=(), province="", city="", grade="", code=""):
        self.kind, self.name, self.aliases, self.local = kind, name, list(aliases), list(local)
        self.province, self.city, self.grade, self.code = province, city, grade, code

    def line(self):
        clean = lambda xs, not_in: "|".join(dict.fromkeys(x for x in xs if x and x not in not_in))
        aliases = clean(self.aliases, (self.name,))
        local = clean(self.local, (self.name, *aliases.split("|")))
        return "\t".join([self.kind, self.name, aliases, local, self.province, self.city, self.grade, self.code])


class Builder:
    def __init__(self, data):
        self.data = data
        self.entries = []
        self.by_name = {}
        self.dropped = collections.Counter()
        self.counties = collections.Counter()
        self.cities, self.towns = set(), set()
        for r in rows(os.path.join(data, "gazetteers", "divisions.tsv")):
            if r["level"] == "county":
                self.counties[r["name"]] += 1
            elif r["level"] == "city":
                self.cities.add(r["name"])
            elif r["level"] == "street":
                self.towns.add(r["name"])
        self.county_names = sorted(self.counties, key=len, reverse=True)
        self.county_shorts = collections.Counter()
        for c, n in self.counties.items():
            self.county_shorts[short(c)] += n

    def gazetteer(self, name):
        return rows(os.path.join(self.data, "gazetteers", name))

    def add(self, entry):
        self.entries.append(entry)
        for n in (entry.name, *entry.aliases):
            self.by_name.setdefault((entry.kind, normal(n)), entry)

    # --- hospitals -------------------------------------------------------------------------------------------------

    def hospitals(self):
        for r in rows(os.path.join(HERE, "hospitals.tsv")):
            self.add(Entry("HOSPITAL", r["name"], r["aliases"].split("|"), r["local"].split("|"), r["province"], r["city"]))
        found, by_loose = {}, {(e.city, loose(e.name)): e for e in self.entries}
        written = set(map(id, self.entries))
        for r in self.gazetteer("hospitals.tsv"):
            province, city, grade = r["province"], r["city"], r["grade"]
            if province in MUNICIPALITIES:
                city = province
            city = RENAMED_CITIES.get(city, city)
            if not grade.startswith(("一级", "二级", "三级")):
                grade = ""
            entry = self.hospital(r["name"], r["type"], province, city, grade)
            if entry is None:
                continue
            known = self.by_name.get(("HOSPITAL", normal(entry.name))) or by_loose.get((city, loose(entry.name)))
            if known is not None and normal(known.name) != normal(entry.name) and loose(known.name) == loose(entry.name):
                a, b = sorted((normal(known.name), normal(entry.name)), key=len)
                if not is_left_of(a, b):
                    known = None
                elif len(entry.name) > len(known.name) and id(known) not in written:
                    entry.name, known.name = known.name, entry.name
            if known is not None and known.province == province and (known.city == city or id(known) in written):
                if grade > known.grade or not known.grade:
                    known.grade = known.grade or grade
                if entry.name != known.name:
                    known.aliases.append(entry.name)
                known.aliases += entry.aliases
                self.dropped["the same hospital again"] += 1
                continue
            if known is not None and id(known) in written:
                self.dropped["bears the name of a hospital in the written list, elsewhere"] += 1
                continue
            self.add(entry)
            by_loose[(city, loose(entry.name))] = entry
            found[r["name"]] = entry
        self.more_aliases(found)
        self.abbreviated_schools()

    def hospital(self, name, kind, province, city, grade):
        if not province:
            self.dropped["no place"] += 1
        elif kind in ("clinic", "outpatient", "checkup", "cdc"):
            self.dropped["clinic, check-up centre or agency"] += 1
        elif UNWANTED.search(name) or not HOSPITAL_END.search(name) or not 4 <= len(name) <= 26:
            self.dropped["not a plain name of a hospital"] += 1
        elif len(re.findall(r"医院|卫生院|保健院", name)) > 1 and not re.search(r"分院|院区|[东西南北]院", name):
            self.dropped["two names run together"] += 1
        else:
            return self.placed(name, province, city, grade)
        return None

    def placed(self, name, province, city, grade):
        """An entry whose name says where it is; None where the name could be anywhere."""
        aliases = []
        for old, new in RENAMED_SCHOOLS:
            if name.startswith(old):
                aliases.append(name)
                name = new + name[len(old):]
        entry = Entry("HOSPITAL", name, aliases, [], province, city, grade)
        affiliated = re.match(r".+?(?:大学|学院)(?:.{0,5}医学院)?(?:附属)(.+)$", name)
        if affiliated and affiliated.group(1).startswith((short(city), short(province))) and HOSPITAL_END.search(affiliated.group(1)):
            entry.aliases.append(affiliated.group(1))
        if name.startswith((short(province), short(city))) and len(short(city)) > 1:
            return entry
        county = next((c for c in self.county_names if name.startswith(c)), None)
        if county is None:
            s = next((name[:n] for n in (4, 3, 2) if name[:n] in self.county_shorts and len(name) > n + 3), None)
            unique = s is not None and self.county_shorts[s] == 1 and len(s) >= 2
            if unique and re.match(r"(第|市|县|区|人民|中心|中医|妇幼)", name[len(s):]):
                return entry
        elif self.counties[county] == 1:
            return entry
        if county is not None or any(name.startswith(name[:n]) and name[:n] in self.towns for n in (6, 5, 4, 3)):
            # The name of the district or town is borne elsewhere too: the city in front makes it whole.
            return Entry("HOSPITAL", city + name, aliases, [name], province, city, grade)
        if INSTITUTION.search(name) or grade.startswith("三级"):
            return entry
        self.dropped["a name that could be anywhere"] += 1
        return None

    def more_aliases(self, found):
        for r in self.gazetteer("aliases.tsv"):
            name, alias = r["name"], r["alias"]
            entry = found.get(name)
            if entry is None or UNWANTED.search(alias) or not HOSPITAL_END.search(alias) or len(alias) < 4:
                self.dropped["alias of no entry, or no plain name"] += 1
                continue
            other = self.by_name.get(("HOSPITAL", normal(alias)))
            if other is entry:
                continue
            if other is not None:
                self.dropped["alias that is another's name"] += 1
                continue
            if alias.startswith((short(entry.province), short(entry.city))) or re.search(r"大学|学院|解放军", alias):
                entry.aliases.append(alias)
                self.by_name[("HOSPITAL", normal(alias))] = entry
            else:
                entry.local.append(alias)

    def abbreviated_schools(self):
        for r in rows(os.path.join(HERE, "universities.tsv")):
            for e in self.entries:
                match = e.kind == "HOSPITAL" and re.match(re.escape(r["name"]) + r"(?:.{0,5}医学院)?(?:附属)?(.{2,})$", e.name)
                if not match or e.name == r["name"] + "医院":
                    continue
                for brief in r["aliases"].split("|"):
                    alias = brief + match.group(1)
                    if ("HOSPITAL", normal(alias)) not in self.by_name:
                        e.aliases.append(alias)
                        self.by_name[("HOSPITAL", normal(alias))] = e

    # --- companies and universities ----------------------------------------------------------------------------------

    def companies(self):
        for r in rows(os.path.join(HERE, "companies.tsv")):
            self.add(Entry("COMPANY", r["name"], r["aliases"].split("|"), r["local"].split("|"), r["province"], r["city"], "", r["code"]))
        codes = {e.code for e in self.entries if e.code}
        for r in self.gazetteer("a_share.tsv"):
            code, brief, full = r["code"].strip(), r["short"].strip(), r["full"].strip()
            brief = re.sub(r"^\*?ST|^[NC](?=[\u4e00-\u9fff])|[-－ ]?[ABUW]$", "", brief)
            brief = re.sub(r"[-－ ]U?W?$", "", brief).replace(" ", "")
            if not re.fullmatch(r"\d{6}", code) or code in codes or len(brief) < 2:
                self.dropped["stock without a code, or listed already"] += 1
                continue
            if brief in ("机器人", "太阳能", "新产业", "天然气", "国际医学", "创新医疗"):
                self.dropped["stock called by an ordinary word"] += 1
                brief_alias = []
                if not full:
                    continue
            else:
                brief_alias = [brief]
            if ("COMPANY", normal(full or brief)) in self.by_name or ("COMPANY", normal(brief)) in self.by_name:
                self.dropped["stock whose name is taken"] += 1
                continue
            codes.add(code)
            self.add(Entry("COMPANY", full or brief, brief_alias, code=code))
        brands = collections.Counter(r["brand"].strip() for r in self.gazetteer("smoothnlp_pairs.tsv"))
        health = re.compile(r"医疗|医药|健康|生物|基因|诊断|医学|影像|药业|制药|智能")
        listed = {LEGAL.sub("", n) for (k, n) in self.by_name if k == "COMPANY"}
        for r in self.gazetteer("smoothnlp_pairs.tsv"):
            brand, full = r["brand"].strip(), r["full"].strip().replace("(", "（").replace(")", "）")
            if not health.search(full) or brands[brand] > 1 or len(brand) < 3 or not LEGAL.search(full):
                self.dropped["start-up outside health, or not one firm"] += 1
                continue
            core = re.sub(r"(科技|医疗|生物|健康|股份|网络|智能|医药|集团)$", "", brand)
            if len(core) < 2 or core not in full or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9]+", brand) or any(core in n for n in listed if len(core) >= 2):
                self.dropped["start-up whose brand is not in its name, or sounds like a listed firm"] += 1
                continue
            if ("COMPANY", normal(full)) in self.by_name or ("COMPANY", normal(brand)) in self.by_name:
                continue
            self.add(Entry("COMPANY", full, [brand]))

    def universities(self):
        aliases = {r["name"]: r["aliases"] for r in rows(os.path.join(HERE, "universities.tsv"))}
        with open(os.path.join(self.data, "gazetteers", "universities.tsv"), encoding="utf-8") as f:
            for line in f:
                name, place = line.rstrip("\n").split("\t")[:2]
                name = name.strip()
                if len(name) < 4 or UNWANTED.search(name) or not re.search(r"(大学|学院|学校)$", name) or ("ORG", normal(name)) in self.by_name:
                    self.dropped["not a plain name of a university"] += 1
                    continue
                self.add(Entry("ORG", name, aliases.pop(name, "").split("|")))
        for name, brief in aliases.items():
            if ("ORG", normal(name)) not in self.by_name:
                self.add(Entry("ORG", name, brief.split("|")))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True, help="the folder with gazetteers/")
    parser.add_argument("--output", default=os.path.join(HERE, "register.tsv.gz"))
    arguments = parser.parse_args()
    builder = Builder(arguments.data)
    builder.hospitals()
    builder.companies()
    builder.universities()

    lines, seen = [], set()
    for e in sorted(builder.entries, key=lambda e: (e.kind, e.province, e.city, e.name)):
        key = (e.kind, e.name, e.province, e.city)
        if key not in seen:
            seen.add(key)
            lines.append(e.line())
    text = "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as f:
        f.write(text.encode("utf-8"))
    with open(arguments.output, "wb") as f:
        f.write(packed.getvalue())
    for reason, count in builder.dropped.most_common():
        print(f"left out {count:6}  {reason}", file=sys.stderr)
    kinds = collections.Counter(e.kind for e in builder.entries)
    print(f"wrote {len(lines)} entries ({dict(kinds)}), {len(text.encode())} bytes, {len(packed.getvalue())} packed", file=sys.stderr)


if __name__ == "__main__":
    main()
