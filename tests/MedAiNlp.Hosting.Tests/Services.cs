using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MedAiNlp.Hosting.Tests;

/// <summary>A container as an app has it, with a log to look at.</summary>
internal static class Services
{
    public const string News = "2月18日，云岭市第一人民医院用人工智能辅助阅读肺部CT影像，准确率高达96%。";

    public static (ServiceProvider Provider, LogLines Log) With(Action<IServiceCollection> add)
    {
        var log = new LogLines();
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        add(services);
        return (services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }), log);
    }

    public static IConfigurationRoot Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("MedAiNlp:" + s.Key, s.Value))).Build();
}
