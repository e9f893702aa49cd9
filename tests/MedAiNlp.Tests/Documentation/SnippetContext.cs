namespace MedAiNlp.Tests.Documentation;

/// <summary>
/// What a snippet may use without declaring it. Above a block, <c>&lt;!-- context: analyzer, text --&gt;</c> names it, so that a reader
/// of the source of the page sees what is assumed; <c>&lt;!-- not compiled: why --&gt;</c> leaves a block out.
/// </summary>
internal static class SnippetContext
{
    private const string WebUsings = """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

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
        ["services"] = "public static IServiceCollection services = null!;",
        ["configuration"] = "public static IConfiguration configuration = null!;",
        ["app"] = "public static WebApplication app = null!;",
        ["Request"] = "public sealed record Request(string Text);",
        ["WordList"] = "public abstract class WordList : IEntityRecognizer { public abstract IReadOnlyList<Entity> Recognize(string text, EntityOptions? options, CancellationToken stop); }",
        ["topics"] = "public static TopicClassifier topics = null!;",
    };

    // In place of a name: the usings that a new web project has.
    private const string Web = "web";

    /// <summary>The usings that a new console or web project has, that of the library, and the names asked for.</summary>
    public static string Source(FencedBlock block)
    {
        var names = block.Comment.StartsWith("context:", StringComparison.Ordinal)
            ? block.Comment["context:".Length..].Split(',', StringSplitOptions.TrimEntries)
            : [];
        var unknown = names.Where(n => n != Web && !Declarations.ContainsKey(n)).ToList();
        if (unknown.Count > 0)
            throw new InvalidOperationException($"{block.Place} asks for {string.Join(", ", unknown)}; there are {Web}, {string.Join(", ", Declarations.Keys)}.");
        return $$"""
            global using System;
            global using System.Collections.Generic;
            global using System.IO;
            global using System.Linq;
            global using System.Net.Http;
            global using System.Threading;
            global using System.Threading.Tasks;
            global using MedAiNlp;
            {{(names.Contains(Web) ? WebUsings : "")}}
            global using static Assumed;
            internal static class Assumed { {{string.Join(' ', names.Where(n => n != Web).Select(n => Declarations[n]))}} }
            """;
    }
}
