"""Makes web pages out of clean articles: hacked, scrambled, spun and stuffed ones (spam), and ordinary ones with the menus,
notices and phone numbers of real sites (not spam). A page keeps the topics of the article it holds.

Every page belongs to the group of its article, so that cross-validation never sees one without the other.
Nothing made here enters a test set. The parameters below are all there is to set.
"""
import re

# How many pages of each kind for a hundred clean articles.
RATES = {"hacked": 42, "fragments": 30, "scrambled": 24, "spun": 21, "stuffed": 24, "farm": 18, "site": 120, "digest": 90, "casebook": 90}
# The share of sentence gaps and of places inside sentences that a piece of the alien title is set into: from, to.
INSERTION = (0.15, 0.6)
# The share of words that a spun text changes: from, to.
SPINNING = (0.5, 1.0)
# What a made page counts in training: many that count little, or what chance makes of a few decides too much.
WEIGHT = 0.17

BAIT = """体育投注开户送彩金|真人荷官在线娱乐城|电子游艺首存优惠|彩票走势图带连线|六合特码资料大全|时时彩计划软件|棋牌游戏下载送金币|捕鱼达人赢话费
日韩高清中文字幕|午夜影院免费观看|成人直播平台app|同城约会交友软件|激情小说全文阅读|美女图片大全高清|国产在线视频网站|手机看片永久免费
私家侦探调查公司|婚外情取证价格|讨债公司不成功不收费|办证刻章联系方式|代开发票增值税|高仿手表一比一|莆田鞋批发厂家直销|信用卡套现app
网贷口子不查征信|花呗提现秒到账|黑户贷款当天放款|配资炒股开户|虚拟币合约跟单|刷单兼职日结|网络赚钱项目揭秘|微商加人软件
减肥药最有效排行榜|祛斑霜哪个牌子好|增高药真的有用吗|壮阳药怎么买|无痛人流多少钱|治疗痔疮偏方|白癜风能治好吗|男科医院哪家好|丰胸产品排行|植发一次多少钱
站群搭建程序|泛目录程序永久授权|百家号软文代发|seo快排一周上首页|淘宝刷信誉平台|论文代写包过|驾照扣分代办|学历提升免考拿证
二手挖掘机交易市场|不锈钢弯头生产厂家|塑料颗粒价格行情|搬家公司电话|空调维修上门|花卉绿萝怎么养|生肖运势大全|周公解梦梦见掉牙|姓名测试打分|手抄报图片简单漂亮""".replace("\n", "|").split("|")
TAILS = ["", "官网", "最新地址", "手机版下载", "多少钱", "怎么样", "哪家好", "排名", "大全", "免费观看", "图片", "价格表", "首页", "app", "2023", "是真的吗"]
FIRMS = ["恒泰管件厂", "宏达机械有限公司", "金源装饰材料", "鑫盛化工", "华美门窗", "博雅文化传媒", "顺发物流网", "长城网络科技", "天一酒店用品", "绿野园艺场"]
CITIES = "石家庄 唐山 保定 太原 沈阳 大连 长春 哈尔滨 南京 苏州 徐州 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 郑州 洛阳 武汉 长沙 广州 深圳 南宁 海口 成都 贵阳 昆明 西安 兰州".split()
ILLS = "白癜风 牛皮癣 癫痫 不孕不育 男科 妇科 痔疮 狐臭 胃病 甲状腺 脱发 近视 失眠 抑郁症 骨质增生 鼻炎 尖锐湿疣 早泄 种植牙 双眼皮 牙齿矫正 糖尿病 腰椎间盘突出".split()
ASKS = "哪家医院好 哪里治得好 医院排名 专科医院 怎么治疗 多少钱 能治好吗 最好的医院 医院电话 挂号 是怎么引起的 吃什么药好 症状图片 偏方".split()
MENUS = [
    "网站首页 医院概况 新闻动态 患者服务 特色专科 名医名家 健康科普 人才招聘", "首页 | 要闻 | 时政 | 经济 | 民生 | 健康 | 教育 | 视频", "首页 新闻中心 政务公开 办事服务 互动交流 专题专栏",
    "網站首頁｜即時｜要聞｜生活｜健康｜國際｜娛樂", "首页 > 新闻 > 正文", "当前位置：首页 > 医院新闻 > 正文", "资讯 报告 数据库 会议 登录/注册", "关于我们 产品中心 解决方案 客户案例 联系我们",
    "打开新闻客户端 提升3倍流畅度", "登录 注册 收藏本站 设为首页 English",
]
FOOTERS = [
    "地址：{city}市人民路{n}号 邮编：000000\n急救电话：000-00000000 预约挂号：000-00000000\n版权所有 备案号：ICP备00000000号", "责任编辑：{name}\n版权声明：未经授权不得转载", "【便民电话】急救 000-0000000 门诊 000-0000000",
    "分享到：微博 微信 QQ空间\n打印本页 关闭窗口", "联系电话：000-00000000 {name}\n（{city}晚报记者 {name}）", "咨询电话：000-00000000（工作日8:00-17:30）\n来源：本站", "扫描二维码关注我们\n客服热线：400-000-0000\n违法和不良信息举报电话：000-00000000",
    "媒体联系人：{name} 电话：000-00000000 邮箱：press@example.com", "阅读 {n} 收藏 赞 在看\n微信扫一扫关注该公众号", "如需预约，请拨打000-0000000，或关注医院微信公众号“预约挂号”。",
]
NAMES = "田雅 冯启明 蔡雨桐 周可 林静怡 祝芸 赵一舟 何思远 彭小川 陆青禾".split()
SPUN = dict(pair.split(":") for pair in """可以:能够|医院:病院|医生:大夫|患者:病人群|通过:经由过程|进行:停止|时间:光阴|问题:题目|情况:环境|使用:利用|发现:发明|提供:供给|需要:需求|减少:削减|增加:增长|重要:主要|技术:手艺
因此:是以|目前:今朝|认为:以为|提高:进步|影响:影象|开始:入手下手|以后:今后|介绍:先容|负责人:担任人|帮助:赞助|结果:成果|要求:请求|应用:运用|方法:要领|必须:必需|检查:搜检|选择:抉择|一些:一点儿
表示:透露表现|治疗:医治|服务:办事|工作:事情|实现:完成|建设:扶植|发展:成长|管理:办理|支持:撑持|专家:专业人士|系统:体系|实际:现实|感觉:感到|希望:进展|喜欢:爱好|快速:疾速|非常:十分|不断:赓续|现在:此刻|组织:构造""".replace("\n", "|").split("|"))


def generate(texts, rng):
    """Pages out of the clean ones among the texts, each with topics, group and weight."""
    clean = [t for t in texts if "spam" not in t["topics"] and len(t["text"]) >= 120
             and (re.fullmatch(r"w\d|corpus|segments", t["source"]) or t["source"] in ("xwlb-china-data", "hrde-health-rumor-refs", "sogou-c-3000") and rng.random() < 0.12)]
    headlines = [line for t in clean if 8 <= len(line := t["text"].split("\n")[0].strip("# ")) <= 40]
    makers = {"hacked": hacked, "fragments": fragments, "scrambled": scrambled, "spun": spun, "stuffed": stuffed, "farm": farm, "site": site, "digest": digest, "casebook": casebook}
    for kind, rate in RATES.items():
        for n in range(len(clean) * rate // 100):
            base = rng.choice(clean)
            made = makers[kind](base, clean, headlines, rng)
            yield {"id": f"{kind}-{n}", "group": base.get("group", base["id"]), "source": "made-" + kind, "weight": WEIGHT, **made}


def sentences(text):
    return [s for s in re.findall(r"[^。！？\n]+[。！？]?", text) if s.strip()]


def split_title(text):
    title, _, body = text.partition("\n")
    return (title, body) if body and len(title) <= 60 else ("", text)


def bait(rng, parts=None):
    return rng.choice(["-", "_", " ", "|", "，", "——"]).join(rng.choice(BAIT) + rng.choice(TAILS) for _ in range(parts or rng.randint(1, 4)))


def links(rng, low=3, high=14):
    style = rng.choice(["· {}", "{} 浏览:{n}次", "[{}]", "{} 2019-0{m}-1{m}", "{n}. {}", "{}  {n}阅读"])
    return "\n".join(style.format(bait(rng, 1), n=rng.randint(1, 90000), m=rng.randint(1, 9)) for _ in range(rng.randint(low, high)))


def spam(base, text, topics=True):
    optional = list(base.get("topics_optional", []))
    if not topics:
        optional += base["topics"]
    return {"text": text, "topics": ["spam"] + (base["topics"] if topics else []), "topics_optional": sorted(set(optional) - {"spam"})}


def clean_page(base, text):
    return {"text": text, "topics": base["topics"], "topics_optional": base.get("topics_optional", [])}


def hacked(base, clean, headlines, rng):
    title, body = split_title(base["text"])
    if rng.random() < 0.4:
        body = body[:rng.randint(120, 500)]
    alien = bait(rng)
    head = rng.choice([alien, f"{alien}|{title}", f"{title}_{alien}", rng.choice(CITIES) + rng.choice(FIRMS) + "\n" + alien])
    lines = [head]
    if rng.random() < 0.6:
        lines.append(rng.choice(["网站首页　公司简介　产品展示　新闻动态　在线留言　联系我们", "首页 > 新闻 > " + bait(rng, 1), "当前位置：主页 > 行业新闻 > "]))
    if rng.random() < 0.6:
        lines.append(f"时间：20{rng.randint(12, 23)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)} 来源：未知 编辑：admin 阅读：{rng.randint(1, 9999)}")
    lines.append(body)
    if rng.random() < 0.7:
        lines.append(f"上一篇：{bait(rng, 1)}\n下一篇：{bait(rng, 1)}")
    if rng.random() < 0.8:
        lines.append(rng.choice(["猜你喜欢", "热门文章", "相关推荐", "友情链接", "热门搜索"]) + "：\n" + links(rng))
    return spam(base, "\n".join(lines))


def clauses(text):
    return re.findall(r"[^，。！？\n]+[，。！？\n]*", text)


def laid_in(clauses, alien, share, rng, opened="", closed=""):
    """Clauses, into a share of which pieces of an alien phrase are set, cut anywhere and put anywhere."""
    for clause in clauses:
        if len(clause) > 6 and rng.random() < share:
            at = rng.randrange(2, len(clause) - 2)
            start = 0 if rng.random() < 0.35 else rng.randrange(0, max(1, len(alien) - 3))
            end = len(alien) if rng.random() < 0.35 else min(len(alien), start + rng.randint(3, 7))
            clause = clause[:at] + opened + alien[start:end] + closed + clause[at:]
        yield clause


def fragments(base, clean, headlines, rng):
    title, body = split_title(base["text"])
    alien = rng.choice([rng.choice(BAIT) + rng.choice(TAILS), rng.choice(CITIES) + rng.choice(ILLS) + rng.choice(ASKS), rng.choice(ILLS) + rng.choice(ASKS)])
    text = alien + "\n" + "".join(laid_in(clauses(body), alien, rng.uniform(*INSERTION), rng))
    return spam(base, text + ("\n" + links(rng, 2, 6) if rng.random() < 0.5 else ""))


def scrambled(base, clean, headlines, rng):
    pieces = []
    for article in [base] + [rng.choice(clean) for _ in range(rng.randint(0, 2))]:
        for sentence in sentences(split_title(article["text"])[1])[:14]:
            cut = rng.randrange(1, len(sentence)) if len(sentence) > 3 else 1
            pieces += [sentence[:cut], sentence[cut:]] if rng.random() < 0.7 else [sentence]
    rng.shuffle(pieces)
    pieces = pieces[:rng.randint(6, 30)]
    text = bait(rng) + "\n" + "".join(pieces) + ("\n上一条：没有了\n下一条：" + bait(rng, 1) if rng.random() < 0.5 else "")
    made = spam(base, text, topics=False)
    made["topics_optional"] = ["5g", "imaging-ai", "internet-hospital", "telemedicine"]
    return made


def rewritten(text, words, share, rng):
    """Puts other words for a share of those that there are others for; of words that hold one another the longest counts."""
    return re.sub("|".join(sorted(words, key=len, reverse=True)), lambda m: words[m[0]] if rng.random() < share else m[0], text)


def spun(base, clean, headlines, rng):
    share = rng.uniform(*SPINNING)
    text = rewritten(base["text"], SPUN, share, rng)
    changed = sum(word in text for word in SPUN.values())
    if changed < 5:
        return hacked(base, clean, headlines, rng)
    return spam(base, text + ("\n" + links(rng, 2, 6) if rng.random() < 0.4 else ""))


def stuffed(base, clean, headlines, rng):
    ill, city = rng.choice(ILLS), rng.choice(CITIES)
    words = [rng.choice([city, ""]) + ill + rng.choice(ASKS) for _ in range(rng.randint(5, 25))]
    lines = [rng.choice(["_", "-", ",", " "]).join(words[:rng.randint(1, 4)])]
    body = rng.choice([lambda: rng.choice(["，", " ", "、", "\n"]).join(words),
                       lambda: "".join(f"{w}？{rng.choice(sentences(base['text']))}" for w in words[:8]),
                       lambda: "".join(f"{city}{ill}{rng.choice(['专家', '医院', '网', '研究所'])}提醒您，{w}，{rng.choice(['一定要选择正规医院', '关系到患者的一生', '是很多患者关心的问题', '点击在线咨询专家'])}。" for w in words[:9])])()
    lines.append(body)
    if rng.random() < 0.5:
        lines.append(rng.choice(["在线咨询 预约挂号 QQ：000000000 电话：000-00000000", "点击免费咨询专家>>", f"本文链接：{words[-1]} 转载请注明", "热门标签：" + " ".join(words[:6])]))
    return {"text": "\n".join(lines), "topics": ["spam"], "topics_optional": base["topics"]}


def farm(base, clean, headlines, rng):
    words = [rng.choice([bait(rng, 1), rng.choice(CITIES) + rng.choice(ILLS) + rng.choice(ASKS), rng.choice(CITIES) + rng.choice(FIRMS)]) for _ in range(rng.randint(10, 45))]
    joiner = rng.choice(["\n", " ", " | ", "\n· ", "，"])
    return {"text": bait(rng) + "\n" + rng.choice(["友情链接：", "站群导航", "热门推荐", "网站地图", ""]) + joiner.join(words), "topics": ["spam"], "topics_optional": []}


def footer(rng):
    return rng.choice(FOOTERS).format(city=rng.choice(CITIES), name=rng.choice(NAMES), n=rng.randint(3, 9999))


def site(base, clean, headlines, rng):
    """An ordinary page of a hospital, a newspaper or a firm: it has all that spam pages have, but nothing alien."""
    title, body = split_title(base["text"])
    title = title or (sentences(body)[0].strip("，。！？")[:rng.randint(12, 30)])
    lines = [rng.choice(MENUS)] if rng.random() < 0.5 else []
    lines.append(title)
    if rng.random() < 0.3:
        lines.append(rng.choice(MENUS))
    if rng.random() < 0.6:
        lines.append(f"发布时间：20{rng.randint(12, 24)}-{rng.randint(1, 12)}-{rng.randint(1, 28)} 来源：{rng.choice(['本站', '健康报', '宣传科', '晚报'])} 浏览次数：{rng.randint(10, 9999)}")
    lines.append(body)
    if rng.random() < 0.5:
        lines.append("上一篇：" + rng.choice(headlines) + "\n下一篇：" + rng.choice(headlines))
    if rng.random() < 0.4:
        lines.append(rng.choice(["相关阅读", "推荐阅读", "延伸阅读", "热门新闻"]) + "\n" + "\n".join("· " + rng.choice(headlines) for _ in range(rng.randint(2, 6))))
    if rng.random() < 0.8:
        lines.append("\n".join(footer(rng) for _ in range(rng.randint(1, 3))))
    return clean_page(base, "\n".join(lines))


def address(rng):
    return rng.choice(["https://www.example.com/c/20{a}-0{b}-1{b}/{c}.shtml", "<https://mp.example.com/s?id={c}&wfr=spider&for=pc>", "[https://paper.example.com/{c}](https://paper.example.com/{c})", "http://www.example.cn/n2/20{a}/c{c}.html"]).format(a=rng.randint(15, 25), b=rng.randint(1, 9), c=rng.randint(10**6, 10**13))


def digest(base, clean, headlines, rng):
    """An item of a weekly digest in Markdown."""
    title, body = split_title(base["text"])
    if not title:
        return clean_page(base, body + "\n\n链接：" + address(rng))
    paragraphs = "\n\n".join(p for p in body.split("\n") if p.strip())
    return clean_page(base, f"{'#' * rng.randint(2, 4)} {rng.randint(1, 12)}. {rng.choice(['标题: ', ''])}{title}\n\n来源：{rng.choice(['科技日报', '网易', '新华网', '健康报'])}\n\n链接：\n\n{address(rng)}\n\n{rng.choice(['主要内容：', '## 主要内容'])}\n\n{rng.choice([title + chr(10) * 2, ''])}{paragraphs}")


def casebook(base, clean, headlines, rng):
    """An item of a casebook: title, date, abstract, text, link."""
    title, body = split_title(base["text"])
    first = sentences(body)
    title = title or first[0].strip("，。！？")[:30]
    abstract = "".join(first[:2])
    lines = [f"案例 {rng.randint(1, 15)}：{title}"]
    if rng.random() < 0.6:
        lines.append(f"发布时间：{rng.randint(1, 12)}月{rng.randint(1, 28)}日")
    lines += [f"摘要：{abstract}", f"正文：\n\n{body}"]
    if rng.random() < 0.6:
        lines.append("链接： " + address(rng))
    if rng.random() < 0.6:
        lines.append("图片：")
    return clean_page(base, "\n\n".join(lines))
