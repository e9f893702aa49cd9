using System.IO.Compression;
using System.Text;

namespace MedAiNlp.Tests.Linking;

public class NameRegisterTests
{
    private const string Header = "type\tname\taliases\tlocal\tprovince\tcity\tgrade\tcode\n";

    [Fact]
    public void The_default_register_knows_many_and_stays_small()
    {
        DefaultRegister.Instance.Count.Should().BeGreaterThan(30_000);
        new FileInfo(Path.Combine(Repository.Models, "register", "register.tsv.gz")).Length.Should().BeLessThan(2_000_000);
    }

    [Fact]
    public void Every_entry_of_the_default_register_is_found_by_its_own_name_or_not_at_all()
    {
        // Not at all: two bodies with one name and no text to decide. Never another body.
        var entries = DefaultRegister.Instance.Entries.ToList();
        var found = 0;
        foreach (var entry in entries)
        {
            var hit = DefaultRegister.Instance.Find(entry.Name, entry.Type);
            if (hit is null)
                continue;
            hit.Name.Should().Be(entry.Name);
            found++;
        }
        ((double)found / entries.Count).Should().BeGreaterThan(0.97);
    }

    [Fact]
    public void An_entry_tells_what_is_known()
    {
        var entry = DefaultRegister.Instance.Find("浙大一院", EntityTypes.Hospital)!;
        entry.Name.Should().Be("浙江大学医学院附属第一医院");
        entry.Province.Should().Be("浙江省");
        entry.City.Should().Be("杭州市");
        entry.Grade.Should().Be("三级甲等");
        DefaultRegister.Instance.Find("科大讯飞", EntityTypes.Company)!.StockCode.Should().Be("002230");
    }

    [Theory]
    [InlineData("湘雅二院")]
    [InlineData("湘雅二醫院")]
    [InlineData("湘雅第二医院")]
    [InlineData("湘雅附二医院")]
    [InlineData("中南大学湘雅2医院")]
    [InlineData("中南大学\n湘雅二医院")]
    [InlineData("中南大学湘雅\u200B二医院")]
    [InlineData("中南大学“湘雅”二医院")]
    [InlineData("中南大学附属湘雅二医院")]
    public void Spellings_of_one_name_are_one(string name) =>
        DefaultRegister.Instance.Find(name, EntityTypes.Hospital)!.Name.Should().Be("中南大学湘雅二医院");

    [Theory]
    [InlineData("湘雅二医院", EntityTypes.Company)]
    [InlineData("科大讯飞", EntityTypes.Hospital)]
    [InlineData("科大讯飞", "PRODUCT")]
    [InlineData("", EntityTypes.Hospital)]
    [InlineData("院", EntityTypes.Hospital)]
    [InlineData("医院", EntityTypes.Hospital)]
    [InlineData("附属", EntityTypes.Hospital)]
    public void Another_type_and_an_empty_name_are_not_found(string name, string type) =>
        DefaultRegister.Instance.Find(name, type).Should().BeNull();

    [Theory]
    [InlineData("协和医院", "武汉的协和医院", "华中科技大学同济医学院附属协和医院")]
    [InlineData("协和医院", "北京的协和医院", "北京协和医院")]
    [InlineData("协和医院", "北京與武漢的協和醫院", null)]
    [InlineData("协和医院", "北京大学与协和医院", null)]
    [InlineData("协和医院", null, null)]
    [InlineData("第一人民医院", "杭州市", "杭州市第一人民医院")]
    [InlineData("第一人民医院", "浙江省", null)]
    public void Places_of_the_context_decide_between_equals(string name, string? context, string? expected) =>
        (DefaultRegister.Instance.Find(name, EntityTypes.Hospital, context)?.Name).Should().Be(expected);

    [Fact]
    public void A_table_of_ones_own_may_have_its_columns_in_any_order_and_types_of_its_own()
    {
        var register = NameRegister.FromTsv("\uFEFFname\ttype\taliases\r\n# 注释\r\n\r\n阿司匹林\tDRUG\t乙酰水杨酸|ASA\r\n");
        register.Count.Should().Be(1);
        register.Find("ａｓａ", "DRUG")!.Name.Should().Be("阿司匹林");
        register.Entries.Single().Aliases.Should().Equal("乙酰水杨酸", "ASA");
    }

    [Fact]
    public void A_packed_and_a_plain_stream_are_the_same()
    {
        var plain = Encoding.UTF8.GetBytes(Header + "HOSPITAL\t某城医院\t\t\t\t\t\t\n");
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(plain);
        packed.Position = 0;
        NameRegister.Load(new MemoryStream(plain)).Count.Should().Be(1);
        NameRegister.Load(packed).Count.Should().Be(1);
    }

    [Theory]
    [InlineData("", "MED402", "empty")]
    [InlineData("# 只有注释\n", "MED402", "empty")]
    [InlineData("name\taliases\n", "MED402", "line 1 names no column 'type'")]
    [InlineData("type\taliases\n", "MED402", "line 1 names no column 'name'")]
    [InlineData("type\tname\tcolour\n", "MED402", "line 1 names a column 'colour'")]
    [InlineData("type\tname\tname\n", "MED402", "twice")]
    [InlineData(Header + "HOSPITAL\t某城医院\n", "MED403", "line 2 has 2 fields where the header has 8")]
    [InlineData("type\tname\n\nHOSPITAL\t某城医院\t某城\n", "MED403", "line 3 has 3 fields where the header has 2")]
    [InlineData("type\tname\nHOSPITAL\t \n", "MED404", "line 2 has no name")]
    [InlineData("type\tname\n\t某城医院\n", "MED404", "line 2 has no type")]
    [InlineData("type\tname\nHOSPITAL\t某城医院|某城\n", "MED404", "line 2 has several names")]
    public void A_wrong_table_is_refused_with_its_line(string table, string code, string message)
    {
        var read = () => NameRegister.FromTsv(table, "own.tsv");
        var error = read.Should().Throw<RegisterException>().WithMessage($"*own.tsv*{message}*").Which;
        error.Code.Should().Be(code);
    }

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 1, 2, 3 })]
    [InlineData(new byte[] { 0x74, 0xFF, 0xFE, 0x0A })]
    public void Bytes_that_are_no_table_are_refused(byte[] bytes)
    {
        var read = () => NameRegister.Load(new MemoryStream(bytes), "own.tsv.gz");
        read.Should().Throw<RegisterException>().Which.Code.Should().Be("MED401");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var read = () => NameRegister.Load("nowhere/own.tsv");
        read.Should().Throw<RegisterException>().WithMessage("MED401*nowhere/own.tsv*");
    }
}
