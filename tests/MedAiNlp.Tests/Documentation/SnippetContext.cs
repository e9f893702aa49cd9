namespace MedAiNlp.Tests.Documentation;

/// <summary>
/// What a snippet may use without declaring it. Above a block, <c>&lt;!-- context: analyzer, text --&gt;</c> names it, so that a reader
/// of the source of the page sees what is assumed; <c>&lt;!-- not compiled: why --&gt;</c> leaves a block out.
/// </summary>
internal static class SnippetContext
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["analyzer"] = "public static MedAiAnalyzer analyzer = null!;",
        ["analysis"] = "public static ArticleAnalysis analysis = null!;",
        ["article"] = "public static Article article = null!;",
        ["articles"] = "public static IAsyncEnumerable<Article> articles = null!;",
        ["cancellationToken"] = "public static CancellationToken cancellationToken;",
        ["text"] = "public static string text = null!;",
        ["html"] = "public static string html = null!;",
        ["span"] = "public static TextSpan span;",
        ["topics"] = "public static TopicClassifier topics = null!;",
    };

    /// <summary>The usings that a new console project has, that of the library, and the names asked for.</summary>
    public static string Source(FencedBlock block)
    {
        var names = block.Comment.StartsWith("context:", StringComparison.Ordinal)
            ? block.Comment["context:".Length..].Split(',', StringSplitOptions.TrimEntries)
            : [];
        var unknown = names.Where(n => !Declarations.ContainsKey(n)).ToList();
        if (unknown.Count > 0)
            throw new InvalidOperationException($"{block.Place} asks for {string.Join(", ", unknown)}; there are {string.Join(", ", Declarations.Keys)}.");
        return $$"""
            global using System;
            global using System.Collections.Generic;
            global using System.IO;
            global using System.Linq;
            global using System.Net.Http;
            global using System.Threading;
            global using System.Threading.Tasks;
            global using MedAiNlp;
            global using static Assumed;
            internal static class Assumed { {{string.Join(' ', names.Select(n => Declarations[n]))}} }
            """;
    }
}
