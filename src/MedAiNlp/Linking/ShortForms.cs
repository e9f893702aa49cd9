namespace MedAiNlp;

/// <summary>Short forms that a text itself defines: 推想医疗科技股份有限公司（以下简称“推想医疗”）.</summary>
internal static class ShortForms
{
    /// <summary>No short form is longer.</summary>
    public const int LongestForm = 20;

    private static readonly string[] Openers = ["以下统一简称", "以下统称", "以下简称", "以下称", "下文简称", "下简称", "下称", "简称"];

    /// <summary>The short form defined just behind a name, or <see langword="null"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">The offset just after the name.</param>
    public static TextSpan? DefinedAt(ReadOnlySpan<char> text, int end)
    {
        var at = Skip(text, end);
        var bracket = at < text.Length && text[at] is '（' or '(' or '[' or '［' or '【' or '〔';
        if (bracket || (at < text.Length && text[at] is '，' or ','))
            at = Skip(text, at + 1);
        // 以下簡稱 is the same in Traditional characters.
        var opener = OpenerAt(text, at);
        if (opener == 0)
            return null;
        at = Skip(text, at + opener);
        while (at < text.Length && text[at] is '为' or '為' or '：' or ':')
            at = Skip(text, at + 1);
        var quoted = at < text.Length && IsQuote(text[at]);
        if (quoted)
            at++;
        var start = at;
        while (at < text.Length && at - start <= LongestForm && !IsQuote(text[at]) && !Ends(text[at]))
            at++;
        // Without a closing mark there is no telling where the short form ends.
        var closed = at < text.Length && (quoted ? IsQuote(text[at]) : Ends(text[at]));
        return closed && at - start is > 1 and <= LongestForm ? TextSpan.FromBounds(start, at) : null;
    }

    /// <summary>Whether a name stands in brackets just behind another: 推想医疗（Infervision）.</summary>
    public static bool IsInBracketsBehind(ReadOnlySpan<char> text, TextSpan name, TextSpan other) =>
        other.Start == name.End + 1 && text[name.End] is '（' or '(' && other.End < text.Length && text[other.End] is '）' or ')';

    // How long the opener is that stands here, 0 for none. No look-up by a lambda: this is asked of every name.
    private static int OpenerAt(ReadOnlySpan<char> text, int at)
    {
        foreach (var opener in Openers)
        {
            if (CharacterFolding.Default.StandsAt(text, at, opener))
                return opener.Length;
        }
        return 0;
    }

    private static int Skip(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '\u200B' or '\u00AD'))
            at++;
        return at;
    }

    private static bool IsQuote(char c) => c is '“' or '”' or '"' or '‘' or '’' or '\'' or '「' or '」' or '『' or '』' or '《' or '》' or '＂';

    private static bool Ends(char c) => c is '）' or ')' or ']' or '］' or '】' or '〕' or '，' or ',' or '。' or '；' or ';' or '、' or '\n' or '\r';
}
