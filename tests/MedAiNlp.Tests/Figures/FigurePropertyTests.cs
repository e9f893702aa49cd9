using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Figures;

public class FigurePropertyTests
{
    private static readonly string[] s_figures =
        ["1500多家", "96%", "8分34秒", "130/80mmHg", "5-15分钟", "三分之一", "15亿元", "七十多岁", "HK$300", "3.5×10^9/L", "两三天", "百余例", "7×24小时", "9万人次", "零下10度", "九成", "翻一番", "1.2Gbps", "数十台", "一个半小时"];

    // What attackers and accidents are made of: digits, numerals, signs and units in any order.
    private static readonly Gen<string> s_anyText = Gen.OneOf(
        ArbMap.Default.ArbFor<string>().Generator.Select(s => s ?? ""),
        Gen.Elements("0123456789０９.,，:：/-－～~至到年月日时点分秒号个多余几数百千万亿一二两三十零半翻番第约近超上%％‰℃×x^+±=<>≥TGgmK家人例岁成倍折元块 \n\0\u200b😀\ud83d\ude00¥$€Ⅲ①½".EnumerateRunes().Select(r => r.ToString()).Append("\ud83d").Append("\ude00").ToArray())
            .ArrayOf().Select(parts => string.Concat(parts)));

    [Fact]
    public void A_value_reads_back_from_every_notation() =>
        Prop.ForAll(Gen.OneOf(Gen.Choose(2, 99), Gen.Choose(100, 99_999), Gen.Choose(100_000, int.MaxValue)).Where(v => v is not (>= 1500 and <= 2199)).ToArbitrary(), value =>
        {
            foreach (string written in Notations(value))
            {
                FigureScan scan = FigureScanner.Default.Scan("共有" + written + "人。");
                if (scan.Figures.Count != 1 || scan.Figures[0].Value != value || scan.Figures[0].Text != written + "人")
                {
                    return false.Label($"{written} for {value} read as {string.Join(';', scan.Figures)}");
                }
            }

            return true.Label("");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_decimal_reads_back_exactly() =>
        Prop.ForAll(Gen.Choose(0, 99_999_999).ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (digits, places) =>
        {
            decimal value = digits / (decimal)Math.Pow(10, places);
            string written = value.ToString("F" + places, CultureInfo.InvariantCulture);
            FigureScan scan = FigureScanner.Default.Scan("全长" + written + "公里");
            return scan.Figures is [{ Value: { } read }] && read == (double)value;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_around_a_figure_does_not_move_it() =>
        Prop.ForAll(s_anyText.ToArbitrary(), Gen.Elements(s_figures).ToArbitrary(), s_anyText.ToArbitrary(), (before, figure, after) =>
        {
            string text = before + "。" + figure + "。" + after;
            Figure alone = FigureScanner.Default.Scan(figure).Figures.Single();
            Figure? found = FigureScanner.Default.Scan(text).Figures.SingleOrDefault(f => f.Start == before.Length + 1);
            return found is not null && found.Text == figure && found.Values.SequenceEqual(alone.Values) && found.Qualifier == alone.Qualifier && found.Kind == alone.Kind;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_scanner_throw_or_lie_about_a_place() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(s_anyText.ToArbitrary(), text =>
        {
            int end = 0;
            foreach (FigureToken token in FigureScanner.Default.Enumerate(text))
            {
                if (token.Span.Start < end || token.Span.Length < 1 || token.Span.End > text.Length || token.UnitSpan.End > text.Length || token.Subject.End > text.Length || (!token.IsDate && !double.IsFinite(token.First)))
                {
                    return false;
                }

                end = token.Span.End;
            }

            FigureScan scan = FigureScanner.Default.Scan(text);
            return scan.Figures.All(f => text.Substring(f.Start, f.Length) == f.Text) && scan.Dates.All(d => text.Substring(d.Start, d.Length) == d.Text);
        }));

    [Theory]
    [InlineData("1")]
    [InlineData("１")]
    [InlineData("1,")]
    [InlineData("1,234,")]
    [InlineData("1-")]
    [InlineData("1.")]
    [InlineData("1/")]
    [InlineData("1×")]
    [InlineData("1:")]
    [InlineData("12-31-")]
    [InlineData("一")]
    [InlineData("一二")]
    [InlineData("一百")]
    [InlineData("一百万")]
    [InlineData("三五")]
    [InlineData("十")]
    [InlineData("百")]
    [InlineData("万亿")]
    [InlineData("几十")]
    [InlineData("1年2月3日至")]
    [InlineData("1时2分")]
    [InlineData("8分34秒")]
    [InlineData("1小时2分3秒")]
    [InlineData("1-2万")]
    [InlineData("约1家")]
    [InlineData("a1")]
    [InlineData("a1b2.")]
    [InlineData("www.1/")]
    [InlineData("@1")]
    [InlineData("百分之一至")]
    [InlineData("三分之")]
    [InlineData("￥1")]
    [InlineData("1 ")]
    [InlineData("第1")]
    [InlineData("一点一")]
    [InlineData("10^9/L")]
    public void Time_is_linear_in_the_length(string part)
    {
        // Steps are characters looked at. A quadratic path would multiply them by the factor of the length.
        long small = Steps(Repeat(part, 2_000));
        long large = Steps(Repeat(part, 20_000));

        large.Should().BeLessThan(small * 12 + 1000);
        large.Should().BeLessThan(20_000L * 2_000);
    }

    [Fact]
    public void Text_without_figures_allocates_nothing()
    {
        string text = string.Concat(Enumerable.Repeat("远程医疗平台让专家与基层医生在一起，进一步提升了一线的诊疗能力，百姓十分满意。", 200));
        FigureScanner.Default.Scan(text.AsSpan());

        long before = GC.GetAllocatedBytesForCurrentThread();
        FigureScan scan = FigureScanner.Default.Scan(text.AsSpan());
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        scan.Figures.Should().BeEmpty();
        allocated.Should().Be(0);
    }

    [Fact]
    public void Enumerating_figures_and_dates_allocates_nothing()
    {
        string text = string.Concat(Enumerable.Repeat("2月18日，1500多家医院的准确率超过96%，用时8分34秒，共5-15例。", 100));
        Count(text);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = Count(text);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        count.Should().Be(500);
        allocated.Should().Be(0);
    }

    [Theory]
    [InlineData("共有1500多家医疗机构，12.5万人参与，时间为2月18日", "共有1500多家醫療機構，12.5萬人參與，時間為2月18日")]
    [InlineData("共有1500多家医疗机构，12.5万人参与，时间为2月18日", "共有１５００多家医疗机构，１２．５万人参与，时间为２月１８日")]
    public void Scripts_and_widths_read_alike(string plain, string variant)
    {
        FigureScan a = FigureScanner.Default.Scan(plain);
        FigureScan b = FigureScanner.Default.Scan(variant);

        b.Figures.Select(f => (f.Span, f.Value, f.CanonicalUnit, f.Kind, f.Qualifier, f.Subject)).Should().Equal(a.Figures.Select(f => (f.Span, f.Value, f.CanonicalUnit, f.Kind, f.Qualifier, f.Subject)));
        b.Dates.Select(d => (d.Span, d.Value)).Should().Equal(a.Dates.Select(d => (d.Span, d.Value)));
    }

    private static long Steps(string text)
    {
        FigureEnumerator figures = FigureScanner.Default.Enumerate(text);
        while (figures.MoveNext())
        {
        }

        return figures.Steps;
    }

    private static int Count(string text)
    {
        int count = 0;
        foreach (FigureToken _ in FigureScanner.Default.Enumerate(text))
        {
            count++;
        }

        return count;
    }

    private static string Repeat(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));

    private static IEnumerable<string> Notations(int value)
    {
        string plain = value.ToString(CultureInfo.InvariantCulture);
        yield return plain;
        yield return Widen(plain);
        yield return value.ToString("N0", CultureInfo.InvariantCulture);
        yield return Widen(value.ToString("N0", CultureInfo.InvariantCulture));
        yield return ChineseNumerals.Write(value);
        yield return ChineseNumerals.Write(value).Replace('万', '萬').Replace('亿', '億');
        if (value >= 10_000)
        {
            yield return (value / 10_000m).ToString(CultureInfo.InvariantCulture) + "万";
            yield return (value / 100_000_000m).ToString(CultureInfo.InvariantCulture) + "亿";
        }

        if (value >= 20)
        {
            yield return ChineseNumerals.WriteFormal(value);
        }
    }

    private static string Widen(string text) => string.Create(text.Length, text, (span, s) =>
    {
        for (int i = 0; i < s.Length; i++)
        {
            span[i] = (char)(s[i] + 0xFEE0);
        }
    });
}
