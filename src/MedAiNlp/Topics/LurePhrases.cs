namespace MedAiNlp;

/// <summary>What a phrase of <see cref="LurePhrases"/> does; a text may begin with one of each.</summary>
[Flags]
internal enum LureKinds
{
    /// <summary>There is no such phrase.</summary>
    None = 0,

    /// <summary>Gives contact details, or calls on the reader to get in touch.</summary>
    Contact = 1,

    /// <summary>Names gambling, pornography, loans, forged papers, quackery or trickery with search engines.</summary>
    Bait = 2,

    /// <summary>Promises what honest medicine and trade do not, or presses to buy at once.</summary>
    Promise = 4,

    /// <summary>A word that rewriting programs put for a common one, and that hardly anybody writes.</summary>
    Rewritten = 8,
}

/// <summary>
/// Phrases that lure a reader, and words that rewriting leaves, in folded characters. One of them says nothing, for a report about fraud
/// names them too; many in a short text say much.
/// </summary>
internal static class LurePhrases
{
    private const int PairBits = 15;
    private static readonly (string Phrase, LureKinds Kind)[]?[] ByFirst = Build();
    private static readonly ulong[] Pairs = BuildPairs();

    /// <summary>The characters that the phrases begin with.</summary>
    public static string FirstCharacters => string.Concat(Enumerable.Range(0, ByFirst.Length).Where(c => ByFirst[c] is not null).Select(c => (char)c));

    /// <summary>The kinds of phrases that a text begins with.</summary>
    public static LureKinds At(ReadOnlySpan<char> text)
    {
        var found = LureKinds.None;
        if (text.Length < 2 || !IsSet(PairBit(text[0], text[1])))
            return found;
        foreach (var (phrase, kind) in ByFirst[text[0]] ?? [])
        {
            if (text.StartsWith(phrase))
                found |= kind;
        }

        return found;
    }

    private static (string Phrase, LureKinds Kind)[]?[] Build()
    {
        const string Contact = """
            微信 qq 加群 扫码 客服 热线 联系电话 联系人 电话: 手机: 咨询 telegram whatsapp 加我 私聊 来电 免费领 点击 下载 注册 e-mail <电话> <手机> <邮箱>
            """;
        const string Bait = """
            彩票 彩金 棋牌 捕鱼 娱乐城 娱乐平台 真人视讯 真人荷官 真人入口 百家乐 老虎机 博彩 博弈 赌博 赌场 赌球 赌波 运彩 足彩 竞彩 外围 体育投注 投注 时时彩 赛车pk 北京赛车 六合 特码 心水 走势图 计划软件 开户送 首存 首储 开户礼 送礼金 体验金 上下分 斗牛 炸金花 金花 麻将 老千 稳赚 带单 跟单 回血 私服 传奇 外挂 破解版 修改版 内购 刷赞 刷粉 涨粉 补单 刷信誉 刷单
            在线观看 线上看 免费高清 高清无码 高清影院 中文字幕 午夜 激情 成人视频 成人直播 成人小说 成人电影 情色 色情 福利姬 福利视频 看片 约炮 一夜情 同城约会 同城交友 寂寞 包养 小说全文 无弹窗 全文阅读 最新章节
            不看征信 不查征信 网贷 贷款 口子 秒下款 下款 黑户 套现 信用卡代还 小额借款 提额 配资 放款 无抵押 借款 征信修复 虚拟币 合约
            代开发票 开发票 办证 刻章 假证 私家侦探 婚外情 讨债 清债 催债 代孕 供卵 试管包 包男孩 性别鉴定 代挂号 代挂 黄牛 号贩子 代写 代发 包过 包录用 保录 挂证 代考 考前答案
            站群 泛目录 蜘蛛池 外链 快排 友链 软文 伪原创 霸屏 seo 域名 收录 权重 加盟 招商 代理商 日结 日入 月入过万 兼职 打字员 收徒 赚钱 网赚 躺赚 算命 解梦 运势 周公 起名 丰胸 壮阳 伟哥 增高 早泄 男科 狐臭 白癜风 牛皮癣 癫痫病 不孕不育 无痛人流 二手 批发 高仿 莆田鞋 减肥 瘦身 手机版 官网入口 最新地址 备用网址
            """;
        const string Promises = """
            根治 包治 治愈率 有效率 成功率 好转率 无效退款 不成功退 全额退 假一赔 签约治疗 签约保障 零风险 零痛苦 零副作用 无副作用 无任何副作用 无痛苦 不反弹 不复发 无一复发 一次见效 三天见效 当天见效 见效快 立竿见影 药到病除 特效 奇效 神效 神奇 奇迹 秘方 祖传 传人 御用 宫廷 老中医 老军医 泰斗 神医 名医亲诊 亲诊 亲临 坐诊 专利技术 国际领先 德国进口 美国引进 斥资 斥巨资 首选 权威医院 权威发布 明星同款 摆脱 告别 福音 克星 救星
            原价 特价 促销价 优惠价 秒杀 立减 立省 买一送 买二送 买三送 拍二发 限时 限量 仅限 仅剩 仅需 只需 名额 前十名 前二十名 前三十名 前五十名 前一百名 抢购 手慢无 错过 赶紧 免费体验 免费试用 免费领 免费送 赠送 送完 包邮 货到付款 现货 一手货源 厂家直供 工厂直供 分期 首付 返佣 返现 高佣 提成 拉新 红包 提现 躺着 轻松 月薪 高薪 急聘 急招 诚招 无需经验 无经验 无须 包吃住 不限 保证 百分百 100% 终身 震惊 曝光 必看 疯传 疯转 转发 不转 长按 识别二维码 您是否 你是否 还在为 再也不 小编 收藏本 点赞 加关注 亲们 亲人们 姐妹们 宝妈
            """;
        const string Rewritten = """
            经由过程 经由进程 透露表现 起首 谜底 那末 不外 以是 末了 存眷 固然了 须眉 白叟 怙恃 奉告 惹起 入手下手 比方 出格 约莫 先容 收拾整顿 搜检 病征 熬炼 痛苦悲伤 规复 熏染 菜蔬 挪动电话 德律风 野生智能 呆板 用度 克日 客岁 今朝 现现在 曩昔 庞杂 简略 坚苦 较着 上风 感化 干系 法子 定见
            撑持 列位 遍及 笼盖 一样平常 浩繁 统统 然则 合宜 安妥 泛起 临盆 络续 孕育发生 处置惩罚 黉舍 同砚 测验考试 阐发 扳谈 苏息 焦炙 仿照照旧
            """;
        var byFirst = new (string Phrase, LureKinds Kind)[]?[char.MaxValue + 1];
        foreach (var group in Read(Contact, LureKinds.Contact).Concat(Read(Bait, LureKinds.Bait)).Concat(Read(Promises, LureKinds.Promise)).Concat(Read(Rewritten, LureKinds.Rewritten)).GroupBy(pair => pair.Phrase[0]))
            byFirst[group.Key] = [.. group];
        return byFirst;

        static IEnumerable<(string Phrase, LureKinds Kind)> Read(string phrases, LureKinds kind) =>
            phrases.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(phrase => (phrase, kind));
    }

    // Many characters begin some phrase, few pairs of characters do: one bit a pair, by a hash, tells most of them apart at once.
    private static ulong[] BuildPairs()
    {
        var pairs = new ulong[(1 << PairBits) / 64];
        foreach (var (phrase, _) in ByFirst.Where(phrases => phrases is not null).SelectMany(phrases => phrases!))
        {
            int bit = PairBit(phrase[0], phrase[1]);
            pairs[bit >> 6] |= 1UL << (bit & 63);
        }

        return pairs;
    }

    private static bool IsSet(int bit) => (Pairs[bit >> 6] >> (bit & 63) & 1) != 0;

    private static int PairBit(char first, char second) => (int)(((uint)first << 16 | second) * 0x9E3779B1 >> 32 - PairBits);
}
