using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace MedAiNlp.Hosting.Tests;

/// <summary>The tables of docs/hosting.md say what the code says.</summary>
public partial class HostingDocumentationTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "hosting.md"));

    [Fact]
    public void The_page_lists_every_setting_and_no_other() =>
        Page.Select(l => Setting().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).Should().BeEquivalentTo(
            typeof(MedAiNlpOptions).GetProperties().Select(p => p.Name));

    [Fact]
    public void The_page_lists_every_log_message_with_its_number_and_level() =>
        Page.Select(l => Message().Match(l)).Where(m => m.Success).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}").Should().BeEquivalentTo(
            typeof(Messages).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().Select(a => $"{a.EventId} {a.Level}"));

    [GeneratedRegex(@"^\| `(?:MedAiNlp:)?([A-Z][A-Za-z]+)` \|")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\| ([0-9]{4}) \| ([A-Za-z]+) \|")]
    private static partial Regex Message();
}
