namespace MedAiNlp.Tests.Decoding;

/// <summary>With a recognizer that knows a few names by heart, so that only the joining is tested.</summary>
public class BrokenNamesTests
{
    private static readonly string[] Known = ["中日友好医院", "友好医院", "云岭市第一人民医院", "北京协和医院", "北京协和", "新华网", "新华网上海市卫健委", "上海市卫健委", "湘雅医院"];

    [Theory]
    [InlineData("记者在中日\n友好医院采访", "中日\n友好医院")]
    [InlineData("记者在中日\r\n\r\n  友好医院采访", "中日\r\n\r\n  友好医院")]
    [InlineData("在云岭市第一人\n民医院就诊", "云岭市第一人\n民医院")]
    [InlineData("患者到北京协和\n医院就诊", "北京协和\n医院")]
    public void A_name_over_a_break_replaces_what_was_found_of_its_parts(string text, string name)
    {
        var entities = Join(text);
        entities.Select(e => e.Text).Should().Equal(name);
        entities[0].Name.Should().Be(string.Concat(name.Where(c => !char.IsWhiteSpace(c))));
        text.Substring(entities[0].Start, entities[0].Length).Should().Be(name);
    }

    [Theory]
    [InlineData("来源：新华网\n上海市卫健委发布", "新华网", "上海市卫健委")]
    [InlineData("北京协和医院\n湘雅医院", "北京协和医院", "湘雅医院")]
    [InlineData("湘雅医院。\n友好医院", "湘雅医院", "友好医院")]
    public void Names_on_lines_of_their_own_stay_apart(string text, params string[] names) =>
        Join(text).Select(e => e.Text).Should().Equal(names);

    [Fact]
    public void A_text_without_breaks_is_not_read_again()
    {
        IReadOnlyList<Entity> found = Recognize("湘雅医院，友好医院。");
        Join("湘雅医院，友好医院。", found, _ => throw new InvalidOperationException()).Should().BeSameAs(found);
    }

    [Fact]
    public void A_name_that_is_not_sure_is_not_believed() =>
        Join("在中日\n友好医院", Recognize("在中日\n友好医院"), line => [.. Recognize(line).Select(e => e with { Score = 0.8 })])
            .Select(e => e.Text).Should().Equal("友好医院");

    [Theory]
    [InlineData(0.999f, 0.999f, false)]
    [InlineData(0.5f, 0.999f, true)]
    [InlineData(0.999f, 0.5f, false)]
    public void A_break_is_doubtful_where_a_name_may_reach_it(float before, float after, bool isDoubtful)
    {
        const string text = "出院了\n次日。\n来";
        float[] outside = [1, 1, before, 0, after, 1, 1, 0, 0];
        var breaks = new List<TextSpan>();
        BrokenNames.DoubtfulBreaks(text, outside, breaks);
        breaks.Should().Equal(isDoubtful ? new[] { new TextSpan(3, 1) } : []);
    }

    private static IReadOnlyList<Entity> Join(string text) => Join(text, Recognize(text), Recognize);

    private static IReadOnlyList<Entity> Join(string text, IReadOnlyList<Entity> found, Func<string, IReadOnlyList<Entity>> recognize)
    {
        var breaks = new List<TextSpan>();
        BrokenNames.Breaks(text, breaks);
        return BrokenNames.Join(text, found, breaks, (line, at) => BrokenNames.FirstOver(recognize(line.ToString()), at));
    }

    private static List<Entity> Recognize(string text)
    {
        var entities = new List<Entity>();
        for (var at = 0; at < text.Length; at++)
        {
            var name = Known.Where(k => string.CompareOrdinal(text, at, k, 0, k.Length) == 0).MaxBy(k => k.Length);
            if (name is null)
                continue;
            entities.Add(new Entity { Type = EntityTypes.Hospital, Text = name, Start = at, Score = 0.95 });
            at += name.Length - 1;
        }
        return entities;
    }
}
