using System.Globalization;
using System.Text.RegularExpressions;

namespace MedAiNlp.Cli.Tests.Output.Html;

/// <summary>Every pair of ink and paper of the page is as different as WCAG 2.2 asks of text at level AA (1.4.3), in both schemes.</summary>
public partial class PageColoursTests
{
    private static readonly string Style = File.ReadAllText(Path.Combine(Repository.Root, "src", "MedAiNlp.Cli", "Output", "Html", "page.css"));

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var scheme in new[] { "light", "dark" })
        {
            foreach (var name in Colours(scheme).Keys.Where(n => n.EndsWith("-ink", StringComparison.Ordinal)))
                pairs.Add(scheme, name[..^4]);
        }
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Ink_stands_out_from_its_paper(string scheme, string pair)
    {
        var colours = Colours(scheme);
        Contrast(colours[$"{pair}-ink"], colours[$"{pair}-paper"]).Should().BeGreaterThanOrEqualTo(4.5);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void The_ring_of_the_focus_stands_out_from_the_page(string scheme) =>
        Contrast(Colours(scheme)["focus"], Colours(scheme)["page-paper"]).Should().BeGreaterThanOrEqualTo(3);

    // Links, quiet text and signed contributions also stand on the paper of the tables.
    [Theory]
    [InlineData("light", "link")]
    [InlineData("dark", "link")]
    public void Links_stand_out_in_tables(string scheme, string ink) =>
        Contrast(Colours(scheme)[$"{ink}-ink"], Colours(scheme)["box-paper"]).Should().BeGreaterThanOrEqualTo(4.5);

    private static Dictionary<string, string> Colours(string scheme)
    {
        var dark = Style.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        return Colour().Matches(scheme == "light" ? Style[..dark] : Style[dark..]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));

        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Colour();
}
