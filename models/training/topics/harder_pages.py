"""More pages made for search engines, harder to tell than those of `pages.py`: they train the topic `spam` and say nothing of the others.

Every page belongs to the group of its article. Nothing made here enters a test set. The parameters below are all there is to set.
"""
import re

import pages

# How many pages of each kind for a hundred clean articles.
RATES = {"laced": 30, "fragments": 42, "scrambled": 36, "spun": 42, "template": 12}
# The share of clauses that a piece of a search phrase is set into: from, to.
INSERTION = (0.25, 0.8)
# The share of words that a spun text changes: from, to.
SPINNING = (0.5, 1.0)
# The share of sentences of a laced text that bait is set behind: from, to.
LACING = (0.08, 0.6)

BAIT = pages.BAIT + """百家乐必胜打法|老虎机爆分技巧|德州扑克约局|足球比分直播|篮球让分推荐|竞彩专家预测|世界杯买球软件|快三大小单双技巧|赛车群导师回血|幸运飞艇计划群|电竞下注平台|澳门赌场攻略
运彩推荐今日单场|六合彩开奖结果|线上麻将提现|斗地主真金版|上下分客服微信|试玩送体验金|代理佣金日结|博彩公司排行|双色球专家杀号|大乐透走势图|胆码推荐|盘口分析水位
无码高清在线播放|福利视频免费看|情色小说下载|伦理电影大全|午夜剧场全集|直播平台深夜福利|附近的人约会|单身交友群|一夜情聊天室|制服诱惑写真|动漫全集免费|韩剧网在线观看
小说全文无弹窗|总裁小说最新章节|修仙小说下载|传奇私服发布网|游戏外挂辅助|破解版无限金币|网游加速器|手游礼包码领取|单职业传奇|起名软件破解|付费课程网盘|电影资源百度云
小额贷款秒到账|逾期也能下款|车抵押不押车|房屋二次抵押利率|公积金提取代办|信用卡提额技巧|征信洗白|股票开户佣金低|期货配资平台|黄金外汇带单|炒币交易所注册|债务重组公司
代孕公司价格|供卵试管多少钱|包生男孩|亲子鉴定不用本人|假发定制|隆鼻哪家好|抽脂瘦腿价格|祛痘产品排行榜|瘦脸针多少钱一针|脱毛仪推荐|减肥茶代理|丰胸精油
代写毕业论文|职称论文包发表|考研保录取|四六级答案|驾照包过|护士证挂靠|会计代账报税|商标注册转让|公司注销代办|营业执照代办|建筑资质转让|软件著作权加急
关键词排名优化|万词霸屏|外链代发|域名抢注|老域名出售|高防服务器租用|抖音涨粉丝|快手刷双击|公众号阅读量|淘宝补单平台|微信投票团队|群发软件
开锁换锁电话|疏通下水道|管道清淤|二手车报价|叉车租赁|钢材价格今日行情|铝合金门窗厂家|彩钢瓦报价|防水补漏公司|活动板房|集装箱房出租|钢结构工程|水泥制品|无缝管现货|轴承型号大全|阀门厂家
白酒代理加盟|奶茶加盟费|小本创业项目|手工活外发|快递加盟|火锅底料批发|烟酒回收|茅台价格|旅行社报价|三亚旅拍|婚庆套餐|儿童摄影|宠物寄养|猫粮排行|狗狗训练|多肉养殖
星座今日运势|塔罗占卜|八字合婚|风水摆件|生辰八字算命|网名大全|表白句子|祝福语|英雄联盟攻略|作文四百字|数学题答案|公务员真题|教师资格证|电焊工证|育婴师培训|月嫂价格""".replace("\n", "|").split("|")
# What rewriting programs put for common words: rarer synonyms, old forms, and words of another sense.
SPUN = pages.SPUN | dict(pair.split(":") for pair in """但是:然而|因为:由于|所以:以是|如果:假如|虽然:固然|同时:同时候|另外:别的|此外:除此之外|首先:起首|其次:其主要|最后:末了|例如:比方|特别:出格|尤其:特别是|已经:曾经|正在:正处于|马上:顿时|立即:当即|及时:实时|经常:常常|往往:每每|一直:始终如一|仍然:仍旧|依然:照旧|大约:约莫|几乎:险些|逐渐:渐渐地|终于:毕竟|当然:固然了|确实:简直|究竟:事实
人们:大家|大家:列位|孩子:孩童|儿童:幼童|老人:白叟|女性:密斯|男性:须眉|家长:怙恃|家属:眷属|朋友:伴侣|记者:小编|主任:主管|院长:院方掌管人|护士:护理职员|人员:职员|市民:城里人|群众:公众|居民:住民|学生:门生|老师:教员|专业:业余|司机:驾驶员
疾病:病症|症状:病征|病情:病况|手术:开刀|药物:药品|药品:药物品|身体:身材|心脏:心房|头痛:头疼|发烧:发热病|咳嗽:咳漱|感冒:伤风|睡眠:睡觉|失眠:睡不着觉|饮食:炊事|食物:食品|营养:养分|蔬菜:菜蔬|水果:果品|喝水:饮水|运动:活动|锻炼:熬炼|体检:身材检查|血压:血液压力|疼痛:痛苦悲伤|预防:防备|恢复:规复|感染:熏染|传播:流传|严重:紧张|轻微:细微|危险:伤害|安全:平安|健康:安康|生命:性命|门诊:门诊部分|住院:入院|诊断:诊疗判断|病房:病室|报告:汇报
电脑:计算机|手机:挪动电话|电话:德律风|网络:收集|图像:图象|影像:影象材料|数据:数值材料|智能:智慧型|人工:野生|机器:呆板|设备:装备|平台:渠道|软件:程式|模型:模子|信息:资讯|视频:录像|照片:相片|屏幕:荧幕|文件:文档|程序:顺序|速度:速率|质量:品质|数量:数目|功能:效能|效果:结果出来|效率:服从|费用:用度|价格:代价|成本:本钱|资金:资本金|公司:企业单位|企业:公司行号|项目:名目|合作:互助|签约:签署条约|合同:条约
昨天:昨日里|今天:本日|明天:明日里|去年:客岁|近日:克日|上午:上半天|晚上:早晨|夜里:深夜时分|小时:钟头|分钟:分钟时候|以前:之前|过去:曩昔|将来:未来|未来:往后|地方:处所|地区:地域|城市:都会|农村:村落|家里:家中|路上:途中|附近:四周|中心:焦点|周围:周遭
看到:瞥见|知道:晓得|告诉:奉告|认识:熟悉|了解:懂得|明白:大白|想到:料到|觉得:感觉到|担心:忧虑|害怕:畏惧|高兴:愉快|满意:惬意|努力:尽力|坚持:对峙|避免:制止|防止:避免|解决:办理掉|处理:处置|改善:改良|改变:转变|降低:下降|上升:回升|达到:到达|超过:跨越|包括:包含|属于:属于是|形成:构成|产生:发生|造成:酿成|导致:致使|引起:惹起|出现:呈现|存在:存有|建立:成立|建成:建立完成|设立:设置|推出:推行出|开展:展开|组成:构成部分|参加:加入|参与:介入|完成:实现了|继续:持续|保持:坚持住|获得:取得|得到:获得到|接受:接管|采用:采取|采取:采用了|加强:增强|扩大:扩展|推广:推行|普及:遍及|覆盖:笼盖|运行:运转|启用:启动使用|上线:登场
简单:简略|复杂:庞杂|容易:轻易|困难:坚苦|方便:便利|便捷:轻便|准确:精确|精准:精确到位|明显:较着|显著:明显的|不同:差别|相同:沟通|各种:各类|许多:很多|很多:好多|部分:部门|全部:全数|所有:一切|主要:首要|基本:根本|传统:传统型|先进:前进|普通:平凡|一般:普通|优秀:良好|完全:彻底|直接:间接|共同:配合|互相:彼此|至少:最少|更加:更为|越来越:愈来愈|特点:特色|优势:上风|原因:缘由|作用:感化|关系:干系|条件:前提|机会:机遇|经验:履历|能力:才能|水平:程度|标准:尺度|过程:进程|阶段:阶段期|范围:局限|领域:范畴|行业:行当|事情:工作|东西:物品|办法:法子|措施:办法步骤|建议:倡议|意见:定见|文章:作品|内容:实质|消息:动静|关注:存眷|欢迎:接待|评论:批评|收藏:珍藏|分享:分享给大师""".replace("\n", "|").split("|"))
# How rewritten texts address their readers.
CHATTER = ["那么接下来小编就带大家一起来看看吧。", "好了，今天的内容就介绍到这里。", "希望对列位有所赞助。", "以上就是小编收拾整顿的全部内容。", "想要懂得更多，请继续存眷本站。", "你感觉呢？接待在下方留言。", "喜好的朋友记得点赞珍藏哦！", "话不多说，让咱们一块儿往下看。", "相信很多人都碰到过如许的题目。"]
ROLES = ["平台", "系统", "官网", "免费下载", "建设方案ppt", "哪家好", "在线咨询", "预约挂号", "最新消息", "是什么意思", "怎么治疗最好", "价格表", "排名", "解决方案", "app下载安装", "哪里有", "图片大全", "费用标准", "代理加盟"]


def generate(texts, rng, topics):
    """Pages out of the clean ones among the texts, each with group and weight; whether one of the topics holds is left open."""
    clean = [t for t in texts if "spam" not in t["topics"] and len(t["text"]) >= 120
             and (re.fullmatch(r"w\d|corpus|segments", t["source"]) or t["source"] in ("xwlb-china-data", "sogou-c-3000") and rng.random() < 0.12)]
    headlines = [line for t in clean if 8 <= len(line := t["text"].split("\n")[0].strip("# ")) <= 40]
    makers = {"laced": laced, "fragments": fragments, "scrambled": scrambled, "spun": spun, "template": template}
    for kind, rate in RATES.items():
        for n in range(len(clean) * rate // 100):
            base = rng.choice(clean)
            made = makers[kind](base, clean, headlines, rng)
            yield {"id": f"harder-{kind}-{n}", "group": base.get("group", base["id"]), "source": "made-" + kind, "weight": pages.WEIGHT,
                   "text": made["text"], "topics": ["spam"], "topics_optional": topics}


def search_phrase(text, rng):
    """What somebody might search for: bait, an illness, or words of the article itself with a usual ending."""
    own = [run for run in re.findall(r"[\u4e00-\u9fff]{4,14}|5G[\u4e00-\u9fff]{4,10}", text) if len(run) <= 12]
    if own and rng.random() < 0.55:
        return rng.choice(own) + rng.choice(ROLES + ["", "", ""])
    return rng.choice([rng.choice(BAIT) + rng.choice(pages.TAILS), rng.choice(pages.CITIES) + rng.choice(pages.ILLS) + rng.choice(pages.ASKS), rng.choice(pages.ILLS) + rng.choice(pages.ASKS)])


def fragments(base, clean, headlines, rng):
    title, body = pages.split_title(base["text"])
    alien = search_phrase(base["text"], rng)
    share = rng.uniform(*INSERTION)
    opened, closed = rng.choice([("", "")] * 8 + [("【", "】"), ("_", "_"), ("☆", "")])
    clauses = pages.clauses(body)
    out = list(pages.laid_in(clauses, alien, share, rng, opened, closed))
    if sum(a != b for a, b in zip(out, clauses)) < 5:
        return laced(base, clean, headlines, rng)
    head = rng.choice([alien + "\n", alien + "\n", f"{alien}_{rng.choice(ROLES)}\n", f"{title}\n" if title else "", ""])
    return pages.spam(base, head + "".join(out) + ("\n" + pages.links(rng, 2, 6) if rng.random() < 0.35 else ""))


def laced(base, clean, headlines, rng):
    """A whole article with bait between its sentences, or in one line before or behind it."""
    title, body = pages.split_title(base["text"])
    joiner = rng.choice([" ", "，", "、", " | ", "  "])
    few = lambda: joiner.join(rng.choice(BAIT) if rng.random() < 0.6 else rng.choice(BAIT)[:rng.randint(3, 6)] for _ in range(rng.randint(1, 5)))
    if rng.random() < 0.5:
        share = rng.uniform(*LACING)
        style = rng.choice(["{}", " {} ", "（{}）", "（<a>{}</a>）", "【{}】", "\n{}\n", ">>{}<<"])
        body = "".join(s + (style.format(few()) if rng.random() < share else "") for s in re.findall(r"[^。！？\n]*[。！？\n]+|[^。！？\n]+$", body))
        return pages.spam(base, (title + (" " + few() if rng.random() < 0.4 else "") + "\n" if title else "") + body)
    line = rng.choice(["{}", "更多：{}", "标签：{}", "<a href=\"\">{}</a>", "&nbsp;&nbsp;{}", "◆{}◆", "猜你喜欢：{}", "▶{}", "——{}"])
    lines = [line.format(few()) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.5:
        body = body[:rng.randint(100, 400)]
    parts = [title, *lines[1:], body, lines[0]] if rng.random() < 0.7 else [lines[0], title, body, *lines[1:]]
    return pages.spam(base, "\n".join(part for part in parts if part))


def template(base, clean, headlines, rng):
    """A page that a program fills for every word: an encyclopaedia, a directory, a ranking, without anything to read."""
    word = search_phrase(base["text"], rng)
    made = rng.choice([
        lambda: f"{word}是什么意思_{word}的解释_{word}造句\n【{word}】的拼音：暂无\n【解释】{word}，{len(word)}个字，名词。\n【造句】{word}很好。我有{word}。{word}在哪里。\n【近义词】暂无 【反义词】暂无\n大家都在查：" + " ".join(rng.choice(BAIT) for _ in range(3)),
        lambda: f"{word}\n{rng.choice(pages.CITIES)}{word}信息网为您提供{word}最新资讯，包括{word}价格、{word}图片、{word}厂家、{word}怎么样等信息，欢迎查询。\n抱歉，暂无相关内容\n相关搜索：{word}{rng.choice(ROLES)} {word}{rng.choice(ROLES)} {word}{rng.choice(pages.TAILS)}",
        lambda: f"{rng.choice(['热门文章排行', '随机文章', '最新收录', '大家都在看', '本周热搜'])}\n" + "\n".join(f"{n:02d} {rng.choice([rng.choice(BAIT), rng.choice(headlines)[:12], rng.choice(pages.CITIES) + rng.choice(pages.ASKS), rng.choice(pages.ILLS) + rng.choice(pages.ASKS)])}（{rng.choice(['观看', '阅读', '围观'])} {rng.randint(9, 90000)}）" for n in range(1, rng.randint(5, 14))) + "\n标签云 | 联系站长 | 交换链接",
        lambda: f"{word}-就医黄页\n名称：{word} 等级：未知 电话：点击查看（需付费）\n{word}简介：{word}位于{rng.choice(pages.CITIES)}，{word}环境优美，{word}深受好评。\n如何到{word}？{word}怎么样？{word}好不好？\n网友点评：暂无，快来抢沙发",
    ])()
    return {"text": made, "topics": ["spam"], "topics_optional": sorted(set(base["topics"]) | {"5g", "imaging-ai", "internet-hospital", "telemedicine"})}


def scrambled(base, clean, headlines, rng):
    pieces = []
    for article in [base] + [rng.choice(clean) for _ in range(rng.randint(0, 2))]:
        for sentence in pages.sentences(pages.split_title(article["text"])[1])[:14]:
            cut = rng.randrange(1, len(sentence)) if len(sentence) > 3 else 1
            pieces += [sentence[:cut], sentence[cut:]] if rng.random() < 0.7 else [sentence]
    rng.shuffle(pieces)
    pieces = pieces[:rng.randint(6, 30)]
    told = rng.random() < 0.25
    if not told:
        share = rng.uniform(0.2, 0.7)
        pieces = [again for piece in pieces for again in ([piece] if rng.random() > share else [piece, piece])]
    head = pages.bait(rng) + "\n" if told else rng.choice([pages.bait(rng) + "\n", " ".join(rng.choice(re.findall(r"[\u4e00-\u9fffA-Z0-9]{3,8}", base["text"]) or ["健康"]) for _ in range(3)) + "\n", rng.choice(headlines) + "\n", ""])
    text = head + "".join(pieces) + ("\n上一条：没有了\n下一条：" + pages.bait(rng, 1) if rng.random() < 0.3 else "")
    made = pages.spam(base, text, topics=False)
    made["topics_optional"] = ["5g", "imaging-ai", "internet-hospital", "telemedicine"]
    return made


def spun(base, clean, headlines, rng):
    share = rng.uniform(*SPINNING)
    text = pages.rewritten(base["text"], SPUN, share, rng)
    changed = sum(word in text for word in SPUN.values())
    if changed < 4 + len(text) // 80:
        return laced(base, clean, headlines, rng)
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        at = rng.choice([m.end() for m in re.finditer(r"[。\n]", text)] or [len(text)])
        text = text[:at] + rng.choice(CHATTER) + text[at:]
    return pages.spam(base, text + ("\n" + pages.links(rng, 2, 6) if rng.random() < 0.2 else ""))
