namespace MedAiNlp.Cli.Input;

/// <summary>One article to come: its name, and how to read it. Reading may throw a <see cref="MedAiException"/>, which is that article's result.</summary>
internal sealed record InputItem(string Id, Func<Article> Read);
