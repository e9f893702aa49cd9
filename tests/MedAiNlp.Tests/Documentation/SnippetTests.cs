using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MedAiNlp.Tests.Documentation;

/// <summary>Every C# block of the README and of docs compiles; where a block shows what it prints, it prints that.</summary>
[Collection(nameof(OwnConsole))]
public class SnippetTests
{
    /// <summary>There is one console: tests that take it over run when no other does.</summary>
    [CollectionDefinition(nameof(OwnConsole), DisableParallelization = true)]
    public sealed class OwnConsole;

    private static readonly IReadOnlyList<FencedBlock> Blocks = [.. FencedBlock.All];

    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p))];

    public static TheoryData<string> Snippets() => [.. Blocks.Where(b => IsCompiled(b)).Select(b => b.Place)];

    /// <summary>Blocks that the block behind them, under <c>&lt;!-- output --&gt;</c>, shows the output of.</summary>
    public static TheoryData<string> Programs() => [.. Blocks.Zip(Blocks.Skip(1)).Where(p => p.Second.Comment == "output").Select(p => p.First.Place)];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void A_snippet_compiles(string place)
    {
        var block = Blocks.Single(b => b.Place == place);
        Compile(block).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{block.Page}:{block.Line + 1 + d.Location.GetLineSpan().StartLinePosition.Line}: {d.GetMessage()}").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_prints_what_the_page_shows(string place)
    {
        var program = Blocks.Single(b => b.Place == place);
        var shown = Blocks[Blocks.ToList().IndexOf(program) + 1];
        Run(Compile(program)).ReplaceLineEndings("\n").TrimEnd('\n').Should().Be(shown.Content);
    }

    [Fact]
    public void No_block_of_code_slips_through()
    {
        Blocks.Where(b => b.Language is "cs" or "c#" or "C#").Select(b => b.Place).Should().BeEmpty("the word before a C# block is csharp");
        Blocks.Where(b => b.Comment.StartsWith("not compiled", StringComparison.Ordinal) && b.Comment.Length < "not compiled: why".Length).Select(b => b.Place).Should().BeEmpty("a reason is given");
        Blocks.Count(b => b.Comment == "output").Should().BeGreaterThan(6);
    }

    private static bool IsCompiled(FencedBlock block) =>
        block.Language == "csharp" && !block.Comment.StartsWith("not compiled", StringComparison.Ordinal);

    private static CSharpCompilation Compile(FencedBlock block)
    {
        var code = CSharpSyntaxTree.ParseText(block.Content);
        var kind = code.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return CSharpCompilation.Create(
            $"Snippet{block.Line}",
            [code, CSharpSyntaxTree.ParseText(SnippetContext.Source(block))],
            References,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static string Run(CSharpCompilation program)
    {
        using var file = new MemoryStream();
        program.Emit(file).Success.Should().BeTrue();
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            // The entry point of a program with awaits waits for them.
            var entry = Assembly.Load(file.ToArray()).EntryPoint!;
            entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        return output.ToString();
    }
}
