namespace MedAiNlp.Cli.Input;

/// <summary>One article to come. Reading it may throw a <see cref="MedAiException"/>, which is that article's result.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Read">Reads it.</param>
/// <param name="Bytes">How long it is, as far as that is known before.</param>
internal sealed record InputItem(string Id, Func<Article> Read, long Bytes = 0);
