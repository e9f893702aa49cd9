using MedAiNlp.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of an analyzer to the health checks of an app.</summary>
public static class MedAiNlpHealthChecksBuilderExtensions
{
    /// <summary>
    /// Healthy with models that passed their trial run, with their names and versions as data; degraded while a changed model cannot be used
    /// and the old one serves on. The check itself analyses nothing.
    /// </summary>
    /// <param name="builder">The health checks of the app.</param>
    /// <param name="key">The key of the analyzer; <see langword="null"/> for the one without.</param>
    /// <param name="name">The name of the check; <see langword="null"/> for <c>medainlp</c>, with a key <c>medainlp-KEY</c>.</param>
    /// <param name="failureStatus">What is reported while no models are loaded; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags of the check.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHealthChecksBuilder AddMedAiNlp(this IHealthChecksBuilder builder, string? key = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= string.IsNullOrEmpty(key) ? "medainlp" : $"medainlp-{key}";
        return builder.Add(new HealthCheckRegistration(name, s => new AnalyzerHealthCheck(s.GetRequiredKeyedService<HostedAnalyzer>(key ?? "")), failureStatus, tags));
    }
}
