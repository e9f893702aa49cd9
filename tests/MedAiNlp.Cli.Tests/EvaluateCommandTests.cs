using System.Diagnostics;
using System.Text.Json;

namespace MedAiNlp.Cli.Tests;

public class EvaluateCommandTests
{
    private const string Text = "2月18日，准确率高达96%，已服务1500多家机构。";

    [Fact]
    public async Task Figures_and_dates_are_counted_as_the_guide_says()
    {
        using var folder = new TemporaryFolder();
        var gold = folder.Write("gold.jsonl", JsonSerializer.Serialize(new
        {
            id = "a",
            text = Text,
            topics = Array.Empty<string>(),
            entities = new[] { new { type = "DATE", start = 0, end = 5 }, new { type = "DATE", start = 6, end = 9 } },
            figures = new object[]
            {
                new { start = 11, end = 14, value = 0.96, unit = "%", kind = "percent", qualifier = "exact" },
                new { start = 18, end = 24, value = 9999, unit = "家", kind = "count", qualifier = "at-least" },
            },
        }));
        var run = await CommandRun.Of("evaluate", gold, "--json");
        run.ExitCode.Should().Be(0, run.Error);
        var result = run.Lines.Single();
        result.GetProperty("entities").GetProperty("DATE").GetProperty("p").GetDouble().Should().Be(1);
        result.GetProperty("entities").GetProperty("DATE").GetProperty("r").GetDouble().Should().Be(0.5);
        result.GetProperty("entities").GetProperty("FIGURE").GetProperty("f1").GetDouble().Should().Be(1);
        result.GetProperty("rates").GetProperty("figure value").GetProperty("value").GetDouble().Should().Be(0.5);
        (await CommandRun.Of("evaluate", gold, "--errors", "5")).Output.Should().Contain("DATE missed a[6:9]");
    }

    [Theory]
    [InlineData("{\"id\":1}", "line 1")]
    [InlineData("", "holds no labelled article")]
    public async Task What_is_no_labelled_article_is_an_error_with_its_line(string content, string message)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("evaluate", folder.Write("gold.jsonl", content));
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(message);
    }

    [SkippableFact]
    public async Task It_agrees_with_the_reference_scorer_to_the_last_digit()
    {
        var gold = Repository.Shared("gold", "dev.jsonl");
        var scorer = Repository.Shared("tools", "score.py");
        using var folder = new TemporaryFolder();
        var predictions = folder.Write("predictions.jsonl", (await CommandRun.Of("analyze", gold, "--format", "jsonl")).Output);
        var reference = Json(scorer, gold, predictions);
        var own = (await CommandRun.Of("evaluate", gold, "--json")).Lines.Single();

        foreach (var group in new[] { "entities", "topics" })
        {
            foreach (var label in own.GetProperty(group).EnumerateObject())
            {
                foreach (var metric in new[] { "p", "r", "f1", "n" })
                    label.Value.GetProperty(metric).GetDouble().Should().Be(reference.GetProperty(group).GetProperty(label.Name).GetProperty(metric).GetDouble(), "{0} {1}", label.Name, metric);
            }
        }
        foreach (var rate in new[] { "value", "kind", "unit", "qualifier" })
            own.GetProperty("rates").GetProperty($"figure {rate}").GetProperty("value").GetDouble().Should().Be(reference.GetProperty("figures").GetProperty($"{rate}_accuracy").GetDouble());
        own.GetProperty("rates").GetProperty("topic macro F1").GetProperty("value").GetDouble().Should().Be(reference.GetProperty("topics").GetProperty("macro_f1").GetDouble());
        own.GetProperty("rates").GetProperty("topic exact match").GetProperty("value").GetDouble().Should().Be(reference.GetProperty("topics").GetProperty("exact_match").GetDouble());
    }

    [SkippableTheory]
    [InlineData("HOSPITAL", 0.95)]
    [InlineData("COMPANY", 0.90)]
    [InlineData("ORG", 0.86)]
    [InlineData("PERSON", 0.97)]
    public async Task The_default_model_finds_names_as_well_as_its_card_says(string type, double least)
    {
        var run = await CommandRun.Of("evaluate", Repository.Shared("gold", "dev.jsonl"), "--json");
        run.Lines.Single().GetProperty("entities").GetProperty(type).GetProperty("f1").GetDouble().Should().BeGreaterThanOrEqualTo(least);
    }

    private static JsonElement Json(string scorer, string gold, string predictions)
    {
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo("python3", [scorer, gold, predictions, "--json"]) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "python3, which the reference scorer needs, is not installed");
        }
        using (process)
        {
            var output = process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return JsonDocument.Parse(output).RootElement;
        }
    }
}
