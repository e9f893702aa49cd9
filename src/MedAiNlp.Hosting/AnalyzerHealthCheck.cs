using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MedAiNlp.Hosting;

/// <summary>Healthy with models that passed their trial run; degraded while a changed model cannot be used and the old one serves on.</summary>
internal sealed class AnalyzerHealthCheck(HostedAnalyzer analyzer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (models, fault) = analyzer.State;
        if (models is null)
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, "no models are loaded"));
        var data = new Dictionary<string, object>
        {
            ["entityModel"] = models.EntityModel,
            ["topicModel"] = models.TopicModel,
            ["loadedAt"] = models.LoadedAt,
        };
        return Task.FromResult(fault is null
            ? HealthCheckResult.Healthy($"entities {models.EntityModel}, topics {models.TopicModel}", data)
            : HealthCheckResult.Degraded($"the models in use are old ones, because what changed cannot be used: {fault}", data: data));
    }
}
