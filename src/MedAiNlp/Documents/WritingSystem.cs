namespace MedAiNlp;

/// <summary>Tells Simplified from Traditional Chinese by the characters that only one of them uses.</summary>
public static class WritingSystem
{
    /// <summary>Simplified Chinese.</summary>
    public const string Simplified = "zh-Hans";

    /// <summary>Traditional Chinese.</summary>
    public const string Traditional = "zh-Hant";

    /// <summary>Both scripts, each with at least a tenth of the telling characters.</summary>
    public const string Mixed = "mixed";

    /// <summary>Chinese without a character that would tell the script, such as <c>中日友好</c>.</summary>
    public const string Chinese = "zh";

    /// <summary>No Chinese character at all.</summary>
    public const string Undetermined = "und";

    private const double MixedShare = 0.1;
    private const int MixedCount = 3;

    private static readonly ulong[] SimplifiedOnly = Bits(ScriptTable.SimplifiedOnly);
    private static readonly ulong[] TraditionalOnly = Bits(ScriptTable.TraditionalOnly);

    /// <summary>The script of <paramref name="text"/>, as a BCP 47 tag or <see cref="Mixed"/>.</summary>
    /// <remarks>
    /// A few characters of the other script (the name of a person, a word in a menu) do not make a text mixed: that takes three of them and a tenth of
    /// all telling characters. The tables are OpenCC's.
    /// </remarks>
    public static string Of(ReadOnlySpan<char> text)
    {
        int simplified = 0, traditional = 0;
        bool han = false;
        foreach (char c in text)
        {
            if (c < '\u3400')
                continue;
            if (Has(SimplifiedOnly, c))
                simplified++;
            else if (Has(TraditionalOnly, c))
                traditional++;
            else if (!han && EastAsian.IsHan(c))
                han = true;
        }

        int telling = simplified + traditional, fewer = Math.Min(simplified, traditional);
        if (telling == 0)
            return han ? Chinese : Undetermined;
        if (fewer >= MixedCount && fewer >= telling * MixedShare || simplified == traditional)
            return Mixed;
        return simplified > traditional ? Simplified : Traditional;
    }

    private static bool Has(ulong[] bits, char c) => (bits[c >> 6] >> (c & 63) & 1) != 0;

    private static ulong[] Bits(string characters)
    {
        ulong[] bits = new ulong[1024];
        foreach (char c in characters)
            bits[c >> 6] |= 1UL << (c & 63);
        return bits;
    }
}
