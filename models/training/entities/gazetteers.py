"""Names of hospitals, companies, organisations, people, products and places.

`Names(folder, seed)` reads the public word lists in `folder` and makes names from them: real ones drawn
from the lists and invented ones put together from their parts, so that a model learns how a name looks
and where it stands rather than a list of names. `names.thing(kind, variants)` gives one thing under
several forms (full, short, ...), for texts that mention a thing more than once.
"""
import random
import re
from pathlib import Path

HAN = re.compile("^[\u4e00-\u9fff]+$")
HOSPITAL_END = re.compile("(医院|卫生院|卫生服务中心|卫生服务站|保健院|医疗中心|医学中心|临床中心|精神卫生中心|防治院|疗养院|分院|院区|诊所|门诊部|妇产院|专科院)$")
COMPANY_END = re.compile("(公司|集团|厂|银行|有限合伙|事务所)$")


def words(text):
    return text.split()


# Well-known brands and bodies, from general knowledge. Parts of invented names come below.
KNOWN = words("""华为 腾讯 阿里巴巴 百度 京东 小米 字节跳动 网易 搜狐 新浪 美团 滴滴 拼多多 联想 海尔 海康威视 大华 商汤 旷视 依图 云从 寒武纪
科大讯飞 东软 用友 金蝶 浪潮 神州数码 中兴 大唐 烽火 紫光 迈瑞 联影 鱼跃 开立 乐普 微创 药明康德 恒瑞 复星 国药 华润 上药 九州通 阿里健康 京东健康
平安好医生 微医 丁香园 好大夫 春雨医生 蚂蚁金服 阿里云 腾讯云 百度智能云 华为云 西门子 飞利浦 通用电气 GE医疗 西门子医疗 飞利浦医疗 强生 罗氏 辉瑞
诺华 默沙东 阿斯利康 拜耳 雅培 美敦力 波士顿科学 英伟达 英特尔 微软 谷歌 苹果 亚马逊 脸书 IBM 三星 索尼 东芝 佳能 富士 高通 思科 戴尔 惠普 甲骨文
SAP 特斯拉 OpenAI DeepMind NVIDIA Intel Google 中国移动 中国联通 中国电信 中国铁塔 中国平安 泰康保险 太平洋保险 众安保险 顺丰 圆通 红杉资本 高瓴资本
IDG资本 软银 经纬中国 创新工场 真格基金""")
FOREIGN_COMPANY = words("""西门子 飞利浦 通用电气 强生 罗氏 辉瑞 诺华 默沙东 阿斯利康 拜耳 雅培 美敦力 波士顿科学 英伟达 英特尔 微软 谷歌 苹果 亚马逊 三星 索尼
东芝 佳能 富士 高通 思科 戴尔 惠普 甲骨文 特斯拉 直觉外科 史赛克 赛诺菲 礼来 吉利德 莫德纳 百时美施贵宝 葛兰素史克 勃林格殷格翰 诺和诺德 武田制药 卫材 安进 渤健 碧迪医疗
爱立信 诺基亚 博世 松下 日立 奥林巴斯 泰尔茂 希森美康 丹纳赫 赛默飞世尔 因美纳 沃尔玛 联合健康 优步 脸书 推特 软银 现代汽车 LG电子 IBM GE NVIDIA Google""")
TELECOM = words("中国移动 中国联通 中国电信 中国铁塔 华为 中兴通讯 中国广电 联通 移动 电信 大唐移动 烽火通信 诺基亚贝尔 爱立信")
PARENTS = words("中国移动 中国联通 中国电信 华为 中国铁塔 中兴通讯 国家电网 中国平安 中国人寿 太平洋保险 顺丰 中国邮政 华润 国药控股 东软 浪潮 西门子 飞利浦 阿里巴巴 腾讯 京东 海尔 复星 泰康 中国石化 中国建筑 招商局 中信")
BANKS = words("""中国银行 中国工商银行 中国农业银行 中国建设银行 交通银行 招商银行 中信银行 民生银行 兴业银行 浦发银行 平安银行 光大银行 华夏银行 邮储银行 工商银行 农业银行 建设银行
工行 农行 建行 招行 中行 交行 北京银行 上海银行 江苏银行 宁波银行 汇丰银行 渣打银行 花旗银行 微众银行 国家开发银行""")
TOWN_CHARS = "华康仁和安泰博福德明瑞长江东南西北新永兴宝金玉龙凤天云山海平"
BRAND_CHARS = words("医 康 健 慧 云 智 联 影 推 深 睿 数 图 诊 脉 安 诺 森 亿 微 妙 瑞 华 海 天 东 博 奥 卫 宁 创 业 达 信 利 思 远 心 众 明 德 禾 禄 科 亚 强 邦 嘉 和 汇 银 百 万 美 迈 柏 视 量 晶 泰 鹰 鹏 普 翼 展 因 灵 极 零 氪 星 航 拓 启 元 合 瀚 衡 维 羽 橙 蓝 青 乐 果 贝 派 闪 速 快 好 大 小 米 朗 凡 盈 赛 特 纳 蒙 伽 珂 澜 凌 承 拾 未 来 易 优 达 钛 锐 铂 镁 硅")
INDUSTRY = words("医疗 健康 科技 智能 影像 医学 医药 生物 数据 信息 软件 云 网络 互联 医联 技术 机器人 通信 基因 诊断 器械 医疗科技 智慧医疗 集团 电子 资本 创投 投资 控股 药业 制药 保险 证券 AI 数科 物流 文化 教育 汽车 能源 传媒 食品 环保 动力 光电 微电子 材料 无人机 安防 视讯 人工智能 大数据")
COMPANY_TAIL = words("有限公司 科技有限公司 信息技术有限公司 医疗科技有限公司 股份有限公司 科技股份有限公司 医疗器械有限公司 软件有限公司 健康科技有限公司 数据技术有限公司 网络科技有限公司 集团有限公司 智能科技有限公司 医药有限公司 生物科技有限公司 集团 公司 （集团）股份有限公司 通信有限公司 （北京）有限公司 机器人有限公司 智能装备有限公司 有限责任公司 医疗系统股份有限公司 科技集团有限公司 （深圳）有限公司 (上海)科技有限公司")
LATIN = words("Vision Med AI Health Bio Tech Data Lab Scan Care Net Deep Cloud Heart Eye Robo Nova Pulse Insight Zen Infer View Voxel Sense Air Doc Link Trust Core Mind Gene")
DIVISION = words("医疗 健康 集团 科技 云 智慧医疗 影像 中国 公司 研究院 实验室 医疗事业部 智慧医疗事业部 物流 数科 大健康 健康云 生命科学 数字健康 AI实验室 医疗健康")
GOVERNMENT = words("""卫健委 卫生健康委 卫生健康委员会 卫计委 卫生局 药监局 药品监督管理局 市场监管局 医保局 医疗保障局 疾控中心 疾病预防控制中心 科技厅 工信厅 经信委 工信局 发改委
财政局 大数据局 通信管理局 政府 人民政府 民政局 残联 红十字会 医学会 医师协会 护理学会 妇联 总工会 教育局 公安局 药学会 医院协会 血液中心 卫生信息中心 质控中心 市委 县委 商务局 教育厅 公安厅
人社局 应急管理局 生态环境局 交通运输局 统计局 税务局 海关 邮政管理局 卫生监督所 中心血站 市场监督管理局 发展和改革委员会 经济和信息化局 科学技术局 大数据发展管理局 政务服务数据管理局 新冠肺炎疫情防控指挥部""")
NATIONAL = words("""国家卫健委 国家卫生健康委 国家卫生健康委员会 国家卫计委 国务院 国务院办公厅 工信部 工业和信息化部 科技部 国家发改委 国家医保局 国家药监局 国家药品监督管理局 NMPA FDA CFDA
世界卫生组织 WHO 世卫组织 中国疾控中心 中国信通院 中国信息通信研究院 中国工程院 中国科学院 中科院 中国医学科学院 国家自然科学基金委 财政部 教育部 国家中医药管理局 国家癌症中心 中国红十字会
中国红十字基金会 联合国 欧盟委员会 上交所 深交所 港交所 纳斯达克 证监会 工业和信息化部办公厅 中央电视台 央视 新华社 新华网 人民日报 人民网 中新网 中新社 光明日报 健康报 健康界 动脉网 亿欧
36氪 澎湃新闻 第一财经 经济日报 科技日报 环球网 南方都市报 界面新闻 雷锋网 新浪网 中国网 央广网 每日经济新闻 北京日报 解放日报 浙江日报 长江日报 生命时报 医学界 八点健闻 火石创造 蛋壳研究院
国务院联防联控机制 中央政法委 民政部 公安部 人社部 市场监管总局 国家市场监督管理总局 国家税务总局 国家统计局 全国人大 全国政协 中国人民银行 最高人民法院""")
MINISTRIES = words("国务院 国务院办公厅 国家卫健委 国家卫生健康委 国家卫生健康委员会 工信部 工业和信息化部 科技部 国家发改委 国家医保局 国家药监局 国家药品监督管理局 财政部 教育部 国家中医药管理局 民政部 公安部 人社部 商务部 中央网信办 国家统计局 市场监管总局")
INSTITUTES = words("中国信通院 中国信息通信研究院 中国工程院 中国科学院 中科院 中国医学科学院 中科院自动化所 中国科学院计算技术研究所 中国科学院深圳先进技术研究院 鹏城实验室 之江实验室 国家纳米科学中心 军事科学院军事医学研究院 清华大学人工智能研究院 阿里达摩院医学研究所 北京生命科学研究所 中国电子技术标准化研究院 国家超级计算天津中心 上海人工智能实验室")
INSTITUTE_TAIL = words("研究院 研究所 人工智能研究院 信息工程研究所 医学信息研究所 生物医药研究院 大数据研究院 先进技术研究院 药物研究所 工程技术研究中心 重点实验室 社会科学院 农业科学院 产业技术研究院 医学科学研究院 心血管病研究所")
FOREIGN_ORG = words("麻省理工学院 斯坦福大学 哈佛大学 哈佛医学院 牛津大学 剑桥大学 帝国理工学院 约翰霍普金斯大学 加州大学伯克利分校 多伦多大学 国立卫生研究院 NIH NHS MIT FDA 卡内基梅隆大学 国防部 卫生部 能源部 世界卫生组织 世卫组织 WHO 联合国 欧盟 欧盟委员会 欧洲药品管理局 国际电信联盟 联合国儿童基金会 世界银行 国际货币基金组织 世贸组织 亚洲开发银行 北约 东盟 国际原子能机构 美国疾控中心 美国食品药品监督管理局 英国国家医疗服务体系 国际标准化组织 比尔及梅琳达·盖茨基金会 无国界医生组织 红十字国际委员会 路透社 美联社 法新社 彭博社 纽约时报 华尔街日报 英国广播公司 CNN 共同社")
ASSOCIATION = words("医学会 医师协会 医院协会 卫生信息学会 医疗器械行业协会 人工智能学会 抗癌协会 医学装备协会 非公立医疗机构协会 计算机学会 通信学会 红十字会 慈善总会 互联网协会 生物医学工程学会 卫生信息与健康医疗大数据学会 药学会 护理学会 预防医学会 保险行业协会 软件行业协会 物流与采购联合会 消费者协会 康复医学会 老年学学会 营养学会")
SCHOOL = words("医学院 医学部 公共卫生学院 计算机学院 自动化系 计算机系 人工智能研究院 健康医疗大数据研究院 生物医学工程系 软件学院 药学院 临床医学院 同济医学院 研究生院 新闻学院 法学院 电子工程系 护理学院 管理学院 第一临床医学院 信息学院 经济学院")
MEDIA_TAIL = words("日报 晚报 晨报 都市报 电视台 新闻网 卫视 广播电台 在线 时报 发布 商报 青年报 广播电视台 日报社 新闻 网")
NATIONAL_MEDIA = words("新华社 新华网 人民日报 人民网 中新网 中新社 中国新闻网 光明日报 健康报 健康界 动脉网 亿欧 36氪 澎湃新闻 第一财经 经济日报 科技日报 环球网 南方都市报 界面新闻 雷锋网 新浪网 中国网 央广网 每日经济新闻 生命时报 医学界 八点健闻 央视 央视网 中央电视台 央视新闻 中央广播电视总台 财新网 中国青年报 南方周末 新京报 证券时报 21世纪经济报道 中国日报 参考消息 中国经济网 虎嗅 钛媒体 量子位 机器之心")
COURT = words("人民法院 中级人民法院 高级人民法院 人民检察院 互联网法院 知识产权法院 检察院 仲裁委员会 公证处")
ALLIANCE = words("医联体 医共体 专科联盟 医疗联合体 产业联盟 远程医疗联盟 创新联盟 5G医疗联盟 互联网医院联盟 人工智能产业联盟 紧密型医疗集团 医院联盟 胸痛中心联盟 卒中联盟 技术创新战略联盟")
UNIVERSITY_SHORT = dict(pair.split("=") for pair in words("""北京大学=北大 清华大学=清华 复旦大学=复旦 浙江大学=浙大 上海交通大学=上海交大 四川大学=川大 武汉大学=武大 中山大学=中山 南京大学=南大 山东大学=山大 吉林大学=吉大
西安交通大学=西安交大 郑州大学=郑大 中国医科大学=中国医大 首都医科大学=首医 南方医科大学=南医大 重庆医科大学=重医 哈尔滨医科大学=哈医大 天津医科大学=天津医大 安徽医科大学=安医 福建医科大学=福医
广州医科大学=广医 温州医科大学=温医大 南昌大学=南大 苏州大学=苏大 青岛大学=青大 昆明医科大学=昆医 贵州医科大学=贵医 河北医科大学=河北医大 南京医科大学=南医大 同济大学=同济 暨南大学=暨大 中南大学=中南 兰州大学=兰大
华中科技大学=华科 新疆医科大学=新医大 山西医科大学=山医大 广西医科大学=广西医大 徐州医科大学=徐医 宁夏医科大学=宁医大 内蒙古医科大学=内医大 大连医科大学=大医 西南医科大学=西南医大 遵义医科大学=遵医 海南医学院=海医 电子科技大学=电子科大 中国科学技术大学=中科大 中国人民大学=人大 北京邮电大学=北邮 哈尔滨工业大学=哈工大 西北工业大学=西工大 华南理工大学=华工"""))
SAINTS = words("同仁 仁济 瑞金 华山 中山 仁和 协和 安定 友谊 天坛 朝阳 宣武 博爱 康宁 广济 普济 和平 博济 长江 黄河 泰山 湘江 珠江 东方 爱尔眼科 光明 明德 惠民 慈爱 德济 圣玛丽 红会 仁爱 长海 中心 华西 西京 唐都 齐鲁 鼓楼 同济 南山 北山 天佑 新华 曙光 龙华 岳阳 东直门 西苑 广安门 望京 湘雅 邵逸夫 逸夫 梨园 太和 华侨 积水潭 安贞 世纪坛 潞河 长征 长庚 明基 泰康 和睦家 三博脑科 树兰 盛京 孙逸仙 省立")
SPECIALTY = words("肿瘤 儿童 妇产 口腔 眼科 胸科 骨科 传染病 中医 中西医结合 精神卫生 肺科 皮肤病 心血管病 脑科 康复 妇女儿童 整形外科 结核病 职业病 妇幼 老年病 耳鼻喉 感染病")
TITLE_SURNAME_FOREIGN = words("约翰 史密斯 威廉 安德森 布朗 穆勒 马丁 米勒 彼得 汤姆森 费舍尔 戴维斯 罗宾逊 卡特 爱德华 福奇 科赫 谭德塞 诺瓦克 伊万诺夫 施密特 田中 山本 佐藤 铃木")
MINORITY_FIRST = words("艾力 买买提 阿不都 古丽 热合曼 吐尔逊 阿依努尔 扎西 卓玛 次仁 格桑 丹增 达娃 巴特尔 乌兰 其其格 阿尔斯兰 迪丽娜尔 努尔兰 米吉提 帕提古丽 阿迪力 罗布 央金 仁青 才让 苏和 布赫 哈斯 叶尔江 阿布力孜 玛依拉")
PRODUCT_ROOT = words("觅影 灵犀 慧眼 小智 云诊 睿影 智医 助手 小护 天眼 星图 灵医 妙诊 康康 寻医 云脉 健康码 护佑 安心 极光 深瞳 神笔 小白 晓医 知影 慧诊 云康 万象 盘古 观止 春晓 云鹊 小微 豹小 问山 扁鹊 华佗 青囊 悬壶 岐黄 杏林 蓝信 钉钉 如影 晓曼 小度 影锐 天玑 鸿蒙 混元 智语 康桥 百灵 知了 青鸟 北辰 天目 灵枢 素问")
PRODUCT_TAIL = words("系统 平台 小程序 机器人 APP 软件 智能助手 一体机 AI辅助诊断系统 解决方案 云平台 大模型 助手 引擎 CT影像辅助诊断软件 影像云 移动CT 超声机器人 在线问诊平台 公众号 测温系统 智能外呼系统 筛查系统 云胶片 健康云 口罩 呼吸机 试剂盒")
PRODUCT_TOPIC = words("肺结节 骨折 肺炎 眼底 脑卒中 乳腺 冠脉 儿童骨龄 智慧病房 心电 病理 导诊 问诊 糖网 骨龄 随访 预问诊 慢病 处方 疫情")
NUMBERS = words("一 二 三 四 五 六 七 八 九")


class Thing:
    """One thing under several names."""

    def __init__(self, full, shorts=(), kind=None):
        self.full = full
        self.shorts = [s for s in shorts if s and s != full] or [full]
        self.kind = kind
        self._short = None

    def short(self, names):
        if self._short is None:
            self._short = names.pick(self.shorts)
        return self._short


class Names:
    def __init__(self, folder, seed=1):
        self.folder = Path(folder)
        self.random = random.Random(seed)
        self._read()

    def pick(self, items):
        return items[self.random.randrange(len(items))]

    def chance(self, p):
        return self.random.random() < p

    # --- lists ---------------------------------------------------------------------------------------------------

    def _rows(self, name, skip=0):
        return [line.rstrip("\n").split("\t") for line in (self.folder / name).read_text(encoding="utf-8").splitlines()[skip:]]

    def _read(self):
        good = {"hospital", "tcm", "maternal_child", "township_health_center", "community_health_center"}
        rows = self._rows("hospitals.tsv", 1)
        clean = [r for r in rows if 4 <= len(r[0]) <= 22 and HOSPITAL_END.search(r[0]) and not re.search("[?()（）]|公司", r[0])]
        self.hospitals = [r[0] for r in clean if r[1] in good]
        self.big_hospitals = [r[0] for r in clean if len(r) > 4 and r[4].startswith("三级")]
        self.aliases = {}
        for r in self._rows("aliases.tsv", 1):
            if all(HOSPITAL_END.search(x) and 4 <= len(x) <= 20 for x in r[:2]):
                self.aliases.setdefault(r[0], []).append(r[1])
        self.alias_pairs = [(k, v) for k, v in self.aliases.items()]
        self.all_hospitals = {r[0] for r in rows if r[1] not in ("cdc", "other") and len(r[0]) >= 4} | set(self.aliases) | {v for vs in self.aliases.values() for v in vs}
        listed = self._rows("a_share.tsv", 1)
        clean_short = lambda s: re.sub("[-－]?[ABUW]$", "", re.sub(r"^(\*?ST|N |XD|DR)", "", s).replace(" ", ""))
        self.listed = [(r[2], clean_short(r[1])) for r in listed if len(r) > 2 and r[2] and len(clean_short(r[1])) >= 3]
        self.listed_short = [s for s in (clean_short(r[1]) for r in listed) if len(s) >= 3]
        pairs = [r for r in self._rows("smoothnlp_pairs.tsv", 1) if len(r) == 2]
        product = re.compile("^(" + "|".join(sorted(KNOWN, key=len, reverse=True)) + ").+")     # 腾讯觅影 is a product, whatever the list says
        self.startups = [(r[1], r[0].strip()) for r in pairs if 5 <= len(r[1]) <= 30 and 2 <= len(r[0].strip()) <= 12 and not product.match(r[0].strip())]
        self.health_it = [x for x in (self.folder / "health_it_seed.txt").read_text(encoding="utf-8").split("\n") if x.strip()]
        self.short_forms = [x for x in (self.folder / "company-short-forms.txt").read_text(encoding="utf-8").split("\n") if 2 <= len(x) <= 6 and HAN.match(x)]
        divisions = self._rows("divisions.tsv", 1)
        level = lambda name: [r[0] for r in divisions if r[1] == name and len(r[0]) > 1]
        self.provinces, self.cities, self.counties, self.towns = level("province"), level("city"), level("county"), level("street")
        self.cities += ["北京市", "上海市", "天津市", "重庆市"]
        self.cities = [c for c in self.cities if c not in ("市辖区", "县") and "直辖" not in c]
        self.counties = [c for c in self.counties if "直辖" not in c]
        self.towns = [t for t in self.towns if t.endswith(("镇", "乡", "街道")) and len(t) <= 6]
        self.short_provinces = [self.bare(p) for p in self.provinces] + ["北京", "上海", "天津", "重庆"]
        self.short_cities = [self.bare(c) for c in self.cities]
        self.universities = [r[0] for r in self._rows("universities.tsv")[1:]]
        typed = self._rows("hanlp_orgs_typed.tsv")
        self.orgs = [r[0] for r in typed if r[1] in ("government", "school", "association", "research") and 3 <= len(r[0]) <= 20
                     and not re.search("医院|卫生院|公司|银行|集团", r[0])]
        self.other_orgs = [r[0] for r in typed if r[1] == "other" and re.search("(社|报|报社|电视台|网|博物馆|基金会|中心|委员会|局|厅|部|处|会|组织|联盟|出版社|党|院|所)$", r[0])]
        self.all_orgs = {r[0] for r in typed if r[1] not in ("hospital", "company_or_business")} | set(self.universities)
        self.dictionary_companies = [r[0] for r in typed if r[1] == "company_or_business" and 4 <= len(r[0]) <= 20 and COMPANY_END.search(r[0])]
        self.dictionary_hospitals = [r[0] for r in typed if r[1] == "hospital" and 5 <= len(r[0]) <= 20]
        first = lambda name: [line.split()[0] for line in (self.folder / name).read_text(encoding="utf-8").splitlines() if line.strip()]
        self.persons = [p for p in first("hanlp_persons.txt") if 2 <= len(p) <= 4 and HAN.match(p) and "某" not in p]
        self.foreign_persons = [p for p in first("hanlp_foreign_transliterated.txt") if 2 <= len(p) <= 6]
        weights = [r for r in self._rows("surnames.tsv") if len(r) > 1 and r[1].replace(".", "").isdigit()]
        self.surnames, self.surname_weights = [r[0] for r in weights], [float(r[1]) for r in weights]
        self.given = "".join(p[1:] for p in self.persons if len(p) in (2, 3))
        self.known_companies = set(KNOWN) | set(FOREIGN_COMPANY) | set(BANKS) | set(self.health_it) | set(self.listed_short) | {f for f, _ in self.listed} | {x for p in self.startups for x in p}

    @staticmethod
    def bare(place):
        if len(place) <= 2:
            return place
        return re.sub("(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市|县|区|自治州|地区|盟)$", "", place)

    # --- places and people -----------------------------------------------------------------------------------------

    def place(self, variant=None):
        if variant == "prov":
            return self.pick(self.provinces if self.chance(.5) else self.short_provinces)
        if variant == "city":
            return self.pick(self.cities if self.chance(.6) else self.short_cities)
        if variant == "county":
            return self.pick(self.counties)
        if variant == "town":
            return self.pick(self.towns)
        x = self.random.random()
        if x < .3:
            return self.place("prov")
        if x < .6:
            return self.place("city")
        if x < .75:
            return self.pick(self.short_provinces) + self.pick(["", "省"]) + self.pick(self.cities)
        return self.pick(self.counties)

    def person(self, variant=None):
        if variant == "foreign":
            x = self.random.random()
            first = self.pick(self.foreign_persons + TITLE_SURNAME_FOREIGN * 20)
            return first if x < .4 else first + "·" + self.pick(self.foreign_persons) if x < .9 else first + "·" + self.pick("ABCDEFGHJKLMRSTW") + "·" + self.pick(self.foreign_persons)
        if variant == "minority":
            return self.pick(MINORITY_FIRST) + (self.pick(["·", "·", ""]) + self.pick(MINORITY_FIRST) if self.chance(.7) else "")
        if variant is None and self.chance(.08):
            return self.person("foreign")
        if self.chance(.45):
            return self.pick(self.persons)
        surname = self.random.choices(self.surnames, self.surname_weights)[0]
        return surname + "".join(self.pick(self.given) for _ in range(1 if self.chance(.25) else 2))

    def person_thing(self, variant=None):
        full = self.person(variant)
        return Thing(full, [full.split("·")[-1]] if "·" in full else [])

    # --- hospitals -------------------------------------------------------------------------------------------------

    def hospital(self, variant=None):
        return self.hospital_thing(variant).full

    def hospital_thing(self, variant=None):
        n, pick = self.pick(NUMBERS[:6]), self.pick
        city = pick(self.cities if self.chance(.6) else self.counties)
        bare = self.bare(city)
        kind = variant if variant not in (None, "full", "short") else self.random.choices(
            ["listed", "big", "alias", "dictionary", "univ", "prov", "city", "township", "saint", "campus", "level", "fangcang", "mountain", "mil", "national", "internet", "county", "private", "center"],
            [14, 16, 5, 3, 13, 8, 12, 5, 7, 3, 2, 3, 2, 4, 3, 3, 4, 3, 2.5])[0]
        shorts = []
        if kind in ("listed", "big", "dictionary"):
            full = pick({"listed": self.hospitals, "big": self.big_hospitals, "dictionary": self.dictionary_hospitals}[kind])
        elif kind == "alias":
            full, others = pick(self.alias_pairs)
            shorts = others
        elif kind == "univ":
            university = pick(list(UNIVERSITY_SHORT)) if self.chance(.75) else pick(self.universities[:400])
            head = UNIVERSITY_SHORT.get(university, university[:3])
            tail = pick(["第n医院"] * 4 + ["S医院", "S医院", "P医院", "人民医院", "中医院", "第n人民医院", "S第n医院"])
            tail = tail.replace("S", pick(SAINTS)).replace("P", pick(SPECIALTY)).replace("n", n)
            full = university + pick(["附属", "附属", "附属", "医学院附属", "医学院附属", "同济医学院附属", "第一临床医学院附属", ""]) + tail
            if tail.startswith("第"):
                shorts = [head + n + "院", head + "附" + n + "院", head + n + "附院", head + "附" + n, head + "附属" + n + "院"]
            else:
                m = re.match("(.*)第(.)医院$", tail)
                shorts = [m.group(1) + m.group(2) + "院"] if m else [tail, head + "附属" + tail, head + tail] + ([tail[:-2]] if tail[:-2] in SAINTS[:12] else [])
        elif kind == "prov":
            province = pick(self.short_provinces)
            tail = pick(["人民医院", "立医院", "中医院", "肿瘤医院", "儿童医院", "妇幼保健院", "第n人民医院", "中西医结合医院", "荣军医院", "胸科医院", "公共卫生临床中心"]).replace("n", n)
            word = "市" if province in ("北京", "上海", "天津", "重庆") else "省"
            full = province + word + tail
            shorts = [word + tail, province + tail, province + word + tail.replace("人民医院", "人医")]
            if tail.startswith("立"):
                shorts = [full]
        elif kind == "city":
            tail = pick(["人民医院", "中心医院", "第n人民医院", "第n医院", "中医院", "中医医院", "妇幼保健院", "儿童医院", "第n中心医院", "传染病医院", "公共卫生临床中心", "肺科医院", "P医院", "120急救中心", "红十字会医院"]).replace("n", n).replace("P", pick(SPECIALTY))
            full = city + tail
            word = city[-1] if city[-1] in "市县区" else "市"
            shorts = [word + tail, bare + tail] if len(bare) >= 2 else [word + tail]
            if "第" in tail and "人民" in tail:
                shorts += [word + n + "院", bare + "市" + n + "医院", n + "院", bare + n + "院", "第" + n + "医院"]
            elif tail == "人民医院":
                shorts += [bare + "人医", "市人医"]
        elif kind == "county":
            county = pick(self.counties)
            tail = pick(["人民医院", "人民医院", "中医院", "中医医院", "妇幼保健院", "中心医院", "第n人民医院", "第二人民医院", "妇幼保健计划生育服务中心", "第一人民医院"]).replace("n", n)
            full = (pick(self.provinces + self.cities) if self.chance(.25) else "") + county + tail
            shorts = [county + tail, self.bare(county) + tail if len(self.bare(county)) > 1 else county + tail]
        elif kind == "township":
            town = pick(self.towns)
            full = (pick(self.counties) if self.chance(.3) else "") + town + (pick(["卫生院", "卫生院", "中心卫生院"]) if town[-1] in "镇乡" else pick(["社区卫生服务中心", "社区卫生服务站"]))
            shorts = [town[:-1] + full[-3:] if full.endswith("卫生院") and len(town) > 2 else full]
        elif kind == "saint":
            saint = pick(SAINTS)
            full = pick([bare, bare, ""]) + saint + "医院"
            shorts = [saint + "医院", bare + saint] + ([saint] if self.chance(.2) else [])
        elif kind == "campus":
            base = self.hospital_thing(pick(["city", "saint", "univ", "big"]))
            root = base.full if self.chance(.4) else base.short(self)
            suffix = pick(["东院", "西院", "南院区", "本部", "总院", "分院", "虹桥院区", "滨江院区", "东院区", "西院区", "北院区", "新院区", pick(self.short_cities) + "院区", pick(self.counties) + "分院", pick(self.short_cities) + "医院"])
            full = root + suffix
            shorts = [suffix] if suffix.endswith("院区") and len(suffix) > 3 else [base.short(self) + suffix]
        elif kind == "center":
            full = pick([bare, bare + pick(SAINTS), self.pick(self.short_provinces), city]) + pick(["肿瘤中心", "心血管病中心", "康复中心", "急救中心", "公共卫生临床中心", "妇女儿童医疗中心", "儿童医学中心", "质子中心", "公共卫生医疗中心", "精神卫生中心", "口腔医疗中心", "透析中心", "医疗救治中心", "公共卫生医学中心", "国际医学中心"])
            shorts = [full]
        elif kind == "level":
            full = pick(["市一医院", "市二医院", "省二医院", "市中心医院", "省人民医院", "县人民医院", "市人民医院", "区人民医院", "省中医院", "市中医院", "市第一人民医院", "省肿瘤医院", "市儿童医院", "省妇幼保健院", "市立医院", "省立医院", "省医院", "市三院", "医大一院", "二附院", "附一院"])
        elif kind == "fangcang":
            where = pick([bare, pick(self.counties), self.invented(2), bare + pick(["体育中心", "国际会展中心", "国际博览中心", "体育馆", "客厅", "日海", "塔子湖体育中心"])])
            full = pick(["“{}”", '"{}"', "「{}」"]).format(where) + "方舱医院" if self.chance(.15) else where + pick(["方舱医院", "方舱医院", "方舱", "临时医院"])
            shorts = [self.bare(where)[:2] + "方舱", self.bare(where) + "方舱医院"]
        elif kind == "mountain":
            full = pick("火雷金木岳天龙风") + pick("神山岭灵") + pick("山湖江岭") + "医院"
            shorts = [full[:-2]]
        elif kind == "mil":
            code = str(self.random.randint(100, 990))
            full = pick(["解放军总医院", "中国人民解放军总医院", "解放军" + code + "医院", "解放军第" + code + "医院", "中部战区总医院", "东部战区总医院", "南部战区总医院", "海军军医大学第一附属医院", "空军军医大学西京医院", "解放军总医院第五医学中心", "陆军军医大学西南医院", "武警" + pick(self.short_provinces) + "总队医院", "空军总医院", "海军总医院", "火箭军特色医学中心", "联勤保障部队第九" + pick("〇一二三四") + n + "医院"])
            shorts = [{"解放军" + code + "医院": code + "医院", "解放军第" + code + "医院": code + "医院", "解放军总医院": "301医院", "中国人民解放军总医院": "解放军总医院"}.get(full, full)]
        elif kind == "national":
            full, short = pick([("中日友好医院", "中日医院"), ("中国医学科学院肿瘤医院", "医科院肿瘤医院"), ("中国医学科学院阜外医院", "阜外医院"), ("中国医学科学院北京协和医院", "北京协和医院"), ("国家儿童医学中心", ""), ("国家心血管病中心", ""), ("国家癌症中心", ""), ("中国中医科学院西苑医院", "西苑医院"), ("中国中医科学院广安门医院", "广安门医院"), ("中国康复研究中心北京博爱医院", "北京博爱医院"), ("首都儿科研究所附属儿童医院", "首儿所"), ("国家神经疾病医学中心", ""), ("国家呼吸医学中心", ""), ("北京协和医院", "协和医院"), ("复旦大学附属儿科医院", "复旦儿科"), ("国家" + pick(["创伤", "口腔", "老年", "传染病", "神经疾病", "呼吸", "心血管"]) + "医学中心", "")])
            shorts = [short]
        elif kind == "internet":
            base = self.hospital_thing(pick(["city", "univ", "saint", "prov", "big"]))
            root = base.full if self.chance(.5) else base.short(self)
            full = pick([root + "互联网医院", root + "互联网医院", root[:-2] + "互联网医院" if root.endswith("医院") else root + "互联网医院", self.brand() + "互联网医院", bare + self.brand() + "互联网医院", root + "云医院"])
            shorts = [full]
        else:  # private
            brand = self.brand()
            full = pick([bare, bare, city, ""]) + brand + pick(["医院", "妇产医院", "眼科医院", "口腔医院", "中医门诊部", "诊所", "口腔门诊部", "中西医结合医院", "医疗美容医院", "骨科医院", "体检中心门诊部", "国际医院", "儿科诊所"])
            shorts = [brand + full.split(brand)[-1]]
        if not shorts:
            shorts = self.shorten_hospital(full)
        if variant is None and kind in ("prov", "city", "county", "saint", "big") and self.chance(.04):
            full = pick([pick(self.provinces), pick(self.provinces) + pick(self.cities)]) + full
        return Thing(full, shorts)

    def shorten_hospital(self, full):
        """Short forms by rule: the affiliation or the place in front falls away."""
        shorts = []
        m = re.match("(.+?(?:大学|学院))(?:.*?附属)?(.+)$", full)
        if m and HOSPITAL_END.search(m.group(2)) and len(m.group(2)) >= 4:
            tail, head = m.group(2), UNIVERSITY_SHORT.get(m.group(1), m.group(1)[:3])
            ordinal = re.match("第([一二三四五六七八九])(?:临床|附属)?医院$", tail)
            return [head + ordinal.group(1) + "院", head + "附" + ordinal.group(1) + "院", head + ordinal.group(1) + "附院"] if ordinal else [tail, head + tail]
        m = re.match("(.{2,}?[省市县区州旗])(.{4,})$", full)
        if m and len(m.group(2)) >= 4:
            shorts.append(self.bare(m.group(1)) + m.group(2))
            shorts.append(m.group(1)[-1] + m.group(2) if m.group(1)[-1] in "省市" else m.group(2))
        return shorts or [full]

    def invented(self, n):
        return "".join(self.pick(TOWN_CHARS) for _ in range(n))

    # --- companies -------------------------------------------------------------------------------------------------

    def brand(self):
        if self.chance(.4):
            return self.pick(self.short_forms)
        return "".join(self.random.sample(BRAND_CHARS, 2 if self.chance(.75) else 3))

    def latin(self):
        return self.pick(LATIN) + self.pick(["", " "]) * self.chance(.3) + self.pick(LATIN)

    def company(self, variant=None):
        thing = self.company_thing(variant)
        return thing.short(self) if variant in ("short", "brand") or variant is None and self.chance(.68) else thing.full

    def company_thing(self, variant=None):
        pick = self.pick
        kind = {"short": None, "full": None, "brand": None}.get(variant, variant) or self.random.choices(
            ["known", "listed", "startup", "health", "dictionary", "made", "group", "telecom", "bank", "foreign", "latin", "parent", "capital", "shop", "chain"],
            [9, 13, 12, 4, 2, 34, 3, 5, 4, 3, 5, 5, 3, 2.5, 3])[0]
        if kind == "known":
            short = pick(KNOWN)
            return Thing(short + pick(COMPANY_TAIL), [short])
        if kind == "listed":
            full, short = pick(self.listed) if self.chance(.5) else (None, pick(self.listed_short))
            return Thing(full or short + pick(COMPANY_TAIL), [short])
        if kind == "startup":
            full, short = pick(self.startups)
            return Thing(full, [short])
        if kind == "health":
            short = pick(self.health_it)
            return Thing(pick(["", self.place("city")]) + short + pick(COMPANY_TAIL), [short])
        if kind == "dictionary":
            return Thing(pick(self.dictionary_companies))
        if kind == "bank":
            short = pick(BANKS) if self.chance(.6) else pick(self.short_cities + self.counties) + pick(["银行", "农商银行", "农村商业银行", "村镇银行", "农信社"])
            return Thing(short + pick(["", "股份有限公司", pick(self.short_cities) + "分行", pick(self.counties) + "支行"]), [short])
        if kind == "foreign":
            short = pick(FOREIGN_COMPANY)
            return Thing(short + pick(["公司", "集团", "（中国）有限公司", "医疗", "中国", "医疗系统贸易发展（上海）有限公司"]), [short])
        if kind == "telecom":
            short, place = pick(TELECOM), pick(self.short_provinces + self.short_cities)
            full = pick([short + place + "公司", short + place + "分公司", short + "（" + place + "）公司", place + short.replace("中国", "") + "公司", short + "集团" + place + "有限公司", short + "通信集团" + place + "有限公司", short + "(" + place + ")产业研究院", short + place + "省公司"])
            return Thing(full, [place + short.replace("中国", ""), short])
        if kind == "latin":
            name = self.latin()
            return Thing(name + pick(["", "", "公司", " Inc.", "科技", "医疗", "健康"]), [name])
        if kind == "parent":
            short = pick(PARENTS + KNOWN)
            full = short + pick(DIVISION + [pick(self.short_provinces) + "公司", pick(self.short_cities) + "分公司", pick(self.counties) + "店", "有限公司"])
            return Thing(full, [short])
        if kind == "capital":
            brand = self.brand()
            return Thing(brand + pick(["资本", "创投", "投资", "基金", "证券", "保险", "人寿", "律师事务所", "航空", "酒店", "大药房", "超市", "会计师事务所", "资本管理有限公司", "股权投资基金管理有限公司"]))
        if kind == "shop":                                                      # a named shop, station or branch with its parent
            parent = self.brand() + pick(["大药房", "大药房", "药店", "便利店", "超市", "书店", "咖啡", "物流", "快递", "口腔", "眼镜", "酒店", "汽车"]) if self.chance(.6) else pick(PARENTS + KNOWN) + pick(["", "物流", "快递", "超市", "药房"])
            place = pick([self.place("city"), self.bare(self.place("city")), self.pick(self.counties), ""]) + pick([self.invented(2), pick(self.towns)[:-1], self.invented(2) + "路", self.invented(2) + "山"])
            return Thing(parent + place + pick(["店", "店", "连锁店", "分店", "站", "营业部", "门店", "分拣中心", "旗舰店", "营业厅", "网点"]), [parent])
        if kind == "chain":                                                     # a group's brand with one or two divisions
            parent = pick(PARENTS + KNOWN + BANKS[:6]) if self.chance(.5) else self.brand()
            parts = self.random.sample(["智慧城市", "智慧医疗", "医疗", "健康", "云", "科技", "影像", "数科", "物联", "互联网医疗", "大健康", "保险", "金融科技", "养老", "数字健康", "医疗健康"], 2)
            return Thing(parent + "".join(parts), [parent + parts[0], parent + parts[1], parent])
        if kind == "group":
            brand = self.brand()
            return Thing(brand + pick(["", "医疗", "健康", "医药", "控股", "产业", "投资"]) + pick(["集团", "集团有限公司", "集团股份有限公司"]), [brand + "集团", brand])
        brand = self.brand()                                                   # made
        industry = pick(INDUSTRY) if self.chance(.7) else ""
        full = pick([self.place("city"), self.bare(self.place("city")), "", self.place("prov")]) + brand + industry + pick(COMPANY_TAIL)
        if self.chance(.1):
            full = brand + "（" + pick(self.short_cities) + "）" + pick(["科技", "信息技术", "医疗器械", "健康管理"]) + "有限公司"
        return Thing(full, [brand + industry, brand + industry, brand] if industry else [brand])

    # --- organisations ---------------------------------------------------------------------------------------------

    def org(self, variant=None):
        thing = self.org_thing(variant)
        return thing.short(self) if variant == "short" else thing.full

    def org_thing(self, variant=None):
        pick = self.pick
        kind = variant if variant not in (None, "full", "short") else self.random.choices(
            ["national", "gov", "univ", "school", "inst", "assoc", "media", "intl", "court", "alliance", "dictionary", "other", "level"],
            [15, 26, 9, 7, 5, 8, 9, 4, 2, 3, 10, 3, 4])[0]
        if kind == "national":
            return Thing(pick(NATIONAL))
        if kind == "gov":
            if self.chance(.12):
                return Thing(pick(MINISTRIES))
            body, place = pick(GOVERNMENT), pick([pick(self.provinces), pick(self.short_provinces), pick(self.cities), pick(self.short_cities), pick(self.counties)])
            if place in ("北京", "上海", "天津", "重庆") and body[-1] in "委厅局":
                place += "市"
            full = place + body + (pick(["疾控处", "医政医管处", "办公室", "规划信息处", "信息中心"]) if self.chance(.05) else "")
            level = place[-1] if place[-1] in "省市县区" else "省" if place in self.short_provinces else "市"
            shorts = [level + body] if body not in ("政府", "市委", "县委", "人民政府", "海关") else []
            return Thing(full, shorts + [self.abbreviate(full)])
        if kind == "level":
            return Thing(pick("省市县区") + pick([g for g in GOVERNMENT if g not in ("政府", "人民政府", "市委", "县委", "海关")]))
        if kind == "univ":
            full = pick(self.universities) if self.chance(.6) else pick(list(UNIVERSITY_SHORT))
            return Thing(full, [UNIVERSITY_SHORT.get(full, full)])
        if kind == "school":
            university = pick(list(UNIVERSITY_SHORT) + self.universities[:300])
            school = pick(SCHOOL)
            return Thing(university + school, [UNIVERSITY_SHORT.get(university, university) + school])
        if kind == "inst":
            full = pick(INSTITUTES) if self.chance(.4) else self.place("prov") + pick(INSTITUTE_TAIL) if self.chance(.7) else "中国" + self.pick(["水利水电", "建筑", "热带农业", "中医", "标准化", "药物", "航天", "电子"]) + pick(["科学研究院", "研究院", "科学院", "研究所"])
            return Thing(full, [self.abbreviate(full)])
        if kind == "assoc":
            full = pick(["中国", "中华", "北京", "上海", "广东省", "浙江省", "湖北省", "四川省", "全国", "世界", "国际", self.place("prov"), self.place("city")]) + pick(ASSOCIATION) + pick(["", "", "", pick(["放射学", "超声医学", "呼吸病学", "心血管病学", "儿科学", "数字医学", "远程医疗", "信息", "人工智能"]) + pick(["分会", "专业委员会", "专委会"])])
            return Thing(full, [full])
        if kind == "media":
            full = pick(NATIONAL_MEDIA) if self.chance(.5) else pick(self.short_provinces + self.short_cities) + pick(MEDIA_TAIL)
            return Thing(full)
        if kind == "intl":
            return Thing(pick(FOREIGN_ORG))
        if kind == "court":
            return Thing(self.place(pick(["city", "county"])) + pick(COURT))
        if kind == "alliance":
            return Thing(pick([self.place("prov"), self.place("city"), "中国", "全国", "长三角", "粤港澳大湾区", self.place("county")]) + pick(["", "", "智慧医疗", "互联网医疗", "儿科", "5G", "远程医学"]) + pick(ALLIANCE))
        return Thing(pick(self.orgs if kind == "dictionary" else self.other_orgs))

    @staticmethod
    def abbreviate(full):
        for long, short in (("卫生健康委员会", "卫健委"), ("卫生健康委", "卫健委"), ("疾病预防控制中心", "疾控中心"), ("药品监督管理局", "药监局"), ("医疗保障局", "医保局"), ("市场监督管理局", "市场监管局"),
                            ("发展和改革委员会", "发改委"), ("信息通信研究院", "信通院"), ("中国科学院", "中科院"), ("工业和信息化部", "工信部"), ("科学技术局", "科技局"), ("新冠肺炎疫情防控指挥部", "疫情防控指挥部")):
            if long in full:
                return full.replace(long, short)
        return full

    # --- products and the rest -------------------------------------------------------------------------------------

    def product(self):
        x, pick = self.random.random(), self.pick
        root = pick(PRODUCT_ROOT)
        if x < .3:
            return pick(KNOWN + [self.brand()]) + root
        if x < .5:
            return root + pick(PRODUCT_TAIL)
        if x < .62:
            return pick(LATIN) + pick(["Doc", "AI", "-CT", "Med", "X", "Pro", "Plus", "Chat", "GPT", " CT Lung", " V2.0"])
        if x < .76:
            return self.brand() + pick(PRODUCT_TOPIC) + pick(["AI", "智能", ""]) + pick(PRODUCT_TAIL)
        if x < .9:
            return self.brand() + pick(PRODUCT_TAIL)
        return pick(["小", "阿", "大"]) + pick(BRAND_CHARS) if x < .95 else root

    def product_thing(self):
        full = self.product()
        return Thing(full, [re.sub("(系统|平台|小程序|机器人|APP|软件|解决方案|云平台|大模型)$", "", full)])

    def thing(self, letter, variants=()):
        """A thing for slot `letter` that can be named under all of `variants`."""
        special = next((v for v in variants if v not in ("full", "short", "brand", "default", None)), None)
        if letter == "H":
            return self.hospital_thing(special)
        if letter == "C":
            return self.company_thing(special or (self.pick(["made", "made", "listed", "startup"]) if "full" in variants else None))
        if letter == "O":
            return self.org_thing(special)
        if letter == "P":
            return self.person_thing(special)
        if letter == "X":
            return self.product_thing()
        return Thing(self.place(special))
