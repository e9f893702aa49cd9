using MedAiNlp.Tests.Inference;

namespace MedAiNlp.Tests;

public class EntityRecognizersTests
{
    private const string Text = "岚江市中心医院的林若川";

    [Fact]
    public void Of_overlapping_entities_the_first_recognizer_wins()
    {
        var first = new Fixed(Entity("ORG", 0, 3), Entity("PERSON", 8, 3));
        var second = new Fixed(Entity("HOSPITAL", 0, 7), Entity("TITLE", 7, 1));
        Found(EntityRecognizers.Union(first, second)).Should().Equal("ORG 岚江市", "TITLE 的", "PERSON 林若川");
        Found(EntityRecognizers.Union(second, first)).Should().Equal("HOSPITAL 岚江市中心医院", "TITLE 的", "PERSON 林若川");
        var third = new Fixed(Entity("X", 4, 2));
        Found(EntityRecognizers.Union(EntityRecognizers.Union(first, third), second)).Should().Equal("ORG 岚江市", "X 心医", "TITLE 的", "PERSON 林若川");
    }

    [Fact]
    public void The_analyzer_takes_a_union_of_a_model_and_a_word_list()
    {
        using var tiny = EntityModel.Load(TinyPackage.Original);
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = EntityRecognizers.Union(tiny, new WordList("岚江", "HOSPITAL")) });
        analyzer.Analyze("bie，岚江，2024年").Entities.Select(e => (e.Type, e.Text)).Should().Equal(("THING", "bie"), ("HOSPITAL", "岚江"), ("DATE", "2024年"));
    }

    public static TheoryData<string, string> Slips() => new()
    {
        { "outside", "*at 8 to 12, outside the text of 11*" },
        { "negative", "*outside the text*" },
        { "other text", "*'岚江' at 1, where the text has '江市'*" },
        { "overlap", "*which lies before the end of the one before, 7*" },
        { "order", "*which lies before the end*" },
        { "no type", "*without a type*" },
        { "no text", "*without text*" },
        { "score", "*the score 1.5*" },
        { "not a number", "*the score NaN*" },
        { "null", "*gave null*" },
        { "null entity", "*an entity that is null*" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_recognizer_of_ones_own_that_breaks_the_contract_is_named(string slip, string message)
    {
        var recognizer = new Fixed(slip switch
        {
            "outside" => [new Entity { Type = "X", Text = "林若川呀", Start = 8 }],
            "negative" => [new Entity { Type = "X", Text = "岚江", Start = -1 }],
            "other text" => [new Entity { Type = "X", Text = "岚江", Start = 1 }],
            "overlap" => [Entity("X", 0, 7), Entity("Y", 5, 3)],
            "order" => [Entity("X", 8, 3), Entity("Y", 0, 3)],
            "no type" => [Entity("", 0, 2)],
            "no text" => [new Entity { Type = "X", Text = "", Start = 0 }],
            "score" => [Entity("X", 0, 2) with { Score = 1.5 }],
            "not a number" => [Entity("X", 0, 2) with { Score = double.NaN }],
            "null" => null!,
            _ => [null!],
        });
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = recognizer });
        var analyze = () => analyzer.Analyze(Text);
        var error = analyze.Should().Throw<ModelPackageException>().Which;
        error.Code.Should().Be("MED119");
        error.Message.Should().Match(message).And.Contain(nameof(Fixed));
        var unite = () => EntityRecognizers.Union(recognizer, recognizer).Recognize(Text);
        unite.Should().Throw<ModelPackageException>();
    }

    private static Entity Entity(string type, int start, int length) => new() { Type = type, Text = Text.Substring(start, length), Start = start };

    private static IEnumerable<string> Found(IEntityRecognizer recognizer) => recognizer.Recognize(Text).Select(e => $"{e.Type} {e.Text}");

    private sealed class Fixed(params Entity[] entities) : IEntityRecognizer
    {
        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default) => entities;
    }

    private sealed class WordList(string word, string type) : IEntityRecognizer
    {
        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default) =>
            text.IndexOf(word, StringComparison.Ordinal) is var at and >= 0 ? [new Entity { Type = type, Text = word, Start = at }] : [];
    }
}
