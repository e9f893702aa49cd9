namespace MedAiNlp.Tests.Decoding;

public class HealthNamesTests
{
    [Theory]
    [InlineData("在[市委市政府]领导下", EntityTypes.Organization)]
    [InlineData("各大[三甲医院]", EntityTypes.Hospital)]
    [InlineData("[省政府]印发通知", EntityTypes.Organization)]
    [InlineData("[衛健委]表示", EntityTypes.Organization)]
    [InlineData("[騰訊覓影]試用", EntityTypes.Company)]
    public void Generic_words_and_products_name_nobody(string marked, string type) =>
        Applied(marked, type).Should().BeEmpty();

    [Theory]
    [InlineData("[云岭市政府]印发通知", EntityTypes.Organization, "云岭市政府")]
    [InlineData("[省卫健委]表示", EntityTypes.Organization, "省卫健委")]
    [InlineData("作者[学会]", EntityTypes.Person, "学会")]
    public void Names_that_only_resemble_them_stay(string marked, string type, string name) =>
        Applied(marked, type).Should().Equal(name);

    [Theory]
    [InlineData("[云岭市第一人民医院]互联网医院上线", "云岭市第一人民医院互联网医院")]
    [InlineData("[雲嶺醫院]互聯網醫院上線", "雲嶺醫院互聯網醫院")]
    [InlineData("[云岭市第一人民医院]远程医学中心", "云岭市第一人民医院")]
    public void An_online_hospital_belongs_to_the_name_of_its_hospital(string marked, string name) =>
        Applied(marked, EntityTypes.Hospital).Should().Equal(name);

    [Theory]
    [InlineData("[澄影医疗科技有限公司]（以下简称“澄影”）宣布", "澄影医疗科技有限公司|澄影")]
    [InlineData("[澄影医疗科技有限公司]（以下简称“公司”）宣布", "澄影医疗科技有限公司")]
    [InlineData("[澄影医疗科技有限公司]宣布", "澄影医疗科技有限公司")]
    public void A_short_form_that_the_text_defines_is_a_name(string marked, string names) =>
        Applied(marked, EntityTypes.Company).Should().Equal(names.Split('|'));

    [Theory]
    [InlineData("在“[武汉客厅”方舱医院]投入使用", "“武汉客厅”方舱医院")]
    [InlineData("和[“远程指导中心]”互通", "远程指导中心")]
    [InlineData("和[福建“远程指导中心]”互通", "福建“远程指导中心”")]
    [InlineData("“[湘雅医院]”", "湘雅医院")]
    [InlineData("[“湘雅医院”]", "湘雅医院")]
    [InlineData("[中国移动（成都]）产业研究院", "中国移动（成都）")]
    [InlineData("签约[澄影。公司]表示", "澄影")]
    [InlineData("他[说。湘雅医院]很忙", "湘雅医院")]
    [InlineData("[ 湘雅医院\n]", "湘雅医院")]
    public void Marks_at_the_edge_of_a_name_stand_with_their_partners(string marked, string name)
    {
        var (text, spans) = Parse(marked, EntityTypes.Hospital);
        SpanEdges.Trim(text, spans);
        spans.Select(s => text[s.Start..s.End]).Should().Equal(name);
    }

    private static List<string> Applied(string marked, string type)
    {
        var (text, spans) = Parse(marked, type);
        HealthNames.Apply(text, spans);
        return spans.ConvertAll(s => text[s.Start..s.End]);
    }

    private static (string, List<LabelledSpan>) Parse(string marked, string type)
    {
        var start = marked.IndexOf('[', StringComparison.Ordinal);
        var end = marked.IndexOf(']', StringComparison.Ordinal) - 1;
        return (marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), [new LabelledSpan(start, end, type, 0.9)]);
    }
}
