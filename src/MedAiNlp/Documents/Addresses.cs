using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>Addresses written out in the text (https://…): a name inside one names nothing, so the models do not see them.</summary>
internal static partial class Addresses
{
    public static void Hide(Draft draft)
    {
        foreach (ValueMatch match in Address().EnumerateMatches(draft.Text))
            draft.Hidden.Hide(match.Index, match.Index + match.Length, separates: true);
    }

    [GeneratedRegex(@"(?:(?:https?|ftp)://|(?<![A-Za-z0-9.])www\.)[!-;=?-Z\\^-z|~]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
