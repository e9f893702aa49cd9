namespace MedAiNlp.Tests.Topics;

public sealed class LabelledTextTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"labelled-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Reads_what_a_line_says()
    {
        File.WriteAllText(_path, """
            {"text":"甲","topics":["a","b"],"topics_optional":["c"],"group":"g","weight":0.5,"weights":{"b":2},"drawn":true,"id":"first"}

            {"text":"乙","topics":[]}
            """);

        var texts = LabelledText.ReadJsonLines(_path);

        texts.Should().HaveCount(2);
        texts[0].Should().BeEquivalentTo(new LabelledText { Id = "first", Text = "甲", Topics = ["a", "b"], OptionalTopics = ["c"], Group = "g", Weight = 0.5, LabelWeights = new Dictionary<string, double> { ["b"] = 2 }, IsDrawn = true });
        texts[0].WeightFor("a").Should().Be(0.5);
        texts[0].WeightFor("b").Should().Be(2);
        texts[1].Id.Should().Be("3", "a text without an id goes by its line");
    }

    [Theory]
    [InlineData("{\"text\":\"甲\"", "is not a JSON object")]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("{\"topics\":[]}", "has no \"text\" that is a string")]
    [InlineData("{\"text\":3,\"topics\":[]}", "has no \"text\" that is a string")]
    [InlineData("{\"text\":\" \",\"topics\":[]}", "has an empty \"text\"")]
    [InlineData("{\"text\":\"甲\"}", "has no \"topics\"")]
    [InlineData("{\"text\":\"甲\",\"topics\":\"a\"}", "has \"topics\" that is not an array")]
    [InlineData("{\"text\":\"甲\",\"topics\":[1]}", "has 1 among its \"topics\"")]
    [InlineData("{\"text\":\"甲\",\"topics\":[],\"weight\":-1}", "has the \"weight\" -1")]
    [InlineData("{\"text\":\"甲\",\"topics\":[],\"weight\":\"x\"}", "has the \"weight\" \"x\"")]
    [InlineData("{\"text\":\"甲\",\"topics\":[],\"drawn\":1}", "has the \"drawn\" 1: true or false is expected")]
    [InlineData("{\"text\":\"甲\",\"topics\":[],\"weights\":[1]}", "has \"weights\" that are not an object")]
    [InlineData("{\"text\":\"甲\",\"topics\":[],\"weights\":{\"a\":0}}", "has the \"weight\" 0")]
    public void Says_which_line_is_wrong_and_how(string line, string what)
    {
        File.WriteAllText(_path, "{\"text\":\"好\",\"topics\":[]}\n" + line);

        var read = () => LabelledText.ReadJsonLines(_path);

        read.Should().Throw<MedAiException>().Where(e => e.Code == "MED302").WithMessage($"*line 2 of {_path} {what}*");
    }

    [Fact]
    public void An_empty_file_is_no_training_set()
    {
        File.WriteAllText(_path, "\n\n");

        var read = () => LabelledText.ReadJsonLines(_path);

        read.Should().Throw<MedAiException>().Where(e => e.Code == "MED301");
    }
}
