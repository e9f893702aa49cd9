using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAiNlp.Hosting.Tests;

public class SettingsCheckTests
{
    [Fact]
    public async Task A_host_does_not_start_with_wrong_settings_and_says_all_of_them_at_once()
    {
        var start = () => Start(("MinScore", "1,5"), ("Threads", "many"), ("ReloadInterval", "5"), ("EntitiesModel", "x"), ("Split:yes", "1"), ("TopicThresholds:spam", "2"));
        var error = (await start.Should().ThrowAsync<OptionsValidationException>()).Which;
        error.Failures.Should().BeEquivalentTo(
            "MED601: the setting MedAiNlp:MinScore is '1,5', expected a number such as 0.5.",
            "MED601: the setting MedAiNlp:Threads is 'many', expected a whole number.",
            "MED601: the setting MedAiNlp:ReloadInterval is '5', expected a time such as 00:00:05.",
            "MED601: the setting MedAiNlp:Split is a section, expected true or false.",
            "MED601: the setting TopicThresholds:spam is 2, expected 0 to 1.",
            "MED602: there is no setting MedAiNlp:EntitiesModel; there are EntityModel, TopicModel, MinScore, ExcludedTypes, TopicThresholds, Split, MaxCharacters, Threads, ReloadOnChange, ReloadInterval, LogText.");
    }

    [Theory]
    [InlineData("MinScore", "1.5", "MED601: the setting MinScore is 1.5, expected 0 to 1.")]
    [InlineData("MinScore", "NaN", "MED601: the setting MinScore is NaN, expected 0 to 1.")]
    [InlineData("MaxCharacters", "0", "MED601: the setting MaxCharacters is 0, expected a positive number.")]
    [InlineData("Threads", "-1", "MED601: the setting Threads is -1, expected 0 or a positive number.")]
    [InlineData("ReloadInterval", "00:00:00", "MED601: the setting ReloadInterval is 00:00:00, expected at least 00:00:00.1.")]
    [InlineData("TopicThresholds:5G", "0.5", "MED601: the setting TopicThresholds:5G is for a topic that the model does not know; it knows imaging-ai, telemedicine, 5g, internet-hospital, spam.")]
    [InlineData("EntityModel", "/nowhere/model", "MED603: the setting EntityModel names no usable model (MED101: there is no model folder /nowhere/model; *).")]
    public async Task Each_wrong_setting_says_what_is_expected(string setting, string value, string message)
    {
        var start = () => Start((setting, value));
        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle().Which.Should().Match(message);
    }

    [Fact]
    public async Task A_model_for_another_task_is_refused()
    {
        var start = () => Start(("EntityModel", Path.Combine(Repository.Models, "zh-topics")));
        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle()
            .Which.Should().Match("MED603: the setting EntityModel names */zh-topics, a model for text-classification; expected one for token-classification.");
    }

    [Fact]
    public async Task A_relative_model_folder_begins_at_the_content_root()
    {
        using var host = await Start(Repository.Root, ("EntityModel", "models/zh-entities"));
        host.Services.GetRequiredService<IMedAiAnalyzer>().Analyze(Services.News).Entities.Should().NotBeEmpty();
        await host.StopAsync();
    }

    [Fact]
    public async Task Models_are_loaded_when_the_host_starts()
    {
        var log = new LogLines();
        using var host = await Start(Repository.Root, log);
        log.All.Should().ContainSingle(l => l.Id == 1000).Which.Text.Should().Match("Analyzer default loaded: entities zh-health-entities *, topics zh-health-topics *, in * ms");
        await host.StopAsync();
    }

    private static Task<IHost> Start(params (string, string?)[] settings) => Start(Repository.Root, settings);

    private static Task<IHost> Start(string root, params (string, string?)[] settings) => Start(root, new LogLines(), settings);

    private static async Task<IHost> Start(string root, LogLines log, params (string, string?)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = root });
        builder.Configuration.AddConfiguration(Services.Configuration(settings));
        builder.Logging.AddProvider(log);
        builder.Services.AddMedAiNlp(builder.Configuration.GetSection("MedAiNlp"));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
