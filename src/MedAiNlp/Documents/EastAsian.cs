namespace MedAiNlp;

/// <summary>Which characters take a full square and join their neighbours without a space.</summary>
internal static class EastAsian
{
    public static bool IsHan(char c) => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or (>= '\uF900' and <= '\uFAFF') or '〇' or '々';

    /// <summary>Han, kana, full-width forms and punctuation. Halves of a surrogate pair count as wide: nearly all that occur are Han or emoji.</summary>
    public static bool IsWide(char c) => c is (>= '\u2E80' and <= '\u303E') or (>= '\u3041' and <= '\uA4CF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF')
        or (>= '\uFE30' and <= '\uFE6F') or (>= '\uFF00' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6') or '“' or '”' or '‘' or '’' or '—' or '…' || char.IsSurrogate(c);

    /// <summary>The width in half squares.</summary>
    public static int Width(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (char c in text)
            width += char.IsSurrogate(c) ? 1 : IsWide(c) ? 2 : 1;
        return width;
    }
}
