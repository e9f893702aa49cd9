using System.CommandLine;
using MedAiNlp.Cli.Input;

namespace MedAiNlp.Cli.Commands;

/// <summary>Options that several commands have, each made anew for its command.</summary>
internal static class SharedOptions
{
    public static Option<InputKind> Input() => OneOf<InputKind>("--input", "What the files are; auto goes by name and content.");

    /// <summary>An option for a name of an enumeration, in whatever case; another name is an error that lists them.</summary>
    public static Option<T> OneOf<T>(string name, string description)
        where T : struct, Enum
    {
        var choices = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant();
        return new Option<T>(name)
        {
            HelpName = choices,
            Description = description,
            CustomParser = result =>
            {
                var given = result.Tokens[0].Value;
                if (Enum.GetNames<T>().Contains(given, StringComparer.OrdinalIgnoreCase))
                    return Enum.Parse<T>(given, ignoreCase: true);
                result.AddError($"{name}: expected {choices}, found '{given}'");
                return default;
            },
        };
    }

    public static Option<double> MinScore()
    {
        var option = new Option<double>("--min-score") { HelpName = "SCORE", Description = "Leaves out entities with a smaller score, 0 to 1." };
        option.Validators.Add(r => { if (r.GetValueOrDefault<double>() is not (>= 0 and <= 1)) r.AddError("--min-score: expected a number from 0 to 1"); });
        return option;
    }

    public static Option<int> Threads()
    {
        var option = new Option<int>("--threads") { HelpName = "N", Description = "Articles worked on at once, and windows of a long one; 0 for one each processor." };
        option.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 0) r.AddError("--threads: expected 0 or a positive number"); });
        return option;
    }
}
