using BenchmarkDotNet.Attributes;

namespace MedAiNlp.Benchmarks;

/// <summary>
/// Characters per second of the figure scanner on one thread: on news with a figure or date every twenty characters, and on
/// prose without digits, where only the search for numerals is left. Each text has 20,000 characters: 20,000 divided by the
/// microseconds is millions of characters per second. Iterations are short and many, so that the minimum shows the code and
/// not the neighbours on a shared machine.
/// </summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
[SimpleJob(warmupCount: 30, iterationCount: 60, invocationCount: 16)]
public class FigureBenchmarks
{
    private const int Length = 20_000;

    // Written for this benchmark after the manner of health news.
    private const string NewsParagraph =
        "2月18日下午，省人民医院远程医疗中心与700公里之外的县医院完成首例5G远程超声检查，整个过程用时8分34秒。据介绍，该平台自2019年上线以来，已覆盖全省1500多家基层医疗机构，" +
        "累计完成会诊26.6万人次，影像诊断准确率达到96%以上。中心主任表示，目前每天约有200名医生在线，平均响应时间从30分钟缩短到5-8分钟，患者满意度提高了三成。今年，医院将投入3000万元，" +
        "再配备两台移动CT和数十套远程会诊设备，力争年底前实现县域全覆盖。专家指出，人工智能辅助诊断系统仍处在试点阶段，临床应用要坚持安全第一，进一步完善质量控制和数据标准，让老百姓在家门口就能看上专家。";

    private const string PlainParagraph =
        "远程医疗平台让专家与基层医生在同样的画面前讨论病情，患者不必奔波便能得到诊疗意见。医院负责人说，人工智能辅助诊断系统仍处在试点阶段，临床应用要坚持安全为先，" +
        "完善质量控制和数据标准，让居民在家门口就能看上专家。志愿者们把物资送到社区，护士为老人测量体温、登记信息，医生通过视频叮嘱他们按时服药、注意休息。";

    private readonly string _news = Fill(NewsParagraph);
    private readonly string _plain = Fill(PlainParagraph);

    /// <summary>The whole result: figures and dates as objects.</summary>
    [Benchmark]
    public int ScanNews() => FigureScanner.Default.Scan(_news).Figures.Count;

    /// <summary>Offsets and values only.</summary>
    [Benchmark]
    public int EnumerateNews() => Count(_news);

    /// <summary>The whole result on prose without any figure.</summary>
    [Benchmark]
    public int ScanPlainText() => FigureScanner.Default.Scan(_plain).Figures.Count;

    private static int Count(string text)
    {
        int count = 0;
        foreach (FigureToken _ in FigureScanner.Default.Enumerate(text))
        {
            count++;
        }

        return count;
    }

    private static string Fill(string paragraph) => string.Concat(Enumerable.Repeat(paragraph, Length / paragraph.Length + 1))[..Length];
}
