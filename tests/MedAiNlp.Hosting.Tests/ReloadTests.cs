using System.Text.Json.Nodes;
using System.Threading.Channels;
using MedAiNlp.Tests.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MedAiNlp.Hosting.Tests;

public class ReloadTests
{
    [Fact]
    public void A_changed_model_takes_over()
    {
        using var package = new TinyPackage();
        var (provider, log) = With(package);
        using (provider)
        {
            var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
            var hosted = (HostedAnalyzer)analyzer;
            Types(analyzer).Should().Equal("THING", "THING");
            hosted.ReloadIfChanged().Should().BeFalse("nothing changed");

            Rename(package, "GADGET");
            hosted.ReloadIfChanged().Should().BeTrue();
            Types(analyzer).Should().Equal("GADGET", "GADGET");
            hosted.ReloadIfChanged().Should().BeFalse();
            log.All.Select(l => l.Id).Where(id => id < 1010).Should().Equal(1000, 1001, 1003);
        }
    }

    [Fact]
    public async Task What_runs_ends_with_the_old_model_and_the_last_user_frees_it()
    {
        using var package = new TinyPackage();
        var (provider, log) = With(package);
        await using (provider)
        {
            var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
            var articles = Channel.CreateUnbounded<Article>();
            await using var running = analyzer.AnalyzeAsync(articles.Reader.ReadAllAsync()).GetAsyncEnumerator();
            (await Next("before")).Should().Equal("THING", "THING");

            Rename(package, "GADGET");
            ((HostedAnalyzer)analyzer).ReloadIfChanged().Should().BeTrue();
            Types(analyzer).Should().Equal("GADGET", "GADGET");
            (await Next("after")).Should().Equal("THING", "THING");
            log.Count(1003).Should().Be(0, "the old model is in use");

            articles.Writer.Complete();
            (await running.MoveNextAsync()).Should().BeFalse();
            log.Count(1003).Should().Be(1, "its last user has let it go");

            async Task<IEnumerable<string>> Next(string id)
            {
                await articles.Writer.WriteAsync(Article.FromText("aabieas", id));
                (await running.MoveNextAsync()).Should().BeTrue();
                return running.Current.Analysis!.Entities.Select(e => e.Type);
            }
        }
    }

    [Fact]
    public async Task Calls_that_run_while_models_change_all_succeed()
    {
        using var package = new TinyPackage();
        var (provider, log) = With(package);
        await using (provider)
        {
            var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
            Types(analyzer).Should().Equal("THING", "THING");
            using var stop = new CancellationTokenSource();
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                var calls = 0;
                for (; !stop.IsCancellationRequested; calls++)
                    Types(analyzer).Should().BeSubsetOf(["THING", "GADGET0", "GADGET1", "GADGET2", "GADGET3", "GADGET4"]);
                return calls;
            })).ToArray();
            for (var i = 0; i < 5; i++)
            {
                Rename(package, $"GADGET{i}");
                ((HostedAnalyzer)analyzer).ReloadIfChanged().Should().BeTrue();
            }
            await stop.CancelAsync();
            (await Task.WhenAll(callers)).Sum().Should().BePositive();
            log.Count(1003).Should().Be(5, "each old model is freed once");
        }
    }

    [Fact]
    public async Task A_model_that_cannot_be_used_leaves_the_old_one_in_place_until_it_is_mended()
    {
        using var package = new TinyPackage();
        var (provider, log) = With(package);
        await using (provider)
        {
            var analyzer = (HostedAnalyzer)provider.GetRequiredService<IMedAiAnalyzer>();
            var health = provider.GetRequiredService<HealthCheckService>();
            (await Health()).Status.Should().Be(HealthStatus.Unhealthy, "nothing is loaded yet");
            Types(analyzer).Should().NotBeEmpty();
            (await Health()).Status.Should().Be(HealthStatus.Healthy);
            (await Health()).Data["entityModel"].Should().BeOfType<string>().Which.Should().StartWith("tiny");

            package.Edit(j => j["labels"] = new JsonArray("O"));
            analyzer.ReloadIfChanged().Should().BeFalse();
            analyzer.ReloadIfChanged().Should().BeFalse();
            Types(analyzer).Should().Equal("THING", "THING");
            log.All.Should().ContainSingle(l => l.Id == 1002, "it is said once").Which.Text.Should().Contain("MED1");
            (await Health()).Status.Should().Be(HealthStatus.Degraded);
            (await Health()).Description.Should().Contain("MED1");

            Rename(package, "GADGET");
            analyzer.ReloadIfChanged().Should().BeTrue();
            (await Health()).Status.Should().Be(HealthStatus.Healthy);

            async Task<HealthReportEntry> Health() => (await health.CheckHealthAsync()).Entries["medainlp"];
        }
    }

    [Fact]
    public void A_model_that_is_being_replaced_is_waited_for()
    {
        using var package = new TinyPackage();
        var (provider, log) = With(package);
        using (provider)
        {
            var analyzer = (HostedAnalyzer)provider.GetRequiredService<IMedAiAnalyzer>();
            Types(analyzer).Should().NotBeEmpty();
            File.Move(package.PathOf("model.json"), package.PathOf("model.json.new"));
            analyzer.ReloadIfChanged().Should().BeFalse();
            log.Count(1002).Should().Be(0);
        }
    }

    [Fact]
    public void Changed_configuration_is_taken_over_and_wrong_one_is_not()
    {
        var configuration = Services.Configuration(("ReloadOnChange", "true"), ("MinScore", "0"));
        var (provider, log) = Services.With(s => s.AddMedAiNlp(configuration.GetSection("MedAiNlp")));
        using (provider)
        {
            var analyzer = (HostedAnalyzer)provider.GetRequiredService<IMedAiAnalyzer>();
            analyzer.Analyze(Services.News).Entities.Should().Contain(e => e.Type == EntityTypes.Hospital);

            Set("MinScore", "1");
            analyzer.ReloadIfChanged().Should().BeTrue();
            analyzer.Analyze(Services.News).Entities.Should().OnlyContain(e => e.Score == 1);

            Set("MinScore", "high");
            analyzer.ReloadIfChanged().Should().BeFalse();
            log.All.Should().ContainSingle(l => l.Id == 1002).Which.Text.Should().Contain("MED601: the setting MedAiNlp:MinScore is 'high'");

            void Set(string name, string value)
            {
                configuration["MedAiNlp:" + name] = value;
                configuration.Reload();
            }
        }
    }

    [Fact]
    public async Task A_running_host_sees_the_change_by_itself()
    {
        using var package = new TinyPackage();
        var log = new LogLines();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddMedAiNlp(o => (o.EntityModel, o.ReloadOnChange, o.ReloadInterval) = (package.Directory, true, TimeSpan.FromSeconds(0.1)));
        using var host = builder.Build();
        await host.StartAsync();
        Rename(package, "GADGET");
        for (var i = 0; i < 600 && log.Count(1001) == 0; i++)
            await Task.Delay(50);
        Types(host.Services.GetRequiredService<IMedAiAnalyzer>()).Should().Equal("GADGET", "GADGET");
        await host.StopAsync();
    }

    [Fact]
    public void An_analyzer_whose_models_change_cannot_be_injected_as_one_that_does_not()
    {
        using var package = new TinyPackage();
        var (provider, _) = With(package);
        using (provider)
            FluentActions.Invoking(provider.GetRequiredService<MedAiAnalyzer>).Should().Throw<MedAiException>().WithMessage("MED604: ReloadOnChange is on*inject IMedAiAnalyzer*");
    }

    private static (ServiceProvider, LogLines) With(TinyPackage package) => Services.With(s =>
    {
        s.AddMedAiNlp(o => (o.EntityModel, o.ReloadOnChange) = (package.Directory, true));
        s.AddHealthChecks().AddMedAiNlp();
    });

    private static IEnumerable<string> Types(IMedAiAnalyzer analyzer) => analyzer.Analyze("aabieas").Entities.Select(e => e.Type);

    private static void Rename(TinyPackage package, string type) =>
        package.Edit(j => j["labels"] = new JsonArray("O", $"B-{type}", $"I-{type}", $"E-{type}", $"S-{type}"));
}
