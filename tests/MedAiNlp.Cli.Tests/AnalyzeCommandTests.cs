using System.Text;
using System.Text.Json;

namespace MedAiNlp.Cli.Tests;

public class AnalyzeCommandTests
{
    private const string Text = "2月18日，云岭市第一人民医院院长林若川介绍，影像AI辅助阅片的准确率高达96%，已服务1500多家机构，每例需5-15分钟。";

    [Fact]
    public async Task Each_article_is_one_json_object_with_the_agreed_properties_in_order()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Text);
        var run = await CommandRun.Of("analyze", folder.Path, "--format", "jsonl");
        run.ExitCode.Should().Be(0, run.Error);
        var article = run.Lines.Should().ContainSingle().Subject;
        article.EnumerateObject().Select(p => p.Name).Should().Equal("id", "language", "title", "chars", "topics", "entities", "figures");
        article.GetProperty("id").GetString().Should().Be("a.txt");
        article.GetProperty("chars").GetInt32().Should().Be(Text.Length);
        article.GetProperty("language").GetString().Should().Be("zh-Hans");
        article.GetProperty("topics").EnumerateArray().First().EnumerateObject().Select(p => p.Name).Should().Equal("label", "score", "assigned");

        var figures = article.GetProperty("figures").EnumerateArray().ToList();
        figures.Select(f => f.GetProperty("text").GetString()).Should().Equal("96%", "1500多家", "5-15分钟");
        figures[1].EnumerateObject().Select(p => p.Name).Should().Equal("text", "start", "end", "value", "unit", "kind", "qualifier");
        figures[1].GetProperty("value").GetDouble().Should().Be(1500);
        figures[1].GetProperty("qualifier").GetString().Should().Be("at-least");
        figures[2].GetProperty("values").EnumerateArray().Select(v => v.GetDouble()).Should().Equal(5, 15);

        var entities = article.GetProperty("entities").EnumerateArray().ToList();
        entities.Select(e => e.GetProperty("type").GetString()).Should().Contain("DATE").And.Contain("HOSPITAL");
        foreach (var span in entities.Concat(figures))
            Text[span.GetProperty("start").GetInt32()..span.GetProperty("end").GetInt32()].Should().Be(span.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Articles_come_in_the_order_of_the_input_and_of_names()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 30; i++)
            folder.Write($"{i:00}.txt", i % 3 == 0 ? string.Concat(Enumerable.Repeat(Text, 20)) : Text);
        folder.Write("sub/00.txt", Text);
        folder.Write("notes.pdf.bak", "no article");
        var run = await CommandRun.Of("analyze", folder.Path, "--format", "jsonl", "--threads", "4");
        run.Lines.Select(l => l.GetProperty("id").GetString()).Should().Equal([.. Enumerable.Range(0, 30).Select(i => $"{i:00}.txt"), "sub/00.txt"]);
    }

    [Fact]
    public async Task Standard_input_is_an_article()
    {
        var run = await CommandRun.Of(["analyze", "-", "--format", "jsonl"], Encoding.UTF8.GetBytes(Text));
        run.Lines.Single().GetProperty("id").GetString().Should().Be("-");
    }

    [Fact]
    public async Task Json_lines_from_standard_input_keep_their_ids()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 5).Select(i => JsonSerializer.Serialize(new { id = $"n{i}", text = Text })));
        var run = await CommandRun.Of(["analyze", "--input", "jsonl", "--format", "jsonl"], Encoding.UTF8.GetBytes(lines));
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Select(l => l.GetProperty("id").GetString()).Should().Equal("n1", "n2", "n3", "n4", "n5");
    }

    [Fact]
    public async Task The_text_view_says_what_was_found_without_colours_when_it_is_no_terminal()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", Text);
        var run = await CommandRun.Of("analyze", file);
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("云岭市第一人民医院").And.Contain("1500多家 = ≥ 1500 count").And.NotContain("\u001b");
    }

    [Fact]
    public async Task Columns_of_the_text_view_stand_in_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Text);
        var run = await CommandRun.Of("analyze", folder.Path);
        var starts = run.Output.Split('\n').Where(l => l.StartsWith("HOSPITAL", StringComparison.Ordinal) || l.StartsWith("topics", StringComparison.Ordinal) || l.StartsWith("figures", StringComparison.Ordinal))
            .Select(l => l.Length - l[l.IndexOf(' ')..].TrimStart().Length).ToList();
        starts.Should().HaveCount(3).And.OnlyContain(s => s == starts[0]);
    }

    [Fact]
    public async Task The_output_file_holds_what_would_have_been_printed()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in/a.txt", Text);
        var file = Path.Combine(folder.Path, "out.jsonl");
        var run = await CommandRun.Of("analyze", input, "--format", "jsonl", "--output", file);
        run.Output.Should().BeEmpty();
        File.ReadAllText(file).Should().Be((await CommandRun.Of("analyze", input, "--format", "jsonl")).Output);
    }

    [Fact]
    public async Task A_minimal_score_of_one_leaves_only_what_the_grammar_found()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Text);
        var run = await CommandRun.Of("analyze", folder.Path, "--format", "jsonl", "--min-score", "1");
        run.Lines.Single().GetProperty("entities").EnumerateArray().Select(e => e.GetProperty("type").GetString()).Should().OnlyContain(t => t == "DATE");
    }

    [Fact]
    public async Task All_samples_are_analysed()
    {
        var run = await CommandRun.Of("analyze", Path.Combine(Repository.Root, "samples"), "--format", "jsonl");
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().HaveCountGreaterThanOrEqualTo(8).And.OnlyContain(l => l.GetProperty("chars").GetInt32() > 0);
    }
}
