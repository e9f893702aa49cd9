using MedAiNlp.Cli.Input;

namespace MedAiNlp.Cli.Benchmark;

/// <summary>What is measured: the articles of the given paths, or the samples that are built in; all in memory before the clock runs.</summary>
internal static class BenchText
{
    private const string Prefix = "MedAiNlp.Cli.Samples.";

    /// <summary>The samples of the repository, in a fixed order.</summary>
    public static List<Article> Samples()
    {
        var assembly = typeof(BenchText).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        Article Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Article.FromText(reader.ReadToEnd(), name[Prefix.Length..]);
        }
    }

    /// <summary>The articles of paths, up to a number of characters. One that cannot be read is passed over: what is measured is speed.</summary>
    public static async Task<List<Article>> From(InputReader reader, IReadOnlyList<string> paths, long mostCharacters, CancellationToken cancellationToken)
    {
        var articles = new List<Article>();
        var characters = 0L;
        await foreach (var item in reader.Read(paths, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                articles.Add(item.Read());
            }
            catch (MedAiException)
            {
                continue;
            }
            characters += articles[^1].Content.Length;
            if (characters >= mostCharacters)
                break;
        }
        return articles;
    }
}
