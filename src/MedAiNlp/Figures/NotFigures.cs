namespace MedAiNlp;

/// <summary>Names, idioms and labels that hold a numeral and are no figures.</summary>
internal static class NotFigures
{
    // Words that begin with a numeral, would otherwise read as number and unit, and are neither.
    private static readonly WordTable<bool> s_words = WordTable.Of(
        "一次性 一下 一下子 一线 一系列 一批 一批批 一体 一体化 一些 一样 一般 一直 一定 一起 一旦 一方 一方面 一度 一点 一边 一面 一带 一路 一致 一律 一味 一再 一同 一向 一时 一时间 一生 一流 一手 一举 一心 一成不变 一家三口 一步 一个 一刻 一分为二 一日三餐 一日游 一年一度 一年四季 一年级 一天到晚 一天天 一日千里 一石二鸟 一夜之间 一本正经 一五一十 一心一意 一分钱一分货 一分耕耘 一期一会 一月一次 一周岁 " +
        "二维 二维码 二手 二次 二十四节气 二十四史 三位一体 三维一体 三位数 两位数 四位数 五位数 六位数 三令五申 三头六臂 三三两两 三天两头 三番五次 三心二意 三五成群 三更半夜 三元桥 三元里 三台县 三门峡 三里屯 三棵树 三亩地 三座大山 三层楼高 三级甲等 三维 三农 三甲 三代 三包 三七 三高 三伏 三伏天 三九天 三件套 三分热度 三分天下 三步走 三人行 三人成虎 三人组 三国 三峡 三亚 三明 三顾茅庐 三年行动 三角 三角形 三块石 三张网 三条红线 三道红线 三本账 三孩 二孩 两孩 " +
        "四季 四面八方 四分五裂 四海 四方 四川 四平 四肢 四件套 四周 四处 四分位 四分位数 四会市 五台山 五官 五颜六色 五花八门 五行 五年计划 五年规划 五一 五四 五味 五分钟热度 五棵松 五险一金 五保户 五道口 五角星 五大连池 五家渠 五指山 六里桥 六盘水 六安 六一 六神无主 六合 七上八下 七嘴八舌 七台河 七夕 七里河 七里海 七月流火 七件套 八里庄 八里桥 八宝 八达岭 八卦 八项规定 八仙 八一 八角 九牛一毛 九寨沟 九江 九里山 九龙 九台 " +
        "十分 十足 十字 十堰 十佳 十万火急 十有八九 十之八九 十全十美 十里八乡 十里长街 十里八村 十年树木 十年如一日 十拿九稳 十字架 十一黄金周 十三经 十三行 十八般 十二生肖 十二指肠 十二时辰 十二星座 十二五 十三五 十四五 十五五 十一五 " +
        "百分百 百家争鸣 百家号 百家姓 百家讲坛 百家乐 百年 百年不遇 百年大计 百年老店 百里挑一 百度 百姓 百货 百科 百合 百强 百般 百花 百草 百日 百日攻坚 百日行动 百人会 百人计划 百万富翁 百万雄师 百胜 百济 百步 百草枯 百川 百兆 百名红通 百色 " +
        "千方百计 千家万户 千军万马 千言万语 千山万水 千变万化 千篇一律 千差万别 千里 千里马 千里之行 千丝万缕 千万别 千万不 千万不要 千万要 千万注意 千万富翁 千人计划 千人一面 千人千面 千头万绪 千古 千秋 千金 千兆 千年 千岛湖 千分尺 千禧 千斤顶 千层 千禧年 千瓦 千手观音 千疮百孔 千辛万苦 千锤百炼 千钧一发 千载难逢 千户苗寨 千阳 " +
        "万一 万万 万物 万能 万分 万众 万家灯火 万事 万岁 万科 万达 万方 万州 万宁 万水千山 万无一失 万象 万象城 万里长城 万里长征 万里 万古 万有引力 万圣节 万国 万向 万人空巷 万人迷 万人坑 万名党员 万户 万维网 万元户 万般 万年青 万年历 万金油 万全之策 万兆 万家乐 万亩良田 万华 亿欧 亿利 亿达 亿万富翁 亿万 亿万人民 " +
        "半导体 半径 半岛 半球 半夜 半天 半边天 半年报 半年度 半斤八两 半数 半成品 半信半疑 半途 几乎 几何 数据 数字 数量 数学 数十年如一日 数控 数值 数码 数额 数目 数以百计 数以千计 数以万计 数以亿计 数以十万计 数以百万计 数以千万计 数不胜数 数一数二 数百姓 数千里 数万里 数百年 数千年 数十年");

    // What makes the number after it a label or the number of something: 案例1, 图3, QQ12345.
    private static readonly WordTable<bool> s_labels = WordTable.Of(
        "第 案例 图 表 附图 附表 附件 附录 步骤 公式 编号 序号 单号 文号 证号 批号 版本 型号 代码 邮编 电话 热线 传真 手机号 手机 QQ 微信 微信号 QQ群 学号 工号 账号 卡号 货号 TOP Top top No. NO. № ISBN ISSN ICD Step STEP Day Phase 房 座机 客服 拨打 致电 来电 〔 星期 礼拜 周 系列 型 章");

    /// <summary>The length of a word at <paramref name="at"/> that is no figure, or 0.</summary>
    public static int WordAt(ref FoldedText text, int at)
    {
        if ((text[at - 1] == '成' && text[at + 1] == '上') || (text[at - 1] == '上' && text[at - 2] is '百' or '千' && text[at - 3] == '成'))
        {
            // 成百上千, 成千上万.
            return 1;
        }

        int length = s_words.LengthAt(ref text, at, out _);
        if (length == 0 || !IsExcused(ref text, at, length))
        {
            return length;
        }

        return 0;
    }

    public static bool HasLabelBefore(ref FoldedText text, int at) => s_labels.LengthBefore(ref text, text.SkipSpacesBack(at), out _) > 0;

    /// <summary>Whether 数 or 几 at <paramref name="at"/> ends a noun (人数, 总数, 函数) and does not begin a number.</summary>
    public static bool IsNumberNoun(ref FoldedText text, int at) =>
        text[at] == '数' && text[at - 1] is '人' or '总' or '次' or '指' or '倍' or '函' or '参' or '多' or '少' or '无' or '半' or '系' or '基' or '岁' or '级' or '页' or '件' or '户' or '例' or '点' or '分' or '字' or '码' or '读' or '订' or '度' or '额' or '位' or '个' or '天' or '年' or '计' or '奇' or '偶' or '整' or '常' or '代' or '实' or '变' or '均' or '名' or '床' or '量' or '如';

    // 一天, 百年 and the like are figures in the right company, though words elsewhere.
    private static bool IsExcused(ref FoldedText text, int at, int length)
    {
        char last = text[at + length - 1];
        char next = text[at + length];
        if (text.Has(at + 1, "分之"))
        {
            return true;
        }

        return (text[at], length) switch
        {
            ('一', 2) when last == '刻' => next == '钟',
            ('一', 2) when last == '个' => next is '半' || text.Has(at + 2, "小时") || text.Has(at + 2, "月") || text.Has(at + 2, "星期") || text.Has(at + 2, "多月") || text.Has(at + 2, "多小时") || text.Has(at + 2, "多星期") || text.Has(at + 2, "钟头") || text.Has(at + 2, "礼拜") || text.Has(at + 2, "季度") || text.Has(at + 2, "百分点") || text.Has(at + 2, "世纪"),
            ('四', 2) when last == '周' => next is '后' or '内' or '的' or '左',
            ('十', 2) when last == '分' => next is '钟' or '之',
            ('百', 2) when last == '年' => text[at - 1] is '近' or '上' or '逾' or '超' or '约',
            ('千', 2) when last == '年' => text[at - 1] is '近' or '上' or '逾' or '超' or '约',
            ('百', 2) when last == '日' => text[at - 1] is '近' or '上' or '逾' or '超',
            ('数', 3) when last == '年' => true,
            ('十', 3) when last == '五' => next is '岁' or '天' or '个' or '家' or '人' or '名' or '年' or '分' or '米' or '万' or '台',
            ('三', 2) when last is '代' or '高' or '甲' => false,
            ('三', 2) when last == '角' => next == '钱',
            ('千', 2) when last == '瓦' => false,
            ('半', 2) when last == '天' => text[at - 1] is not ('老' or '大' or '好'),
            ('万', 2) when last == '户' => text[at - 1] is '近' or '上' or '过' or '超' or '逾',
            ('百', 2) when last == '步' => false,
            _ => false,
        };
    }
}
