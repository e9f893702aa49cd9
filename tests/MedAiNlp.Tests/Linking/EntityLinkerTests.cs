using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Linking;

public class EntityLinkerTests
{
    [Fact]
    public void A_register_of_ones_own_goes_before_the_default_one()
    {
        var own = NameRegister.FromTsv("type\tname\taliases\nHOSPITAL\t某城大学附属第一医院\t浙大一院\n");
        const string text = "浙大一院与湘雅二院签约。";
        var linked = new EntityLinker(own, DefaultRegister.Instance).Link(text, [Entity(text, "浙大一院"), Entity(text, "湘雅二院")]);
        linked.Select(e => e.Canonical).Should().Equal("某城大学附属第一医院", "中南大学湘雅二医院");
    }

    [Fact]
    public void A_hospital_named_in_full_elsewhere_decides_what_its_bare_name_means()
    {
        const string text = "福建医科大学附属协和医院开了会。协和的专家介绍了经验。";
        Link(text, "福建医科大学附属协和医院", "协和的"[..2]).Should().Equal("福建医科大学附属协和医院", "福建医科大学附属协和医院");
    }

    [Fact]
    public void A_place_inside_the_name_of_another_hospital_says_nothing_about_this_one()
    {
        const string text = "北京协和医院的专家来到市第一医院。";
        var linked = DefaultRegister.Linker.Link(text, [Entity(text, "北京协和医院"), Entity(text, "市第一医院")]);
        linked[1].Canonical.Should().BeNull();
    }

    [Fact]
    public void A_short_form_defined_in_the_text_takes_the_name_of_the_long_one()
    {
        const string text = "推想医疗科技股份有限公司（以下简称“甲方公司”）发布公告，甲方公司将扩产。";
        var second = text.LastIndexOf("甲方公司", StringComparison.Ordinal);
        var linked = DefaultRegister.Linker.Link(text,
        [
            Entity(text, "推想医疗科技股份有限公司", EntityTypes.Company),
            new Entity { Type = EntityTypes.Company, Text = "甲方公司", Start = second },
        ]);
        linked[1].Canonical.Should().Be("推想医疗科技股份有限公司");
    }

    [Fact]
    public void A_canonical_name_that_is_there_stays()
    {
        const string text = "浙大一院";
        DefaultRegister.Linker.Link(text, [Entity(text, "浙大一院") with { Canonical = "别的" }]).Single().Canonical.Should().Be("别的");
    }

    [Fact]
    public void An_entity_that_does_not_stand_in_the_text_is_refused()
    {
        var link = () => DefaultRegister.Linker.Link("短", [new Entity { Type = EntityTypes.Hospital, Text = "浙大一院", Start = 3 }]);
        link.Should().Throw<ArgumentException>().WithMessage("*浙大一院*offset 3*");
    }

    [Fact]
    public void Nothing_but_the_canonical_name_changes_whatever_the_text() =>
        Prop.ForAll(Articles(), article =>
        {
            var linked = DefaultRegister.Linker.Link(article.Text, article.Entities);
            return linked.Select(e => e with { Canonical = null }).SequenceEqual(article.Entities);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_of_arbitrary_characters_do_no_harm() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((name, context) =>
        {
            foreach (var type in (string[])[EntityTypes.Hospital, EntityTypes.Company, EntityTypes.Organization, EntityTypes.Person, "其他"])
                DefaultRegister.Instance.Find(name.Get, type, context.Get);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Many_threads_get_the_same_answers_as_one()
    {
        const string text = "杭州市卫健委介绍，市第一人民医院与浙大一院签约。";
        var entities = new[] { Entity(text, "市第一人民医院"), Entity(text, "浙大一院") };
        var alone = DefaultRegister.Linker.Link(text, entities);
        var together = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => DefaultRegister.Linker.Link(text, entities))));
        together.Should().OnlyContain(r => r.SequenceEqual(alone));
    }

    private static IEnumerable<string?> Link(string text, params string[] mentions)
    {
        var at = 0;
        var entities = mentions.Select(m =>
        {
            var start = text.IndexOf(m, at, StringComparison.Ordinal);
            at = start + m.Length;
            return new Entity { Type = EntityTypes.Hospital, Text = m, Start = start };
        }).ToList();
        return DefaultRegister.Linker.Link(text, entities).Select(e => e.Canonical);
    }

    private static Entity Entity(string text, string mention, string type = EntityTypes.Hospital) => DefaultRegister.Mention(text, mention, type);

    internal sealed record Sample(string Text, IReadOnlyList<Entity> Entities);

    /// <summary>Texts put together from names, words and odd characters, with every name an entity of some type.</summary>
    internal static Arbitrary<Sample> Articles() =>
        Gen.Elements("浙大一院", "浙江大学医学院附属第一医院", "市第一人民医院", "杭州市", "。", "\n", "（以下简称“", "”）", "协和", "推想科技", "推想医疗科技股份有限公司", "第", "附", "一二三", "十", "百",
                "\uD800", "😀", "\u0000", "（", "）", "，简称", "清华大学", "清华", "约翰·史密斯", "史密斯", "市卫健委", "x", " ", "省", "自治", "大学", "医学院", "中国人民解放军")
            .ArrayOf()
            .Select(pieces =>
            {
                string[] types = [EntityTypes.Hospital, EntityTypes.Company, EntityTypes.Organization, EntityTypes.Person, EntityTypes.Date, "OTHER"];
                var entities = new List<Entity>();
                var at = 0;
                foreach (var piece in pieces)
                {
                    if (piece.Length % 3 != 1)
                        entities.Add(new Entity { Type = types[(at + piece.Length) % types.Length], Text = piece, Start = at });
                    at += piece.Length;
                }
                return new Sample(string.Concat(pieces), entities);
            })
            .ToArbitrary();
}
