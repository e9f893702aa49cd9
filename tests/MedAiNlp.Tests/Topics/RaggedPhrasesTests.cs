namespace MedAiNlp.Tests.Topics;

public sealed class RaggedPhrasesTests
{
    [Theory]
    [InlineData("甲远程会诊乙。丙远程会诊丁。戊远程会诊己。", "the phrase is always whole")]
    [InlineData("远程会诊平台很好。远程会诊平台很快。远程会诊平台很稳。", "it has the same neighbour every time")]
    [InlineData("程会诊平台甲乙丙丁戊己庚辛壬癸", "nothing is repeated")]
    [InlineData("2021年3月4日，2022年3月5日，2023年3月6日，2024年3月7日", "numbers are no phrase")]
    [InlineData("", "there is nothing")]
    [InlineData("好好", "there are not three characters")]
    public void A_phrase_that_a_writer_repeats_has_no_ragged_ends(string text, string because)
    {
        new RaggedPhrases().Count(text).Should().Be(0, because);
    }

    [Fact]
    public void A_phrase_cut_anywhere_has_ragged_ends()
    {
        new RaggedPhrases().Count("病人远程会诊平台来了，医生程会诊平说话，晚上远程会诊平台吃饭，白天会诊平台走路，远程会诊回家。").Should().BeGreaterThan(2);
    }

    [Fact]
    public void A_buffer_used_before_gives_the_same_answer()
    {
        const string Text = "病人远程会诊平台来了，医生程会诊平说话，晚上远程会诊平台吃饭，白天会诊平台走路，远程会诊回家。";
        var used = new RaggedPhrases();
        used.Count(string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('一' + i * 37 % 4000))));

        used.Count(Text).Should().Be(new RaggedPhrases().Count(Text));
    }
}
