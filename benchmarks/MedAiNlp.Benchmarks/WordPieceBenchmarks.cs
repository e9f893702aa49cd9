using System.Text;
using BenchmarkDotNet.Attributes;

namespace MedAiNlp.Benchmarks;

/// <summary>
/// Characters per second of the WordPiece tokenizer on one thread, places included: each text has 100,000 characters of news, so
/// 100,000 divided by the microseconds is millions of characters per second. <c>MEDAINLP_BERT</c> names a folder with a
/// <c>tokenizer.json</c> or <c>vocab.txt</c>, such as that of bert-base-chinese; without it the small vocabulary of the tests serves,
/// which knows fewer words.
/// </summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
[SimpleJob(warmupCount: 20, iterationCount: 40, invocationCount: 32)]
public class WordPieceBenchmarks
{
    private const int Length = 100_000;

    private readonly WordPieceTokenizer _tokenizer = WordPieceTokenizer.Load(
        Environment.GetEnvironmentVariable("MEDAINLP_BERT") ?? Path.Combine(BenchmarkCorpus.Root, "tests", "MedAiNlp.Tests", "Features", "WordPiece"));

    private readonly string _news = BenchmarkCorpus.News(Length);
    private readonly WordPieceBuffer _buffer = new(Length);
    private readonly int[] _ids = new int[WordPieceTokenizer.MaxTokenCount(Length)];
    private readonly int[] _starts = new int[WordPieceTokenizer.MaxTokenCount(Length)];
    private readonly int[] _ends = new int[WordPieceTokenizer.MaxTokenCount(Length)];
    private readonly Dictionary<int, int> _known = [];

    /// <summary>Looks up the characters that <see cref="EachCharacter"/> knows.</summary>
    public WordPieceBenchmarks()
    {
        foreach (var rune in _news.EnumerateRunes().Distinct())
            _known[rune.Value] = _tokenizer.IdOf(rune.ToString()) ?? _tokenizer.UnkId;
    }

    /// <summary>The least that a tokenizer can do: each character is a token, found in a dictionary; no words, no clean-up.</summary>
    [Benchmark(Baseline = true)]
    public int EachCharacter()
    {
        var (count, at) = (0, 0);
        foreach (var rune in _news.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune))
            {
                _ids[count] = _known[rune.Value];
                _starts[count] = at;
                _ends[count++] = at + rune.Utf16SequenceLength;
            }
            at += rune.Utf16SequenceLength;
        }
        return count;
    }

    /// <summary>Into a buffer that is used again.</summary>
    [Benchmark]
    public int IntoBuffer()
    {
        _tokenizer.Encode(_news, _buffer);
        return _buffer.Count;
    }

    /// <summary>Into the caller's arrays.</summary>
    [Benchmark]
    public int IntoSpans() => _tokenizer.Encode(_news, _ids, _starts, _ends);

    /// <summary>As a new object.</summary>
    [Benchmark]
    public int Allocating() => _tokenizer.Encode(_news).Count;
}
