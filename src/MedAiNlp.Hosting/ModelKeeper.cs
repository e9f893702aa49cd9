using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MedAiNlp.Hosting;

/// <summary>Loads the analyzers of an app as its host starts, so that no request waits for a model, and looks for changes as long as it runs.</summary>
internal sealed class ModelKeeper(IServiceProvider services, IEnumerable<AnalyzerRegistration> registrations) : BackgroundService
{
    private HostedAnalyzer[] _analyzers = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _analyzers = [.. registrations.Select(r => r.Name).Distinct().Select(name => services.GetRequiredKeyedService<HostedAnalyzer>(name))];
        foreach (var analyzer in _analyzers)
            analyzer.Current();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_analyzers.Where(a => a.Current().Settings.ReloadOnChange).Select(a => Watch(a, stoppingToken)));

    private static async Task Watch(HostedAnalyzer analyzer, CancellationToken stoppingToken)
    {
        // A look every few seconds, and no file system events: those do not come from network shares and mounted volumes.
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(analyzer.Current().Settings.ReloadInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
                analyzer.ReloadIfChanged();
        }
    }
}
