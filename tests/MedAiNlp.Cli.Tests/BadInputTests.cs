using System.Text;

namespace MedAiNlp.Cli.Tests;

/// <summary>Bad input is one clear sentence in its place; no other article is lost.</summary>
public class BadInputTests
{
    private const string Good = "云岭市第一人民医院完成了200例远程会诊。";

    public static TheoryData<string, byte[]?, string> BadFiles() => new()
    {
        { "invalid.txt", [.. "云岭市"u8, 0xFF, 0xFE, 0xFF, 0x80, 0x80, .. "医院"u8], "*invalid.txt*" },
        { "picture.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0, 0, 1], "*picture.txt*" },
        { "huge.txt", null, "*huge.txt has * characters, more than*" },
        { "dangling.txt", null, "*dangling.txt*" },
        { "locked/x.txt", null, "*locked*" },
    };

    [SkippableTheory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_in_a_folder_is_one_error_and_the_rest_goes_on(string name, byte[]? bytes, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Good);
        folder.Write("z.txt", Good);
        if (name == "dangling.txt")
            File.CreateSymbolicLink(Path.Combine(folder.Path, name), Path.Combine(folder.Path, "nowhere"));
        else if (name == "huge.txt")
            folder.Write(name, string.Concat(Enumerable.Repeat("单行", 3_400_000)));
        else
            folder.Write(name, bytes ?? Encoding.UTF8.GetBytes(Good));
        if (name.StartsWith("locked", StringComparison.Ordinal))
            Skip.IfNot(Lock(Path.Combine(folder.Path, "locked")), "this user reads everything, so no folder is unreadable");

        var run = await CommandRun.Of("analyze", folder.Path, "--format", "jsonl");
        run.ExitCode.Should().Be(1);
        run.Lines.Should().HaveCount(3);
        run.Lines[0].GetProperty("id").GetString().Should().Be("a.txt");
        run.Lines[2].GetProperty("id").GetString().Should().Be("z.txt");
        run.Lines[0].TryGetProperty("topics", out _).Should().BeTrue();
        run.Lines[2].TryGetProperty("topics", out _).Should().BeTrue();
        var bad = run.Lines[1];
        bad.EnumerateObject().Select(p => p.Name).Should().Equal("id", "error");
        bad.GetProperty("error").GetString().Should().Match(message).And.NotContain("\n");
        run.Error.Should().Contain(bad.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_one_error_among_articles()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("a.txt", Good);
        var run = await CommandRun.Of("analyze", Path.Combine(folder.Path, "nowhere.txt"), good, "--format", "jsonl");
        run.ExitCode.Should().Be(1);
        run.Lines.Should().HaveCount(2);
        run.Lines[0].GetProperty("error").GetString().Should().Contain("nowhere.txt");
        run.Lines[1].TryGetProperty("entities", out _).Should().BeTrue();
    }

    [Fact]
    public async Task An_empty_file_is_an_article_without_anything()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "");
        var run = await CommandRun.Of("analyze", folder.Path, "--format", "jsonl");
        run.ExitCode.Should().Be(0, run.Error);
        var article = run.Lines.Single();
        article.GetProperty("chars").GetInt32().Should().Be(0);
        article.GetProperty("entities").GetArrayLength().Should().Be(0);
        article.GetProperty("figures").GetArrayLength().Should().Be(0);
        article.GetProperty("topics").EnumerateArray().Should().OnlyContain(t => !t.GetProperty("assigned").GetBoolean());
    }

    [Theory]
    [InlineData("{\"id\":\"2\",\"text\":", "line 2 is not valid JSON*")]
    [InlineData("[1]", "line 2 holds no object*")]
    [InlineData("{\"text\":\"x\"}", "line 2 has no \"id\"*")]
    [InlineData("{\"id\":\"2\"}", "line 2 has none of*")]
    public async Task A_malformed_line_is_one_error_with_its_number(string line, string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("in.jsonl", $"{{\"id\":\"1\",\"text\":\"{Good}\"}}\n{line}\n{{\"id\":\"3\",\"text\":\"{Good}\"}}\n");
        var run = await CommandRun.Of("analyze", file, "--format", "jsonl");
        run.ExitCode.Should().Be(1);
        run.Lines.Should().HaveCount(3);
        run.Lines[1].GetProperty("error").GetString().Should().Match($"*in.jsonl {message}");
        run.Lines[2].GetProperty("id").GetString().Should().Be("3");
        run.Lines[2].TryGetProperty("entities", out _).Should().BeTrue();
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_names_the_byte()
    {
        byte[] input = [.. "{\"id\":\"1\",\"text\":\""u8, 0xC8, 0xFD, .. "\"}\n{\"id\":\"2\",\"text\":\"x\"}\n"u8];
        var run = await CommandRun.Of(["analyze", "-", "--input", "jsonl", "--format", "jsonl"], input);
        run.ExitCode.Should().Be(1);
        run.Lines[0].GetProperty("error").GetString().Should().Contain("- line 1 is not valid UTF-8 at byte 18");
        run.Lines[1].GetProperty("id").GetString().Should().Be("2");
    }

    [Theory]
    [InlineData("analyze", "--format", "xml")]
    [InlineData("analyze", "--min-score", "2")]
    [InlineData("analyze", "--threads", "-1")]
    [InlineData("analyse", "x.txt")]
    [InlineData("analyze", "--nonsense")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why(params string[] args)
    {
        var run = await CommandRun.Of(args);
        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("medainlp: ");
    }

    [Theory]
    [InlineData("--input", "doc", "medainlp: --input: expected auto|text|html|markdown|jsonl, found 'doc'*")]
    [InlineData("--provider", "2", "medainlp: --provider: expected cpu|cuda|directml|coreml, found '2'*")]
    public async Task A_wrong_choice_names_those_there_are(string option, string value, string message)
    {
        var run = await CommandRun.Of("analyze", "x.txt", option, value);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Match(message);
    }

    [Theory]
    [InlineData("--entities-model")]
    [InlineData("--topics-model")]
    public async Task A_missing_model_folder_ends_with_2_before_any_article(string option)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Good);
        var run = await CommandRun.Of("analyze", folder.Path, option, Path.Combine(folder.Path, "no-model"));
        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().Match("medainlp: MED101: there is no model folder*no-model*");
    }

    [Fact]
    public async Task An_output_file_that_cannot_be_written_ends_with_2()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", Good);
        var run = await CommandRun.Of("analyze", file, "--output", Path.Combine(folder.Path, "no", "such", "folder.txt"));
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED503");
    }

    private static bool Lock(string folder)
    {
        if (OperatingSystem.IsWindows())
            return false;
        File.SetUnixFileMode(folder, UnixFileMode.None);
        try
        {
            Directory.GetFiles(folder);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }
}
