using System.Text.Json;

namespace MedAiNlp.Tests.Documents;

/// <summary>A text and its character-for-character Traditional twin have the same offsets, so reading must find the same things in both.</summary>
public sealed class TwinTests
{
    // Patterns that name words of one script may see a sentence opening or a label on one side only.
    private const double Tolerance = 0.01;

    [SkippableFact]
    public void Blocks_joins_and_sentences_of_an_article_are_those_of_its_traditional_twin()
    {
        Dictionary<char, char> table = Traditional(Repository.Shared("data", "fold", "STCharacters.txt"));
        int same = 0, all = 0;
        foreach (string line in File.ReadLines(Repository.Shared("gold", "dev.jsonl")))
        {
            string text = JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!;
            string twin = string.Concat(text.Select(c => table.GetValueOrDefault(c, c)));
            Document simplified = Document.Read(Article.FromText(text)), traditional = Document.Read(Article.FromText(twin));

            simplified.Language.Should().Be("zh-Hans");
            traditional.Language.Should().Be("zh-Hant");
            HashSet<TextSpan> spans = [.. simplified.Sentences, .. simplified.Blocks.Select(b => b.Span)];
            HashSet<TextSpan> twins = [.. traditional.Sentences, .. traditional.Blocks.Select(b => b.Span)];
            all += spans.Count;
            same += spans.Count(twins.Contains);
        }

        ((double)(all - same) / all).Should().BeLessThanOrEqualTo(Tolerance);
    }

    // One to one: the first of the candidates, as a reader without context would choose.
    private static Dictionary<char, char> Traditional(string path) =>
        File.ReadLines(path).Select(l => l.Split('\t')).Where(p => p is [{ Length: 1 }, { Length: > 0 }]).ToDictionary(p => p[0][0], p => p[1].Split(' ')[0] is { Length: 1 } first ? first[0] : p[0][0]);
}
