namespace MedAiNlp.Tests.Topics;

public sealed class ForeignFragmentsTests
{
    private const string Inserted = "省里的专远程会诊平台家坐在屏幕前，县医院会诊平台哪家的医生把病人的片子调远程会诊平出来，两边一起看诊平台哪家好了半个小时。病人家会诊平台属说，不用跑省远程会诊平台城，省下了路费和食宿。";

    [Theory]
    [InlineData("岚江市人民医院来了新院长。岚江市人民医院的门诊搬了家。大家都说岚江市人民医院变了样。", "a name is repeated whole")]
    [InlineData("医生说要多喝水，医生说要多走路，医生说要早点睡。", "the repeated words belong to the sentences")]
    [InlineData("2021年3月4日，2022年3月5日，2023年3月6日，2024年3月7日", "numbers are no phrase")]
    [InlineData("春眠不觉晓处处闻啼鸟夜来风雨声花落知多少", "nothing is repeated")]
    [InlineData("", "there is nothing")]
    [InlineData("好好", "there are not three characters")]
    public void What_a_writer_repeats_is_not_foreign(string text, string because)
    {
        Measure(text).Should().Be(0, because);
    }

    [Fact]
    public void Pieces_cut_anywhere_and_set_anywhere_are_foreign()
    {
        Measure(Inserted).Should().BeGreaterThan(4, "that raises the signal");
    }

    [Fact]
    public void Brackets_and_ornaments_around_the_pieces_do_not_hide_them()
    {
        Measure(Inserted.Replace("会诊", "☆会诊").Replace("专远程", "专【远程")).Should().BeGreaterThan(4, "that raises the signal");
    }

    [Fact]
    public void A_buffer_used_before_gives_the_same_answer()
    {
        var used = new ForeignFragments();
        used.Measure(string.Concat(Enumerable.Range(0, 20_000).Select(i => (char)('一' + i * 37 % 4000))));

        used.Measure(Inserted).Should().Be(Measure(Inserted));
    }

    private static float Measure(string text) => new ForeignFragments().Measure(text);
}
