using System.Buffers;

namespace MedAiNlp;

/// <summary>What the end of a line says about the sentence on it.</summary>
internal static class Sentences
{
    /// <summary>Marks that end a sentence or a clause as long as one.</summary>
    public static readonly SearchValues<char> Stops = SearchValues.Create("。！？；");

    /// <summary>Marks that stand between clauses and after them.</summary>
    public static readonly SearchValues<char> Pauses = SearchValues.Create("。！？；，,");

    /// <summary>Marks before which a clause that names a speaker is over.</summary>
    public static readonly SearchValues<char> ClauseEnds = SearchValues.Create("，。：；！？“\n");

    public static bool IsTerminal(char c) => c is '。' or '！' or '？' or '!' or '?' or '…' or '｡' or '．';

    public static bool IsClosing(char c) => c is '”' or '’' or '）' or ')' or '》' or '」' or '』' or '】' or '〉' or ']' or '］' or '"' or '\'' or '〕' or '｝' or '}';

    public static bool IsOpening(char c) => c is '“' or '‘' or '（' or '(' or '《' or '「' or '『' or '【' or '〈' or '[' or '［' or '〔' or '｛' or '{';

    /// <summary>Whether the line ends a sentence: a full stop or its like, perhaps inside closing quotes and brackets.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        while (line.Length > 0 && IsClosing(line[^1]))
            line = line[..^1];
        if (line.IsEmpty)
            return false;
        return IsTerminal(line[^1]) || line[^1] == '.' && (line.Length < 2 || !char.IsAsciiDigit(line[^2]));
    }
}
