namespace MedAiNlp;

/// <summary>
/// Every unit and classifier the grammar knows, in one place. Spellings are Simplified and half-width, as <see cref="FoldedText"/>
/// gives them. Canonical symbols follow UCUM (time and measures) and ISO 4217 (money).
/// </summary>
internal static class UnitTable
{
    public static WordTable<Unit> Units { get; } = new(All().DistinctBy(u => u.Word).Select(u => (u.Word, u)));

    /// <summary>Currency signs and codes that stand before the number.</summary>
    public static WordTable<string> CurrencyPrefixes { get; } = new(
    [
        ("¥", "CNY"), ("RMB", "CNY"), ("CNY", "CNY"), ("$", "USD"), ("US$", "USD"), ("USD", "USD"), ("HK$", "HKD"), ("HKD", "HKD"),
        ("NT$", "TWD"), ("TWD", "TWD"), ("S$", "SGD"), ("SGD", "SGD"), ("A$", "AUD"), ("AUD", "AUD"), ("C$", "CAD"), ("CAD", "CAD"),
        ("€", "EUR"), ("EUR", "EUR"), ("£", "GBP"), ("GBP", "GBP"), ("JPY", "JPY"), ("₩", "KRW"), ("₹", "INR"), ("฿", "THB"), ("₽", "RUB"),
    ]);

    /// <summary>The row of a word that is known to have one.</summary>
    public static Unit Of(string word) => All().First(u => u.Word == word);

    private static IEnumerable<Unit> All() =>
        [.. Classifiers(), .. AbstractClassifiers(), .. ClassifiersWithNoun(), .. Labels(), .. Shares(), .. Money(), .. Durations(), .. Measures(), .. Symbols()];

    private static Unit Count(string word, string notBefore = "", UnitTraits traits = 0) =>
        new(word, word, FigureKind.Count) { NotBefore = notBefore, Traits = traits };

    private static IEnumerable<Unit> Plain(string words) => WordTable.Split(words).Select(w => Count(w));

    // The second argument holds characters before which the first is the beginning of another word: 家庭 is not a classifier 家.
    private static IEnumerable<Unit> Classifiers() =>
    [
        // People.
        Count("人", "口员工才均类群脸民士物力体造气权道格际事数"), Count("名", "为字称单列额气录誉片校牌义"), Count("位", "于置列数"),
        Count("户", "籍外型均"), Count("家", "庭长具电禽畜园政务用居乡境族"), Count("届", "时满", UnitTraits.ChineseLabel), Count("期", "临试间货权待限望刊末中许性数", UnitTraits.ChineseLabel),

        // Cases, visits, doses: the words of health news.
        .. Plain("人次 人份 人日 例次 件次 剂次 针次 台次 架次 车次 班次 批次 场次 户次 船次 艘次 辆次 床次 课次 票次 人头 病床 张次"),
        Count("例", "如外行会证"), Count("次", "氯级日年要方品序生元长"), Count("剂", "量型"), Count("针", "对灸刺织剂头"), Count("支", "持付援部撑气出架配柱票路"),
        Count("粒", "子径度"), Count("片", "面区段剂酮子"), Count("颗", "粒"), Count("丸"), Count("贴", "近士心吧"), Count("帖"), Count("滴"),
        Count("瓶", "装颈"), Count("盒", "装饭子马"), Count("箱", "子"), Count("包", "括含装裹围容办扎间机庇头车揽子"), Count("袋", "装鼠"), Count("罐", "头装"), Count("桶", "装"), Count("听", "到取说力从见证诊"),
        Count("杯", "子"), Count("碗"), Count("勺", "子"), Count("匙"), Count("盘", "点算活子旋"), Count("碟"), Count("顿", "时号"), Count("餐", "厅饮馆具桌"), Count("粒子"),
        Count("床", "位旁边头铺单垫上"), Count("张", "家嘴开"), Count("份", "额子量"), Count("枚"), Count("针剂"),

        // Devices, vehicles, buildings, institutions.
        Count("台", "湾州风北胞商海阶词账式中"), Count("套", "餐路用现利牌取"), Count("部", "分门委队长署位件属落首"), Count("辆"), Count("架", "构设空子"), Count("艘"),
        Count("座", "谈位机椅标席右"), Count("栋"), Count("幢"), Count("所", "有以在谓需属长示得述做说占"), Count("间", "隔接断歇质谍距"), Count("处", "理于方置罚在分长境级女"),
        Count("排", "名查除放序列队毒期斥水卵出行版泄便在螺"), Count("站", "点在式长位立台起"), Count("条", "件例款约形纹码理", UnitTraits.Abstract),
        Count("根", "据本源治除系"), Count("块", "钱链状儿"), Count("只", "有是要能需会为可好不剩得占用见因"), Count("匹", "配"), Count("羽"), Count("窝"), Count("株", "式洲"), Count("棵"), Count("朵"), Count("枝"), Count("茎"),
        Count("顶", "级尖部峰多层住上"), Count("盏"), Count("扇", "形"), Count("件", "套"), Count("双", "方向边重轨目侧盲语手眼拳臂减创一十"), Count("副", "作主院总局校省市书处秘厅县本产高食队刊组"),
        Count("捆"), Count("束", "缚"), Count("串", "联连"), Count("摞"), Count("叠"), Count("堆", "积放肥"), Count("筐"), Count("篮", "球"), Count("标箱"), Count("柄"), Count("杆"), Count("尊"), Count("轴"),

        // Texts, media, orders, events.
        Count("篇", "幅章"), Count("本", "地次人身院科市省县区着来周月年日报届期土质能文轮研案赛场局台校公线级色体"), Count("册", "封子"), Count("幅", "度员射"), Count("页", "面码岩"), Count("卷", "入起积发烟"),
        Count("字", "节段符幕母号体典"), Count("封", "闭锁城面存控校装禁堵建"), Count("句", "子"), Count("段", "落位性长子"), Count("集", "团中合成体聚采结资装会市散训约群"), Count("讲", "解述话师究到座"),
        .. Plain("学时 课时 学分 个人次"), Count("款", "项待式"), Count("单", "位独纯一日月人个亲据次车双价元细核抗晶品词打身"), Count("笔", "者试记画录名"), Count("桩"), Count("票", "据房价务"),
        Count("席", "位卷"), Count("桌", "面子"), Count("场", "所景地馆面合域强内外均方"), Count("轮", "流换椅到值岗船胎渡转"), Count("批", "准评发复量示改文判注驳"), Count("组", "织成建长合员装团件方胺分"),
        Count("队", "伍长员友列"), Count("班", "级长子主任车次组"), Count("趟"), Count("起", "来步点源诉草伏飞床初因始止伏跳义航运码作到于"), Count("遍", "布及地"), Count("圈", "子层内外"), Count("帧", "率"), Count("拨", "打付款"), Count("人份"),
    ];

    // With a small Chinese numeral the noun decides: 两个城市 is a figure, 三个方面 is not.
    private static IEnumerable<Unit> AbstractClassifiers() =>
    [
        Count("个", "别性体税", UnitTraits.Abstract), Count("项", "目链圈", UnitTraits.Abstract), Count("种", "植子类族殖痘群", UnitTraits.Abstract), Count("类", "似型别固脂风", UnitTraits.Abstract), Count("层", "面次级出流析", UnitTraits.Abstract), Count("步", "骤行伐入态枪调", UnitTraits.Abstract),
        Count("道", "路德理歉具教", UnitTraits.Abstract), Count("宗", "旨教", UnitTraits.Abstract),
    ];

    private static IEnumerable<Unit> ClassifiersWithNoun()
    {
        (string Word, string Nouns)[] rows =
        [
            ("把", "椅 钥匙 伞 手术刀 刀 剪刀 枪 锁"),
            ("头", "牛 猪 羊 象 大象 奶牛 生猪 驴 骡 鹿 鲸"),
            ("口", "人 井 锅 缸 棺 之家"),
            ("门", "课 学科 技术 语言 大炮 炮 专业课"),
            ("对", "夫妻 夫妇 新人 双胞胎 情侣 父母 母子 母女 男女 翅膀 染色体"),
            ("面", "旗 锦旗 墙 镜子 国旗 红旗 鼓 玻璃"),
            ("首", "歌 诗 曲 乐曲 单曲"),
            ("管", "血 样本 试剂 标本 采血 疫苗 鼻拭子 咽拭子"),
            ("味", "药 中药 药材 中药材"),
            ("行", "代码 字 诗 文字"),
            ("列", "火车 列车 动车 地铁 高铁 专列"),
            ("发", "子弹 炮弹 导弹 火箭弹"),
            ("节", "课 车厢 电池 网课 公开课 直播课"),
            ("尾", "鱼 鱼苗"),
            ("峰", "骆驼"),
            ("堵", "墙"),
            ("课", "内容 教材"),
            ("团", "火 毛线"),
            ("声", "枪响 炮响 钟响"),
        ];
        return rows.Select(r => new Unit(r.Word, r.Word, FigureKind.Count) { Traits = UnitTraits.NeedsNoun, Nouns = WordTable.Of(r.Nouns) });
    }

    // A rank, a name, a version: 5号, 三级, 2.0版, 12导联, 80后, 20周年.
    private static IEnumerable<Unit> Labels() =>
        WordTable.Split(
            "号 级 型 版 版本 代 周年 世纪 季度 年级 年代 等奖 号线 号楼 排CT 排螺旋 层CT 层螺旋 导联 级响应 中全会 度烧伤 度烫伤 度冻伤 度房室 类医疗器械 类器械 类疫苗 类手术 类切口 联疫苗 价疫苗 " +
            "位数 次元 寸照 件套 倍体 倍体型 点式 步走 连胜 连冠 人组 人制 分制 星级 联单 元店 元论 元化 秒杀 日游 天然气 号文 角形 边形 面体 分法 分类 维码 维")
        .Select(w => new Unit(w, w, FigureKind.Count) { Traits = UnitTraits.Label });

    private static IEnumerable<Unit> Shares() =>
    [
        new("%", "%", FigureKind.Percent) { Share = 0.01m }, new("‰", "‰", FigureKind.Percent) { Share = 0.001m },
        new("个百分点", "%", FigureKind.Percent) { Share = 0.01m }, new("百分点", "%", FigureKind.Percent) { Share = 0.01m }, new("个点", "%", FigureKind.Percent) { Share = 0.01m, NotBefore = "位的" },
        new("成", "%", FigureKind.Percent) { Share = 0.1m, NotBefore = "为功立长员果熟本都人了员绩分交就品套年效像" }, new("折", "%", FigureKind.Percent) { Share = 0.1m, NotBefore = "叠页射线磨腾合算旧断" },
        new("倍", "×", FigureKind.Ratio) { NotBefore = "体数速频镜他特受感" }, new("分", "分", FigureKind.Ratio) { Traits = UnitTraits.Score, NotBefore = "别析布为钟之享发配类级子泌支公店院期批区组化流工" },
    ];

    private static IEnumerable<Unit> Money()
    {
        (string Words, string Code)[] rows =
        [
            ("元 元钱 块钱 元人民币 人民币 人民币元", "CNY"), ("美元 美金 美刀 刀 元美金", "USD"), ("港元 港币 元港币", "HKD"), ("新台币 台币 元新台币 元台币 新台币元", "TWD"), ("澳门元 澳门币", "MOP"),
            ("欧元", "EUR"), ("日元 日币 日圆", "JPY"), ("英镑", "GBP"), ("韩元 韩币", "KRW"), ("卢布", "RUB"), ("卢比", "INR"), ("泰铢", "THB"), ("越南盾", "VND"),
            ("澳元", "AUD"), ("加元 加拿大元", "CAD"), ("新元 新加坡元 新加坡币", "SGD"), ("瑞士法郎 瑞郎", "CHF"), ("比索", "MXN"), ("雷亚尔", "BRL"), ("里拉", "TRY"), ("迪拉姆", "AED"), ("里亚尔", "IRR"),
            ("新西兰元 纽元", "NZD"), ("印尼盾", "IDR"), ("林吉特 令吉", "MYR"), ("瑞典克朗", "SEK"), ("丹麦克朗", "DKK"), ("挪威克朗", "NOK"), ("兰特", "ZAR"), ("法郎", "XAF"), ("谢克尔", "ILS"), ("USD", "USD"), ("RMB", "CNY"), ("CNY", "CNY"), ("EUR", "EUR"),
        ];
        foreach ((string words, string code) in rows)
        {
            foreach (string word in WordTable.Split(words))
            {
                yield return new Unit(word, code, FigureKind.Money) { Factor = code == "CNY" ? 100 : 0, NotBefore = word is "元" ? "素旦首件宝老宇器帅凶组年月" : word is "刀" ? "片具" : "" };
            }
        }

        yield return new Unit("角", "CNY", FigureKind.Money) { Factor = 10, NotBefore = "度色落质膜蛋" };
        yield return new Unit("角钱", "CNY", FigureKind.Money) { Factor = 10 };
        yield return new Unit("毛", "CNY", FigureKind.Money) { Factor = 10, NotBefore = "巾衣发病笔泽孔利主泽囊细坯" };
        yield return new Unit("毛钱", "CNY", FigureKind.Money) { Factor = 10 };
        yield return new Unit("分钱", "CNY", FigureKind.Money) { Factor = 1 };
    }

    private static IEnumerable<Unit> Durations()
    {
        const decimal day = 86_400m;
        (string Words, string Canonical, decimal Seconds, string NotBefore)[] rows =
        [
            ("年", "a", 365 * day, "级轻龄报会货夜薪产均味度画审青长费租检号糕"), ("个月", "mo", 30 * day, ""), ("个季度", "quarter", 90 * day, ""), ("个世纪", "century", 36_500 * day, ""),
            ("周", "wk", 7 * day, "末围年岁边期转刊一二三四五六日密到长报龄易知游"), ("个星期 星期 个礼拜 礼拜", "wk", 7 * day, "一二三四五六日天"), ("天", "d", day, "津然河使才宫坛府猫眼台"), ("日", "d", day, "本常前报均用子元语历记志益渐夜游"),
            ("昼夜 个昼夜", "d", day, ""), ("晚", "d", day, "上会期年间餐报些于"), ("夜", "d", day, "间里班市晚景"), ("宿", "d", day, "舍迁主"),
            ("小时 个小时 钟头 个钟头 个钟", "h", 3600, ""), ("分钟 分钟时间", "min", 60, ""), ("刻钟", "15 min", 900, ""), ("秒钟", "s", 1, "杀"), ("秒", "s", 1, "杀钟变懂"), ("毫秒", "ms", 0.001m, ""), ("微秒", "us", 0.000001m, ""), ("纳秒", "ns", 0.000000001m, ""),
            ("工作日 个工作日 个自然日 个交易日", "d", day, ""),
        ];
        foreach ((string words, string canonical, decimal seconds, string notBefore) in rows)
        {
            foreach (string word in WordTable.Split(words).Where(w => w != "分钟时间"))
            {
                yield return new Unit(word, canonical, FigureKind.Duration) { Factor = seconds, NotBefore = notBefore };
            }
        }
    }

    private static IEnumerable<Unit> Measures()
    {
        (string Words, string Canonical, string NotBefore)[] rows =
        [
            ("公里 千米", "km", ""), ("里路 里地 华里", "里", ""), ("英里", "mi", ""), ("海里", "nmi", ""), ("厘米 公分", "cm", ""), ("公尺", "m", ""), ("公升", "L", ""), ("公克", "g", ""), ("公吨", "t", ""), ("毫公克", "mg", ""), ("坪", "坪", ""), ("毫米", "mm", "波汞"), ("微米", "μm", ""), ("纳米", "nm", ""), ("分米", "dm", ""),
            ("丈", "丈", "夫量"), ("尺", "尺", "度寸子码"), ("寸", "寸", "步照"), ("英寸", "in", ""), ("英尺", "ft", ""), ("光年", "ly", ""),
            ("亩", "亩", ""), ("公顷", "ha", ""), ("平方米 平米 平方 个平方", "m2", ""), ("平方公里 平方千米", "km2", ""), ("平方厘米", "cm2", ""), ("平方毫米", "mm2", ""), ("立方米 立方 个立方", "m3", ""), ("立方厘米", "cm3", ""), ("立方毫米", "mm3", ""),
            ("升", "L", "级至到高温值华学降任旗腾起压"), ("毫升", "mL", ""), ("微升", "μL", ""), ("分升", "dL", ""), ("加仑", "gal", ""),
            ("吨", "t", "位"), ("公斤 千克", "kg", ""), ("克", "g", "隆服罗拉里萨什林山孜星莱制勤"), ("毫克", "mg", ""), ("微克", "μg", ""), ("纳克", "ng", ""), ("斤", "斤", ""), ("公担", "q", ""), ("磅", "lb", ""), ("盎司", "oz", ""), ("克拉", "ct", ""),
            ("摄氏度", "℃", ""), ("华氏度", "℉", ""), ("度", "°", "过假量数日身导"), ("千瓦时 度电", "kW·h", ""), ("千瓦", "kW", ""), ("兆瓦", "MW", ""), ("瓦", "W", "特解斯片"), ("千伏", "kV", ""), ("伏", "V", "特笔击案"), ("安培", "A", ""),
            ("赫兹", "Hz", ""), ("千赫 千赫兹", "kHz", ""), ("兆赫 兆赫兹", "MHz", ""), ("分贝", "dB", ""), ("像素", "px", ""), ("万像素", "px", ""), ("帕 帕斯卡", "Pa", "金米奇"), ("千帕", "kPa", ""), ("兆帕", "MPa", ""), ("毫米汞柱", "mmHg", ""), ("毫米水柱", "mmH2O", ""), ("大气压 个大气压", "atm", ""),
            ("大卡 千卡", "kcal", ""), ("卡路里", "cal", ""), ("千焦 千焦耳", "kJ", ""), ("焦耳", "J", ""), ("牛顿", "N", ""), ("国际单位 个国际单位", "[IU]", ""), ("单位", "U", ""), ("个单位", "U", ""), ("摩尔", "mol", ""), ("毫摩尔", "mmol", ""), ("戈瑞", "Gy", ""), ("西弗", "Sv", ""), ("毫西弗", "mSv", ""), ("特斯拉", "T", "汽公电股ModelCEO"), ("屈光度", "D", ""),
            ("兆", "M", "瓦赫帕光丰"), ("字节", "B", ""), ("比特", "bit", "币"), ("马力", "hp", ""), ("勒克斯", "lx", ""), ("流明", "lm", ""), ("拷贝", "copies", ""), ("转", "r", "移为让入化变诊型发运载账院岗播基折会向换介正制"), ("岁", "岁", "月以末"), ("周岁", "岁", ""), ("岁半", "岁", ""), ("月龄", "mo", ""), ("日龄", "d", ""), ("周龄", "wk", ""), ("孕周", "wk", ""), ("海拔米", "m", ""), ("级风", "Bft", ""),
        ];
        yield return new Unit("米", "m", FigureKind.Measure) { NotBefore = "饭兰其国粉勒酒糊汤糠" };
        yield return new Unit("方", "m3", FigureKind.Measure) { Traits = UnitTraits.NeedsNoun, Nouns = WordTable.Of("土 水 木材 混凝土 天然气 沙") };
        yield return new Unit("两", "两", FigureKind.Measure) { NotBefore = "个家名位人天年岁次台种张例套件条项者岸地会院级侧国省市方面性" };
        foreach ((string words, string canonical, string notBefore) in rows)
        {
            foreach (string word in WordTable.Split(words))
            {
                yield return new Unit(word, canonical, FigureKind.Measure) { NotBefore = notBefore };
            }
        }
    }

    // Latin and symbol units: matched whole, so 5G, 4K and 3D are none. T, G and the like are left to the rules on names.
    private static IEnumerable<Unit> Symbols()
    {
        (string Words, string Canonical)[] measures =
        [
            ("km KM Km", "km"), ("m", "m"), ("dm", "dm"), ("cm CM Cm", "cm"), ("mm MM Mm ㎜", "mm"), ("μm um ㎛", "μm"), ("nm", "nm"), ("㎝", "cm"), ("㎞", "km"), ("inch", "in"),
            ("m2 m² ㎡ M2", "m2"), ("km2 km² ㎢", "km2"), ("cm2 cm²", "cm2"), ("mm2 mm²", "mm2"), ("m3 m³", "m3"), ("cm3 cm³", "cm3"), ("mm3 mm³", "mm3"), ("hm2 hm²", "ha"),
            ("L l", "L"), ("dL dl", "dL"), ("mL ml ML ㎖", "mL"), ("μL ul μl uL", "μL"), ("kg KG Kg ㎏", "kg"), ("g", "g"), ("mg MG ㎎", "mg"), ("μg ug mcg", "μg"), ("ng", "ng"), ("pg", "pg"), ("t", "t"),
            ("℃ °C °c", "℃"), ("℉ °F", "℉"), ("°", "°"), ("mol", "mol"), ("mmol", "mmol"), ("μmol umol", "μmol"), ("nmol", "nmol"), ("pmol", "pmol"), ("mOsm", "mOsm"), ("mEq", "meq"), ("copies", "copies"),
            ("IU", "[IU]"), ("U", "U"), ("mIU", "m[IU]"), ("kU", "kU"), ("KU", "kU"), ("Pa", "Pa"), ("kPa KPa Kpa", "kPa"), ("MPa Mpa", "MPa"), ("mmHg mmhg MmHg MMHG", "mmHg"), ("cmH2O cmH₂O", "cmH2O"), ("atm", "atm"), ("bar", "bar"),
            ("Hz HZ hz", "Hz"), ("kHz KHz KHZ", "kHz"), ("MHz MHZ Mhz", "MHz"), ("GHz GHZ Ghz", "GHz"), ("dB db", "dB"), ("kV KV", "kV"), ("V", "V"), ("mV", "mV"), ("mA", "mA"), ("mAs", "mA·s"), ("kVp", "kVp"), ("kW KW", "kW"), ("MW", "MW"), ("GW", "GW"), ("W", "W"), ("kWh KWh kW·h", "kW·h"), ("mAh", "mA·h"),
            ("Gy", "Gy"), ("mGy", "mGy"), ("cGy", "cGy"), ("Sv", "Sv"), ("mSv", "mSv"), ("μSv", "μSv"), ("Bq", "Bq"), ("MBq", "MBq"), ("mCi", "mCi"), ("T", "T"), ("mT", "mT"), ("kcal Kcal", "kcal"), ("cal", "cal"), ("kJ KJ", "kJ"),
            ("bit", "bit"), ("KB kB", "kB"), ("MB", "MB"), ("GB", "GB"), ("TB", "TB"), ("PB", "PB"), ("bps", "bps"), ("kbps Kbps", "kbps"), ("Mbps mbps MBPS", "Mbps"), ("Gbps gbps GBPS", "Gbps"), ("Tbps", "Tbps"), ("Mb", "Mb"), ("Gb", "Gb"), ("MIPS", "MIPS"), ("TOPS", "TOPS"), ("TFLOPS", "TFLOPS"), ("EFLOPS", "EFLOPS"), ("PFLOPS", "PFLOPS"),
            ("bpm", "bpm"), ("rpm", "rpm"), ("fps FPS", "fps"), ("px PX", "px"), ("ppm", "ppm"), ("ppb", "ppb"), ("lx", "lx"), ("lm", "lm"), ("kDa", "kDa"), ("bp", "bp"), ("kb", "kb"), ("cfu CFU", "CFU"), ("HU", "HU"), ("mph", "mph"), ("HP", "hp"), ("Ω", "Ω"), ("kN", "kN"),
        ];
        foreach ((string words, string canonical) in measures)
        {
            foreach (string word in WordTable.Split(words))
            {
                yield return new Unit(word, canonical, FigureKind.Measure);
            }
        }

        (string Words, string Canonical, decimal Seconds)[] durations =
            [("h hr hrs", "h", 3600), ("min mins Min", "min", 60), ("s sec", "s", 1), ("ms", "ms", 0.001m), ("μs us", "us", 0.000001m), ("ns", "ns", 0.000000001m), ("d", "d", 86_400), ("wk", "wk", 604_800)];
        foreach ((string words, string canonical, decimal seconds) in durations)
        {
            foreach (string word in WordTable.Split(words))
            {
                yield return new Unit(word, canonical, FigureKind.Duration) { Factor = seconds };
            }
        }
    }
}
