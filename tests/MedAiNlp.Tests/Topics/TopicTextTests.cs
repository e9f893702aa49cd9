using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Topics;

public sealed class TopicTextTests
{
    [Theory]
    [InlineData("５Ｇ 远程会诊", "5g远程会诊")]
    [InlineData("遠距醫療", "远距医疗")]
    [InlineData("AI 影像", "ai影像")]
    [InlineData("hello  world 你好", "hello world你好")]
    [InlineData("## **标题**", "标题")]
    [InlineData("见 https://www.example.com/a?b=1 说明", "见U说明")]
    [InlineData("（http://example.cn/x）完", "(U)完")]
    [InlineData("2020年5G和4G与15G", "0000年5g和4g与00g")]
    [InlineData("一行\r\n\r\n  二行\n", "一行\n二行")]
    [InlineData("零\u200B宽\uFEFF", "零宽")]
    [InlineData("", "")]
    [InlineData(" \n\t ", "")]
    public void Reads_what_says_something_and_leaves_out_the_rest(string text, string expected)
    {
        var read = new TopicText();

        read.Read(text);

        read.Chars.ToString().Should().Be(expected);
    }

    [Theory]
    [InlineData("远程会诊进山村\n县医院的病人今天见到了省里的专家，当场调整了方案。", 7)]
    [InlineData("这是一句完整的话。\n县医院的病人今天见到了省里的专家，当场调整了方案。", 0)]
    [InlineData("只有一行，没有标题", 0)]
    [InlineData("两行一样长的字\n两行一样长", 0)]
    public void The_title_is_a_short_first_line_that_is_no_sentence(string text, int end)
    {
        var read = new TopicText();

        read.Read(text);

        read.TitleEnd.Should().Be(end);
    }

    [Fact]
    public void Every_character_has_its_place_in_the_text_whatever_the_text()
    {
        var read = new TopicText();
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            text ??= "";
            read.Read(text);
            int[] sources = read.Sources.ToArray();
            return sources[^1] == text.Length && sources.Zip(sources.Skip(1)).All(pair => pair.First < pair.Second) && sources.All(s => s >= 0 && s <= text.Length);
        }).QuickCheckThrowOnFailure();
    }
}
