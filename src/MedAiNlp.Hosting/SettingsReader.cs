using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MedAiNlp.Hosting;

/// <summary>
/// Reads settings from a section of the configuration, by hand: without reflection, and so that every wrong value and every unknown name is
/// said with its path, all of them at once.
/// </summary>
internal sealed class SettingsReader(string name, IConfiguration configuration) : IConfigureNamedOptions<MedAiNlpOptions>
{
    private static readonly string[] Names =
    [
        nameof(MedAiNlpOptions.EntityModel), nameof(MedAiNlpOptions.TopicModel), nameof(MedAiNlpOptions.MinScore), nameof(MedAiNlpOptions.ExcludedTypes),
        nameof(MedAiNlpOptions.TopicThresholds), nameof(MedAiNlpOptions.Split), nameof(MedAiNlpOptions.MaxCharacters), nameof(MedAiNlpOptions.Threads),
        nameof(MedAiNlpOptions.ReloadOnChange), nameof(MedAiNlpOptions.ReloadInterval), nameof(MedAiNlpOptions.LogText),
    ];

    public void Configure(MedAiNlpOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? optionsName, MedAiNlpOptions options)
    {
        if (optionsName != name)
            return;
        foreach (var setting in configuration.GetChildren())
            Read(setting, options);
    }

    private static void Read(IConfigurationSection setting, MedAiNlpOptions options)
    {
        // Configuration keys are the same in any case; a name that is not known is most likely a slip, and must not go unheard.
        switch (Names.FirstOrDefault(n => n.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)))
        {
            case nameof(MedAiNlpOptions.EntityModel):
                options.EntityModel = Text(setting, options);
                break;
            case nameof(MedAiNlpOptions.TopicModel):
                options.TopicModel = Text(setting, options);
                break;
            case nameof(MedAiNlpOptions.MinScore):
                options.MinScore = Number(setting, options, options.MinScore);
                break;
            case nameof(MedAiNlpOptions.ExcludedTypes):
                options.ExcludedTypes = List(setting, options);
                break;
            case nameof(MedAiNlpOptions.TopicThresholds):
                foreach (var threshold in setting.GetChildren())
                    options.TopicThresholds[threshold.Key] = Number(threshold, options, 0);
                break;
            case nameof(MedAiNlpOptions.Split):
                options.Split = YesNo(setting, options, options.Split);
                break;
            case nameof(MedAiNlpOptions.MaxCharacters):
                options.MaxCharacters = Count(setting, options, options.MaxCharacters);
                break;
            case nameof(MedAiNlpOptions.Threads):
                options.Threads = Count(setting, options, options.Threads);
                break;
            case nameof(MedAiNlpOptions.ReloadOnChange):
                options.ReloadOnChange = YesNo(setting, options, options.ReloadOnChange);
                break;
            case nameof(MedAiNlpOptions.ReloadInterval):
                options.ReloadInterval = Time(setting, options, options.ReloadInterval);
                break;
            case nameof(MedAiNlpOptions.LogText):
                options.LogText = YesNo(setting, options, options.LogText);
                break;
            default:
                options.Fault("MED602", $"there is no setting {setting.Path}; there are {string.Join(", ", Names)}");
                break;
        }
    }

    private static string? Text(IConfigurationSection setting, MedAiNlpOptions options) =>
        setting.GetChildren().Any() ? Fault<string?>(setting, options, "one text", null) : string.IsNullOrEmpty(setting.Value) ? null : setting.Value;

    private static double Number(IConfigurationSection setting, MedAiNlpOptions options, double otherwise) =>
        double.TryParse(setting.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : Fault(setting, options, "a number such as 0.5", otherwise);

    private static int Count(IConfigurationSection setting, MedAiNlpOptions options, int otherwise) =>
        int.TryParse(setting.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : Fault(setting, options, "a whole number", otherwise);

    private static bool YesNo(IConfigurationSection setting, MedAiNlpOptions options, bool otherwise) =>
        bool.TryParse(setting.Value, out var value) ? value : Fault(setting, options, "true or false", otherwise);

    private static TimeSpan Time(IConfigurationSection setting, MedAiNlpOptions options, TimeSpan otherwise) =>
        setting.Value?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var value)
            ? value
            : Fault(setting, options, "a time such as 00:00:05", otherwise);

    private static string[] List(IConfigurationSection setting, MedAiNlpOptions options)
    {
        if (!string.IsNullOrEmpty(setting.Value))
            return Fault<string[]>(setting, options, "a list of texts", []);
        return [.. setting.GetChildren().Select(c => c.Value).OfType<string>()];
    }

    private static T Fault<T>(IConfigurationSection setting, MedAiNlpOptions options, string expected, T otherwise)
    {
        options.Fault("MED601", $"the setting {setting.Path} is {(setting.Value is { } value ? $"'{value}'" : "a section")}, expected {expected}");
        return otherwise;
    }
}
