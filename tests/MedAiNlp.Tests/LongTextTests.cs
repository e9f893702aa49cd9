using System.Diagnostics.Metrics;
using MedAiNlp.Tests.Inference;
using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp.Tests;

/// <summary>A long text goes to several threads; the tiny model's windows of 32 characters make long what has 512.</summary>
public sealed class LongTextTests
{
    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(4_000)]
    [InlineData(20_000)]
    public void Several_threads_find_just_what_one_finds(int length)
    {
        using var recognizer = EntityRecognizer.Load(TinyPackage.Original);
        var random = new Random(length);
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => new[] { "a", "aa", "bie", "s", "be", "biiiiie", "\n" }[random.Next(7)]))[..length];
        Found(recognizer, text, threads: 4).Should().Equal(recognizer.Recognize(text));
    }

    [Fact]
    public void An_analysis_does_not_depend_on_the_number_of_threads()
    {
        var text = string.Join('\n', Directory.GetFiles(Repository.Samples, "0*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        text.Length.Should().BeGreaterThan(8_192, "the samples have to be long enough to be shared out");
        using var one = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Threads = 1 });
        using var four = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Threads = 4 });
        var (alone, together) = (one.Analyze(text), four.Analyze(text));
        together.Entities.Should().NotBeEmpty().And.Equal(alone.Entities);
        together.Figures.Select(f => f.Span).Should().Equal(alone.Figures.Select(f => f.Span));
        together.Topics.Select(t => (t.Label, t.Score)).Should().Equal(alone.Topics.Select(t => (t.Label, t.Score)));
    }

    [Fact]
    public void A_stopped_call_ends_with_the_exception_of_stopping_and_harms_none_behind_it()
    {
        using var recognizer = EntityRecognizer.Load(TinyPackage.Original);
        var text = string.Concat(Enumerable.Repeat("aabie\n", 50_000));
        using var stop = new CancellationTokenSource();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => { if (instrument == MedAiTelemetry.Windows) listening.EnableMeasurementEvents(instrument); } };
        var windows = 0L;
        listener.SetMeasurementEventCallback<long>((_, more, _, _) => { if (Interlocked.Add(ref windows, more) > 20) stop.Cancel(); });
        listener.Start();
        FluentActions.Invoking(() => Found(recognizer, text, threads: 4, stop.Token)).Should().Throw<OperationCanceledException>();
        var start = text[..3_000];
        Found(recognizer, start, threads: 4).Should().Equal(recognizer.Recognize(start));
    }

    [Fact]
    public void What_goes_wrong_in_the_network_comes_out_as_on_one_thread()
    {
        var package = ModelPackage.Load(TinyPackage.Original);
        using var settings = new SessionOptions();
        settings.AddFreeDimensionOverrideByName("length", 31);
        using var session = new InferenceSession(package.ModelPath, settings);
        using var recognizer = EntityRecognizer.Load(package, new InferenceOptions { Session = session });
        FluentActions.Invoking(() => Found(recognizer, new string('a', 5_000), threads: 4)).Should().Throw<ModelPackageException>().Which.Code.Should().Be("MED109");
    }

    private static List<Entity> Found(EntityRecognizer recognizer, string text, int threads, CancellationToken cancellationToken = default)
    {
        var found = new List<Entity>();
        recognizer.Recognize(text, found, [], options: null, new SharedWork(null, new SpareThreads(threads)), cancellationToken);
        return found;
    }
}
