using Microsoft.Extensions.Options;

namespace MedAiNlp.Hosting;

/// <summary>Checks settings before anything is built from them: ranges, and that the models are there, whole, and of the right task.</summary>
internal sealed class SettingsCheck(IServiceProvider services) : IValidateOptions<MedAiNlpOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(0.1);

    public ValidateOptionsResult Validate(string? name, MedAiNlpOptions options)
    {
        Range(options.MinScore is >= 0 and <= 1, nameof(options.MinScore), options.MinScore, "0 to 1");
        Range(options.MaxCharacters > 0, nameof(options.MaxCharacters), options.MaxCharacters, "a positive number");
        Range(options.Threads >= 0, nameof(options.Threads), options.Threads, "0 or a positive number");
        Range(options.ReloadInterval >= ShortestInterval, nameof(options.ReloadInterval), options.ReloadInterval, "at least 00:00:00.1");
        foreach (var (label, threshold) in options.TopicThresholds)
            Range(threshold is >= 0 and <= 1, $"{nameof(options.TopicThresholds)}:{label}", threshold, "0 to 1");

        // What Customize may put in a model's place is known only when it runs; the models are then checked as they are loaded.
        if (options.Customize is null)
            CheckModels(options);
        return options.Faults.Count > 0 ? ValidateOptionsResult.Fail(options.Faults) : ValidateOptionsResult.Success;

        void Range(bool holds, string setting, object value, string expected)
        {
            if (!holds)
                options.Fault("MED601", $"the setting {setting}{(string.IsNullOrEmpty(name) ? "" : $" of '{name}'")} is {FormattableString.Invariant($"{value}")}, expected {expected}");
        }
    }

    private void CheckModels(MedAiNlpOptions options)
    {
        Check(nameof(options.EntityModel), ModelFolder.Entities(options, services), "token-classification");
        var topics = Check(nameof(options.TopicModel), ModelFolder.Topics(options, services), "text-classification");
        if (topics is not null && options.TopicThresholds.Keys.FirstOrDefault(l => !topics.Manifest.Labels.Contains(l)) is { } unknown)
            options.Fault("MED601", $"the setting {nameof(options.TopicThresholds)}:{unknown} is for a topic that the model does not know; it knows {string.Join(", ", topics.Manifest.Labels)}");

        ModelPackage? Check(string setting, ModelFolder folder, string task)
        {
            try
            {
                var package = folder.Load();
                if (package.Manifest.Task == task)
                    return package;
                options.Fault("MED603", $"the setting {setting} names {folder.Path}, a model for {package.Manifest.Task}; expected one for {task}");
            }
            catch (MedAiException e)
            {
                options.Fault("MED603", $"the setting {setting} names no usable model ({e.Message.TrimEnd('.')})");
            }
            return null;
        }
    }
}
