using MedAiNlp.Tests.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAiNlp.Hosting.Tests;

public class AddMedAiNlpTests
{
    [Fact]
    public void The_analyzer_is_one_for_the_whole_app()
    {
        var (provider, _) = Services.With(s => s.AddMedAiNlp());
        using (provider)
        {
            var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
            analyzer.Should().BeSameAs(provider.GetRequiredService<IMedAiAnalyzer>());
            provider.GetRequiredService<MedAiAnalyzer>().Should().BeSameAs(provider.GetRequiredService<MedAiAnalyzer>());
            analyzer.Analyze(Services.News).Entities.Should().Contain(e => e.Text == "云岭市第一人民医院");
        }
    }

    [Fact]
    public async Task A_stream_gives_the_same_as_single_calls()
    {
        var (provider, _) = Services.With(s => s.AddMedAiNlp(o => o.MaxCharacters = 100));
        await using (provider)
        {
            var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
            var results = new List<AnalysisResult>();
            await foreach (var result in analyzer.AnalyzeAsync(new[] { Article.FromText(Services.News, "a"), Article.FromText(new string('长', 101), "b") }.ToAsyncEnumerable()))
                results.Add(result);
            results.Select(r => r.Id).Should().Equal("a", "b");
            results[0].Analysis!.Entities.Should().Equal(analyzer.Analyze(Services.News).Entities);
            results[1].Error!.Code.Should().Be("MED204");
        }
    }

    [Fact]
    public void Settings_come_from_configuration_and_code_has_the_last_word()
    {
        var configuration = Services.Configuration(
            ("MinScore", "0.25"), ("EntityModel", "models/mine"), ("topicmodel", ""), ("ExcludedTypes:0", "PRODUCT"), ("ExcludedTypes:1", "PERSON"), ("TopicThresholds:spam", "0.75"),
            ("Split", "true"), ("MaxCharacters", "500"), ("Threads", "3"), ("ReloadOnChange", "True"), ("ReloadInterval", "00:00:30"), ("LogText", "true"));
        var (provider, _) = Services.With(s => s.AddMedAiNlp(configuration.GetSection("MedAiNlp"), o => o.Threads = 2));
        using (provider)
        {
            var setup = provider.GetServices<IConfigureOptions<MedAiNlpOptions>>();
            var options = new MedAiNlpOptions();
            foreach (var configure in setup)
                configure.Configure(options);
            options.Should().BeEquivalentTo(new
            {
                EntityModel = "models/mine", TopicModel = (string?)null, MinScore = 0.25, ExcludedTypes = new[] { "PRODUCT", "PERSON" }, Split = true,
                MaxCharacters = 500, Threads = 2, ReloadOnChange = true, ReloadInterval = TimeSpan.FromSeconds(30), LogText = true,
            });
            options.TopicThresholds.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("spam", 0.75));
            options.Faults.Should().BeEmpty();
        }
    }

    [Fact]
    public void Settings_reach_the_analyzer()
    {
        var configuration = Services.Configuration(("ExcludedTypes:0", "HOSPITAL"), ("TopicThresholds:spam", "0"), ("TopicThresholds:imaging-ai", "1"));
        var (provider, _) = Services.With(s => s.AddMedAiNlp(configuration.GetSection("MedAiNlp")));
        using (provider)
        {
            var analysis = provider.GetRequiredService<IMedAiAnalyzer>().Analyze(Services.News);
            analysis.Entities.Should().NotContain(e => e.Type == EntityTypes.Hospital).And.Contain(e => e.Type == EntityTypes.Date);
            analysis.Topics.Single(t => t.Label == "spam").IsAssigned.Should().BeTrue();
            analysis.Topics.Single(t => t.Label == "imaging-ai").IsAssigned.Should().BeFalse();
        }
    }

    [Fact]
    public void Keys_hold_analyzers_with_models_of_their_own()
    {
        var (provider, _) = Services.With(s => s
            .AddMedAiNlp()
            .AddKeyedMedAiNlp("tiny", o => o.EntityModel = TinyPackage.Original)
            .AddKeyedMedAiNlp("strict", Services.Configuration(("MinScore", "1")).GetSection("MedAiNlp")));
        using (provider)
        {
            var tiny = provider.GetRequiredKeyedService<IMedAiAnalyzer>("tiny");
            tiny.Analyze("aabieas").Entities.Select(e => e.Type).Should().OnlyContain(t => t == "THING").And.NotBeEmpty();
            provider.GetRequiredService<IMedAiAnalyzer>().Analyze("aabieas").Entities.Should().NotContain(e => e.Type == "THING");
            provider.GetRequiredKeyedService<IMedAiAnalyzer>("strict").Analyze(Services.News).Entities.Should().OnlyContain(e => e.Score == 1);
            provider.GetRequiredKeyedService<MedAiAnalyzer>("tiny").Should().NotBeSameAs(provider.GetRequiredService<MedAiAnalyzer>());
        }
    }

    [Fact]
    public void A_recognizer_from_the_container_takes_the_place_of_the_model_and_stays_the_containers()
    {
        var (provider, log) = Services.With(s => s
            .AddSingleton<WordList>()
            .AddMedAiNlp(o => o.Customize = (services, options) => options with { EntityRecognizer = services.GetRequiredService<WordList>() }));
        using (provider)
        {
            provider.GetRequiredService<IMedAiAnalyzer>().Analyze("签约仪式在云岭举行。").Entities.Should().ContainSingle().Which.Type.Should().Be("PLACE");
            log.All.Should().ContainSingle(l => l.Id == 1000).Which.Text.Should().Contain("entities WordList");
        }
    }

    [Fact]
    public void After_the_container_is_disposed_the_analyzer_says_so()
    {
        var (provider, log) = Services.With(s => s.AddMedAiNlp());
        var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
        analyzer.Analyze(Services.News);
        provider.Dispose();
        log.Count(1003).Should().Be(1, "the models are freed");
        FluentActions.Invoking(() => analyzer.Analyze(Services.News)).Should().Throw<ObjectDisposedException>();
    }

    private sealed class WordList : IEntityRecognizer
    {
        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default) =>
            text.IndexOf("云岭", StringComparison.Ordinal) is >= 0 and var at ? [new Entity { Type = "PLACE", Text = "云岭", Start = at }] : [];
    }
}
