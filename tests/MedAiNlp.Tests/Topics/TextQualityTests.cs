namespace MedAiNlp.Tests.Topics;

public sealed class TextQualityTests
{
    private const string Article = """
        县医院开通远程会诊
        记者昨天从县医院获悉，该院与省人民医院合作开通了会诊系统。半年来，专家们通过屏幕为四百多名病人讨论了治疗方案，其中大部分留在当地医院治疗。
        院长说，过去病人转到省城要走三个小时，现在坐在诊室里就能听到专家的意见。下一步，这套系统还要接到乡镇卫生院去。
        """;

    [Theory]
    [InlineData("title-fragments", "小孩发烧怎么办快速退烧方法\n儿童发烧是身体对抗感染的反怎么办快应，未必要烧怎么马上把体温压下来。耳温超过三快速退烧方法十八度又不舒退烧方服时，可依体重给孩发烧予退烧药水，两次办快速之间隔四小时。三个月以下婴儿发烧怎么办应立即就医，不要拖延。")]
    [InlineData("title-mismatch", "体育投注开户送彩金官网最新地址\n" + Article)]
    [InlineData("title-parts", "彩票走势图-私家侦探-办证刻章-信用卡套现-成人直播\n" + Article)]
    [InlineData("repetition", "养生馆\n养生馆加盟哪家好请看这里。养生馆加盟哪家好请看这里。养生馆加盟哪家好请看这里。养生馆加盟哪家好请看这里。养生馆加盟哪家好请看这里。")]
    [InlineData("stuffing", "白癜风\n白癜风医院排名，白癜风医院哪家好，白癜风医院电话，白癜风医院价格，白癜风医院地址，白癜风医院专家，白癜风医院挂号，白癜风医院怎么走，都可以问。")]
    [InlineData("links", "精彩链接\nhttp://www.example.com/a1 小说\nhttp://www.example.com/a2 电影\nhttp://www.example.com/a3 图片")]
    [InlineData("menu", "站群导航\n湿疹论坛\n湿疹家园\n自考本科\n专升本\n在线观看\n免费高清\n抢先激情\n花呗套现\n信用卡代还\n捕鱼麻将\n斗牛三公\n保定网\n廊坊在线\n张家口信息港\n模板之家\n站长统计")]
    [InlineData("contact", "优惠代开发票，请加微信，或致电，联系人陈先生，手机:000-0000-0000，QQ同号，客服热线全天在线咨询。")]
    [InlineData("decoration", "★下单立减★满三盒送额温枪★顺丰包邮★→点我↓↓↓快抢！！！仅剩三件！！！")]
    [InlineData("broken-sentences", "患者，。的头痛、，可以\n，检查了以后。、专科的\n。治病，、环境")]
    [InlineData("foreign-fragments", "县里的病人在卫生室线上复诊平台哪家好就能看病。医生先上复诊平台核对病历，再复诊平台哪家问血压，线上复诊平台哪家好开好的药由上复诊平台哪邮政送到村里。老人不会用诊平台哪家好手机，村医帮着线上复诊平绑定账号，遇到复诊平台急症仍要到诊平台哪家医院。卫生院上复诊平台每周三线上复诊平台哪教大家使用，平台哪家好年轻人回家线上复诊也会复诊平台哪家好帮老人复诊平台看一看。")]
    [InlineData("repeated-clauses", "膝盖怎么保养\n体重每减一公斤膝盖就少受四公斤的力。体重每减一公斤膝盖就少受四公斤的力。上下楼梯响一声多半不用担心。上下楼梯响一声多半不用担心。疼得走不动才考虑换关节。")]
    [InlineData("bait", "今天的健康知识就到这里。彩票走势图 棋牌上下分 网贷口子不看征信 私家侦探 成人直播 代开发票，都在本站首页。")]
    [InlineData("promises", "三天见效，根治不复发，无效退款！原价980元，今日特价98元，仅限前十名，赶紧抢购，包邮。")]
    [InlineData("rewritten-words", "克日，病院的专家先容，起首要少吃盐，其次要对峙熬炼，末了列位要按时服药。浩繁白叟的履历证明，以是不必忧虑用度，规复起来并不坚苦。")]
    [InlineData("bait-lines", "今天的健康知识就到这里，谢谢大家。\n彩票走势图 棋牌上下分 网贷口子不看征信")]
    [InlineData("doubled-clauses", "膝盖响一声多半不用担心，膝盖响一声多半不用担心，疼得走不动了才考虑换关节。体重减下来，膝盖就少受力。")]
    public void A_page_made_for_clicks_raises_its_signal(string signal, string text)
    {
        TextQuality.Measure(text).Raised.Select(raised => raised.Name).Should().Contain(signal);
    }

    [Theory]
    [InlineData(Article)]
    [InlineData("停诊通知\n因设备检修，本周六门诊CT暂停检查，急诊不受影响。给您带来不便敬请谅解，如有疑问请在工作时间拨打000-00000000。我们会尽快恢复检查，届时将在门诊大厅和公众号公布。")]
    [InlineData("警方通报\n群里的“导师”自称“稳赚不赔”“带单回血”，又发来“注册送彩金”的链接。警方说，这样的案件上半年有三十多起，受害人多是退休职工，提醒大家不要向陌生账户转账，发现被骗马上报警。")]
    [InlineData("岚江市人民医院体检中心\n体检中心在门诊楼四楼，周一至周六开放，请空腹前来。团体体检可以提前一周预约，电话000-00000000。报告五个工作日后领取，检出异常的，由医生电话告知并安排复诊。")]
    [InlineData("护理床说明\n本产品供长期卧床的病人在家里使用，背部和腿部可以升降，断电时用手摇。护栏放下之前请先锁住轮子。注册证编号见铭牌，整机保修一年，保修期内请凭发票与经销处联系。")]
    [InlineData("多学科门诊\n多学科门诊每周三下午在门诊楼三楼开诊，多学科门诊由肿瘤科、影像科和外科的医生组成。病人可以由主治医生转到多学科门诊，也可以自己预约多学科门诊。讨论的结论当天写进病历，交给病人一份。")]
    [InlineData("市中心医院互联网医院门诊开通\n市中心医院昨天宣布，市中心医院互联网医院已经上线，互联网医院门诊每天八点开诊。在互联网医院看病的多是慢性病人，中心医院门诊的医生轮流坐诊。")]
    [InlineData("")]
    [InlineData("好")]
    public void An_ordinary_text_raises_none(string text)
    {
        TextQuality.Measure(text).Raised.Should().BeEmpty();
    }

    [Fact]
    public void Each_signal_explains_itself_in_a_sentence_with_its_number()
    {
        var quality = TextQuality.Measure("体育投注开户送彩金官网最新地址\n" + Article);

        quality.Signals.Should().HaveCount(18).And.OnlyContain(signal => signal.Explanation.EndsWith('.') && double.IsFinite(signal.Value));
        quality.Signals.Single(signal => signal.Name == "title-mismatch").Explanation.Should().MatchRegex(@"^\d+\s?% of the title's character pairs");
    }

    [Fact]
    public void A_paragraph_that_a_crawler_kept_twice_counts_once()
    {
        string[] lines = Article.Split('\n');

        TextQuality.Measure(string.Join('\n', lines[0], lines[1], lines[1], lines[2], lines[2])).Signals.Should().Equal(TextQuality.Measure(Article).Signals);
        Value(string.Join('\n', lines[0], lines[1], lines[1], lines[1], lines[2]), "repetition").Should().BeGreaterThan(0.3);
    }

    [Fact]
    public void Bait_in_a_sentence_is_told_from_a_line_of_it()
    {
        const string Lures = "彩票走势图、棋牌上下分、网贷口子不看征信";

        Value($"网页里写着{Lures}。", "bait-lines").Should().Be(0);
        Value($"网页是正规医院的。\n{Lures}", "bait-lines").Should().Be(Value(Lures, "bait")).And.BePositive();
    }

    [Fact]
    public void What_is_quoted_is_no_lure()
    {
        const string Lures = "彩票走势图、棋牌上下分、网贷口子不看征信";

        Value($"网页里写着{Lures}。", "bait").Should().BePositive();
        Value($"网页里写着“{Lures}”。", "bait").Should().Be(0);
    }

    [Fact]
    public void No_text_breaks_the_measurement()
    {
        string[] odd = ["\uD800", "\0\0\0", new string('啊', 100_000), string.Concat(Enumerable.Repeat("😀", 500)), new string('\n', 50), "a\u0301\u200B"];

        odd.Should().AllSatisfy(text => TextQuality.Measure(text).Signals.Should().OnlyContain(signal => double.IsFinite(signal.Value) && signal.Value >= 0));
    }

    private static double Value(string text, string signal) => TextQuality.Measure(text).Signals.Single(measured => measured.Name == signal).Value;
}
