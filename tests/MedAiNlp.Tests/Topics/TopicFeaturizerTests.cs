using System.Text;

namespace MedAiNlp.Tests.Topics;

public sealed class TopicFeaturizerTests
{
    private const int Buckets = 1 << 16, LongestNgram = 4;

    [Theory]
    [InlineData(4, 12)] // 4 + 3 + 2 + 1 of the four characters, the full stop by itself, and one more
    [InlineData(3, 11)]
    [InlineData(2, 9)]
    public void Counts_every_ngram_up_to_the_longest_within_a_sentence(int longest, int ngrams)
    {
        var featurizer = new TopicFeaturizer(NgramVocabulary.All(Buckets, longest), 1);

        featurizer.ReadWhole("远程会诊。好");

        featurizer.Rows.Length.Should().Be(ngrams);
        featurizer.CountAt(featurizer.Rows.Span.IndexOf(RowOf("会诊"))).Should().Be(1);
        featurizer.Rows.ToArray().Should().NotContain(RowOf("诊。"), "no n-gram runs over the end of a sentence");
    }

    [Fact]
    public void Frequent_ngrams_count_more_but_less_than_in_proportion()
    {
        var featurizer = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 1);

        featurizer.ReadWhole("看。看。看。病");

        float thrice = ValueOf(featurizer, "看"), once = ValueOf(featurizer, "病");
        (thrice / once).Should().BeApproximately(1 + MathF.Log(3), 1e-5f);
    }

    [Fact]
    public void The_title_weighs_more()
    {
        var featurizer = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 2);

        featurizer.ReadWhole("影像\n这一段话比题目要长得多，说的是别的事情。");

        (ValueOf(featurizer, "影像") / ValueOf(featurizer, "题目")).Should().BeApproximately(2, 1e-5f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(399)]
    [InlineData(401)]
    [InlineData(5_000)]
    [InlineData(30_000)]
    public void Windows_cover_the_text_without_gap_or_overlap(int length)
    {
        var featurizer = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 1.5f);
        var text = new StringBuilder();
        for (int i = 0; text.Length < length; i++)
            text.Append((char)('一' + i * 37 % 900)).Append(i % 23 == 22 ? "。" : "");
        text.Length = length;
        var windows = new List<TextSpan>();

        featurizer.Open(text.ToString());
        while (featurizer.NextGroup())
        {
            windows.AddRange(featurizer.Windows);
            Lines(featurizer).Should().OnlyContain(line => length < 100 || Math.Abs(line.Sum(v => v * v) - 1) < 1e-4);
        }

        windows[0].Start.Should().Be(0);
        windows[^1].End.Should().Be(featurizer.Text.Length);
        windows.Skip(1).Select(window => window.Start).Should().Equal(windows.SkipLast(1).Select(window => window.End));
        windows.Should().OnlyContain(window => window.Length <= 3 * TopicFeaturizer.WindowLength);
    }

    [Fact]
    public void The_whole_is_the_same_however_it_is_reached()
    {
        string text = string.Concat(Enumerable.Range(0, 900).Select(i => $"第{(char)('一' + i)}句话说医院。"));
        var once = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 1.5f);
        var again = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 1.5f);

        once.ReadWhole(text);
        again.Open("别的文章，先读过的。");
        while (again.NextGroup())
        {
        }

        again.ReadWhole(text);

        again.Rows.ToArray().Should().Equal(once.Rows.ToArray());
        again.Values.ToArray().Should().Equal(once.Values.ToArray());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(900)]
    public void Reading_a_stretch_leaves_the_whole_as_it_was(int sentences)
    {
        string text = "医院\n" + string.Concat(Enumerable.Range(0, sentences).Select(i => $"第{(char)('一' + i)}句话说医院。"));
        var once = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 1.5f);
        var again = new TopicFeaturizer(NgramVocabulary.All(Buckets, LongestNgram), 1.5f);

        once.ReadWhole(text);
        again.ReadWhole(text);
        again.ReadStretch(new TextSpan(3, 8));
        again.Rows.Length.Should().BeLessThan(once.Rows.Length);
        again.ReadWhole();

        again.Rows.ToArray().Should().Equal(once.Rows.ToArray());
        again.Values.ToArray().Should().Equal(once.Values.ToArray());
        Enumerable.Range(0, again.Rows.Length).Sum(again.CountAt).Should().Be(Enumerable.Range(0, once.Rows.Length).Sum(once.CountAt)).And.BeGreaterThan(20 * sentences);
    }

    private static int RowOf(string ngram) => NgramVocabulary.All(Buckets, LongestNgram).RowOf(ngram.Aggregate(0UL, NgramVocabulary.Extend));

    private static float ValueOf(TopicFeaturizer featurizer, string ngram) => featurizer.Values.Span[featurizer.Rows.Span.IndexOf(RowOf(ngram))];

    private static IEnumerable<float[]> Lines(TopicFeaturizer featurizer) => featurizer.Values.ToArray().Chunk(featurizer.Rows.Length);
}
