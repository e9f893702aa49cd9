using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Linking;

/// <summary>Texts are marked [H:name], [C:name], [O:name], [P:name]; an expected group is its mentions, parted by =.</summary>
public class MentionGroupingTests
{
    [Theory]
    [InlineData("[H:湘雅医院]和[H:湘雅醫院]，又到[H:湘雅\n医院]。", "湘雅医院=湘雅醫院=湘雅\n医院")]
    [InlineData("[C:江苏移动网络有限公司]（以下简称“[C:苏移]”）。[C:苏移]称。", "江苏移动网络有限公司=苏移=苏移")]
    [InlineData("[C:江苏移动网络有限公司]（以下简称“苏移”）。[C:苏移]称。", "江苏移动网络有限公司=苏移")]
    [InlineData("[C:江蘇移動網絡有限公司]（以下簡稱「[C:蘇移]」）。[C:苏移]称。", "江蘇移動網絡有限公司=蘇移=苏移")]
    [InlineData("[O:北方大学远程医学研究院]（下称研究院一部），[O:研究院一部]。", "北方大学远程医学研究院=研究院一部")]
    [InlineData("[O:国家远程医疗与互联网医学中心]，简称远程中心，[O:远程中心]。", "国家远程医疗与互联网医学中心=远程中心")]
    [InlineData("[C:推想]与[C:推想医疗科技股份有限公司]", "推想=推想医疗科技股份有限公司")]
    [InlineData("[C:明析科技]与[C:北京明析医疗科技有限公司]", "明析科技=北京明析医疗科技有限公司")]
    [InlineData("[C:北京明析]与[C:北京明析医疗科技有限公司]", "北京明析|北京明析医疗科技有限公司")]
    [InlineData("[C:明析（Minxi）]与[C:明析]（[C:Minxi]）", "明析（Minxi）|明析=Minxi")]
    [InlineData("[C:东湖]与[C:东湖健康]", "东湖|东湖健康")]
    [InlineData("[C:东湖]与[C:东湖健康有限公司]", "东湖|东湖健康有限公司")]
    [InlineData("[C:明析]、[C:北京明析科技有限公司]、[C:上海明析科技有限公司]", "明析|北京明析科技有限公司|上海明析科技有限公司")]
    [InlineData("[C:腾讯]与[C:腾讯天衍实验室]", "腾讯|腾讯天衍实验室")]
    [InlineData("[H:常州市第一人民医院]说。[H:市第一人民医院]、[H:第一人民医院]", "常州市第一人民医院=市第一人民医院=第一人民医院")]
    [InlineData("[H:常州市第一人民医院]、[H:苏州市第一人民医院]、[H:市第一人民医院]", "常州市第一人民医院|苏州市第一人民医院|市第一人民医院")]
    [InlineData("[H:北方大学附属东山医院]的[H:东山医院]", "北方大学附属东山医院=东山医院")]
    [InlineData("[H:北方大学附属第一医院]的[H:北大一院]", "北方大学附属第一医院=北大一院")]
    [InlineData("[H:北方大学附属第一医院]的[H:北大二院]", "北方大学附属第一医院|北大二院")]
    [InlineData("[H:东城人民医院]与[H:人民医院]", "东城人民医院|人民医院")]
    [InlineData("[H:湘雅医院]与[H:湘雅医院西院区]", "湘雅医院|湘雅医院西院区")]
    [InlineData("[H:浙大一院]与[H:浙大一院互联网医院]", "浙大一院|浙大一院互联网医院")]
    [InlineData("[H:武汉市银杏潭医院]，[H:银杏潭]", "武汉市银杏潭医院=银杏潭")]
    [InlineData("[O:浙江省卫健委]、[O:浙江省卫生健康委员会]、[O:浙江省卫生健康委]、[O:省卫健委]", "浙江省卫健委=浙江省卫生健康委员会=浙江省卫生健康委=省卫健委")]
    [InlineData("[O:北京市卫健委]、[O:北京市东城区卫健委]", "北京市卫健委|北京市东城区卫健委")]
    [InlineData("[O:北方大学]与[O:北方]", "北方大学=北方")]
    [InlineData("[O:中国科学院]与[O:中国科学院自动化研究所]", "中国科学院|中国科学院自动化研究所")]
    [InlineData("[P:约翰·史密斯]说，[P:史密斯]", "约翰·史密斯=史密斯")]
    [InlineData("[P:约翰·史密斯]、[P:汤姆·史密斯]、[P:史密斯]", "约翰·史密斯|汤姆·史密斯|史密斯")]
    [InlineData("[P:张明]和[P:张明远]", "张明|张明远")]
    [InlineData("[P:东山]在[H:东山]", "东山|东山")]
    public void Mentions_of_one_thing_are_together_and_others_apart(string marked, string expected)
    {
        var (text, entities) = Read(marked);
        string.Join('|', MentionGrouping.Group(text, entities).Select(g => string.Join('=', g.Mentions.Select(m => m.Text)))).Should().Be(expected);
    }

    [Fact]
    public void Linked_mentions_are_grouped_by_their_canonical_name_and_never_across_two()
    {
        const string text = "浙大一院、浙一、协和、协和";
        var canonical = new[] { "浙江大学医学院附属第一医院", "浙江大学医学院附属第一医院", "北京协和医院", "武汉协和医院" };
        int[] starts = [0, 5, 8, 11];
        string[] names = ["浙大一院", "浙一", "协和", "协和"];
        var entities = starts.Select((s, i) => new Entity { Type = EntityTypes.Hospital, Text = names[i], Start = s, Canonical = canonical[i] }).ToList();
        var groups = MentionGrouping.Group(text, entities);
        groups.Select(g => (g.Name, g.Canonical, g.Mentions.Count)).Should().Equal(
            ("浙大一院", "浙江大学医学院附属第一医院", 2), ("协和", "北京协和医院", 1), ("协和", "武汉协和医院", 1));
    }

    [Fact]
    public void Thousands_of_different_names_are_grouped_too()
    {
        var text = new System.Text.StringBuilder();
        var entities = new List<Entity>();
        for (var i = 0; i < 20_000; i++)
        {
            var name = $"{(char)(0x4E00 + (i % 1000))}{(char)(0x5E00 + (i / 1000))}市第一人民医院";
            entities.Add(new Entity { Type = EntityTypes.Hospital, Text = name, Start = text.Length });
            text.Append(name);
        }
        MentionGrouping.Group(text.ToString(), DefaultRegister.Linker.Link(text.ToString(), entities)).Sum(g => g.Mentions.Count).Should().Be(entities.Count);
    }

    [Fact]
    public void Dates_are_in_no_group()
    {
        var entities = new[] { new Entity { Type = EntityTypes.Date, Text = "2月", Start = 0 } };
        MentionGrouping.Group("2月", entities).Should().BeEmpty();
    }

    [Fact]
    public void Every_entity_is_in_exactly_one_group_of_its_type_and_in_order_whatever_the_text() =>
        Prop.ForAll(EntityLinkerTests.Articles(), article =>
        {
            var groups = MentionGrouping.Group(article.Text, DefaultRegister.Linker.Link(article.Text, article.Entities));
            var mentions = groups.SelectMany(g => g.Mentions).ToList();
            return mentions.Select(m => (m.Start, m.Text)).Order().SequenceEqual(article.Entities.Where(e => e.Type != EntityTypes.Date).Select(e => (e.Start, e.Text)).Order())
                && groups.All(g => g.Mentions.All(m => m.Type == g.Type) && g.Mentions.Select(m => m.Start).SequenceEqual(g.Mentions.Select(m => m.Start).Order()))
                && groups.All(g => g.Mentions.Select(m => m.Canonical).Where(c => c is not null).Distinct().Count() <= 1)
                && groups.Select(g => g.Mentions[0].Start).SequenceEqual(groups.Select(g => g.Mentions[0].Start).Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_entity_that_does_not_stand_in_the_text_is_refused()
    {
        var group = () => MentionGrouping.Group("短", [new Entity { Type = EntityTypes.Person, Text = "长", Start = 0 }]);
        group.Should().Throw<ArgumentException>();
    }

    private static (string Text, List<Entity> Entities) Read(string marked)
    {
        var entities = new List<Entity>();
        var text = new System.Text.StringBuilder();
        var at = 0;
        foreach (Match match in Regex.Matches(marked, @"\[([HCOP]):([^\]]*)\]"))
        {
            text.Append(marked, at, match.Index - at);
            var type = match.Groups[1].Value switch { "H" => EntityTypes.Hospital, "C" => EntityTypes.Company, "O" => EntityTypes.Organization, _ => EntityTypes.Person };
            entities.Add(new Entity { Type = type, Text = match.Groups[2].Value, Start = text.Length });
            text.Append(match.Groups[2].Value);
            at = match.Index + match.Length;
        }
        text.Append(marked, at, marked.Length - at);
        return (text.ToString(), entities);
    }
}
