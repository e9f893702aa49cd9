using System.Text;
using Xunit.Abstractions;

namespace MedAiNlp.Tests.Linking;

/// <summary>Mentions labelled by hand (mentions.tsv): what is linked has to be right; much may be left unlinked, but not most.</summary>
public sealed class LinkingPrecisionTests(ITestOutputHelper output)
{
    private sealed record Row(string Context, string Mention, string Type, string Expected);

    private static List<Row> Rows() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Linking", "mentions.tsv")).Skip(1).Where(l => l.Length > 0)
            .Select(l => l.Replace("\\n", "\n").Split('\t')).Select(f => new Row(f[0], f[1], f[2], f[3]))];

    [Fact]
    public void The_labelled_mentions_are_many_and_a_third_of_them_expect_silence()
    {
        var rows = Rows();
        rows.Should().HaveCountGreaterThanOrEqualTo(200).And.OnlyContain(r => r.Context.Contains(r.Mention));
        rows.Count(r => r.Expected.Length == 0).Should().BeGreaterThanOrEqualTo(rows.Count / 3);
    }

    [Fact]
    public void What_is_linked_is_right_and_most_of_what_can_be_linked_is()
    {
        var report = new StringBuilder();
        int right = 0, wrong = 0, missed = 0;
        foreach (var row in Rows())
        {
            var canonical = DefaultRegister.Linker.Link(row.Context, [DefaultRegister.Mention(row.Context, row.Mention, row.Type)]).Single().Canonical ?? "";
            if (canonical == row.Expected)
                right += canonical.Length > 0 ? 1 : 0;
            else if (canonical.Length > 0)
                report.AppendLine($"wrong: {row.Mention} → {canonical}, expected {row.Expected} in {row.Context} {++wrong}");
            else
                report.AppendLine($"missed: {row.Mention}, expected {row.Expected} in {row.Context} {++missed}");
        }
        output.WriteLine($"{right} right, {wrong} wrong, {missed} missed\n{report}");
        ((double)right / (right + wrong)).Should().BeGreaterThanOrEqualTo(0.98, report.ToString());
        ((double)right / (right + missed)).Should().BeGreaterThanOrEqualTo(0.85, report.ToString());
    }
}
