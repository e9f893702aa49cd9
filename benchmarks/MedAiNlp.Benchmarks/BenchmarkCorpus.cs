namespace MedAiNlp.Benchmarks;

/// <summary>The text that everything is measured on: the samples of this repository, shuffled by paragraphs with a fixed seed and repeated to a round length.</summary>
internal static class BenchmarkCorpus
{
    private const int Seed = 7;

    /// <summary>News text with names and figures.</summary>
    /// <param name="characters">How long the text is.</param>
    public static string News(int characters)
    {
        var paragraphs = Directory.GetFiles(Path.Combine(Root, "samples"), "0*.txt").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllLines).Where(p => p.Length > 20).ToArray();
        new Random(Seed).Shuffle(paragraphs);
        return Repeat(string.Join('\n', paragraphs), characters);
    }

    /// <summary>The same without digits and Chinese numerals.</summary>
    public static string WithoutDigits(int characters)
    {
        var text = News(characters);
        return Repeat(string.Concat(text.Where(c => !char.IsDigit(c) && !"〇零一二三四五六七八九十百千万亿两半几数".Contains(c))), characters);
    }

    private static string Repeat(string text, int characters) => string.Concat(Enumerable.Repeat(text + "\n", 1 + (characters / text.Length)))[..characters];

    /// <summary>The folder with MedAiNlp.sln.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "MedAiNlp.sln")))
                folder = folder.Parent;
            return folder.FullName;
        }
    }
}
