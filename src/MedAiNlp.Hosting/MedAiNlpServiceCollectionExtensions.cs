using MedAiNlp;
using MedAiNlp.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds MedAiNlp to the services of an app.</summary>
public static class MedAiNlpServiceCollectionExtensions
{
    /// <summary>
    /// Adds an analyzer as a singleton: <see cref="IMedAiAnalyzer"/>, and <see cref="MedAiAnalyzer"/> where its models stay as they are.
    /// A host checks the settings and loads the models as it starts; without a host both happen at the first use.
    /// </summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="configure">Sets what is to differ from the defaults; <see langword="null"/> for nothing.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddMedAiNlp(this IServiceCollection services, Action<MedAiNlpOptions>? configure = null) =>
        AddUnkeyed(services, null, configure);

    /// <summary>Adds an analyzer as a singleton, with settings from configuration.</summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="configuration">The section with the settings, such as <c>builder.Configuration.GetSection("MedAiNlp")</c>.</param>
    /// <param name="configure">Sets what configuration does not say; runs after it.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <remarks>A value of the wrong kind and a name that is no setting are errors (MED601, MED602) when the host starts.</remarks>
    public static IServiceCollection AddMedAiNlp(this IServiceCollection services, IConfiguration configuration, Action<MedAiNlpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return AddUnkeyed(services, configuration, configure);
    }

    /// <summary>Adds an analyzer under a key, for apps with several models: <c>[FromKeyedServices("mine")] IMedAiAnalyzer analyzer</c>.</summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="key">The key; also the name of its <see cref="MedAiNlpOptions"/>.</param>
    /// <param name="configure">Sets what is to differ from the defaults; <see langword="null"/> for nothing.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddKeyedMedAiNlp(this IServiceCollection services, string key, Action<MedAiNlpOptions>? configure = null) =>
        AddKeyed(services, key, null, configure);

    /// <summary>Adds an analyzer under a key, with settings from configuration.</summary>
    /// <param name="services">The services of the app.</param>
    /// <param name="key">The key; also the name of its <see cref="MedAiNlpOptions"/>.</param>
    /// <param name="configuration">The section with the settings.</param>
    /// <param name="configure">Sets what configuration does not say; runs after it.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddKeyedMedAiNlp(this IServiceCollection services, string key, IConfiguration configuration, Action<MedAiNlpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return AddKeyed(services, key, configuration, configure);
    }

    private static IServiceCollection AddUnkeyed(IServiceCollection services, IConfiguration? configuration, Action<MedAiNlpOptions>? configure)
    {
        AddAnalyzer(services, Options.Options.DefaultName, configuration, configure);
        services.TryAddSingleton<IMedAiAnalyzer>(s => s.GetRequiredKeyedService<HostedAnalyzer>(Options.Options.DefaultName));
        services.TryAddSingleton(s => s.GetRequiredKeyedService<HostedAnalyzer>(Options.Options.DefaultName).Fixed);
        return services;
    }

    private static IServiceCollection AddKeyed(IServiceCollection services, string key, IConfiguration? configuration, Action<MedAiNlpOptions>? configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        AddAnalyzer(services, key, configuration, configure);
        services.TryAddKeyedSingleton<IMedAiAnalyzer>(key, (s, _) => s.GetRequiredKeyedService<HostedAnalyzer>(key));
        services.TryAddKeyedSingleton(key, (s, _) => s.GetRequiredKeyedService<HostedAnalyzer>(key).Fixed);
        return services;
    }

    private static void AddAnalyzer(IServiceCollection services, string name, IConfiguration? configuration, Action<MedAiNlpOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<MedAiNlpOptions>(name).ValidateOnStart();
        if (configuration is not null)
            services.AddSingleton<IConfigureOptions<MedAiNlpOptions>>(new SettingsReader(name, configuration));
        if (configure is not null)
            options.Configure(configure);
        services.AddSingleton(new AnalyzerRegistration(name, configuration));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MedAiNlpOptions>, SettingsCheck>());
        services.TryAddKeyedSingleton(name, (s, _) => new HostedAnalyzer(name, s));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelKeeper>());
    }
}
