using System.Runtime.CompilerServices;

namespace MedAiNlp;

/// <summary>
/// The text under the grammar, read one character at a time and folded on the way: full-width → ASCII, Traditional → Simplified
/// (only the characters the grammar knows), every dash → '-'. One character stays one character, so offsets are those of the text.
/// </summary>
internal ref struct FoldedText(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public readonly int Length => _text.Length;

    public readonly ReadOnlySpan<char> Raw => _text;

    /// <summary>Characters looked at so far: what tests bound to show that time is linear in the length.</summary>
    public long Steps { get; private set; }

    /// <summary>The folded character; U+0000 outside the text, so that looking around needs no bounds checks.</summary>
    public char this[int at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Steps++;
            return (uint)at < (uint)_text.Length ? FigureCharacters.Fold(_text[at]) : '\0';
        }
    }

    public bool Has(int at, string word)
    {
        for (int i = 0; i < word.Length; i++)
        {
            if (this[at + i] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    public bool HasBefore(int end, string word) => Has(end - word.Length, word);

    /// <summary>Past at most two spaces; line breaks are never skipped.</summary>
    public int SkipSpaces(int at)
    {
        for (int i = 0; i < 2 && this[at] == ' '; i++)
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of what stands before <paramref name="at"/> when at most two spaces are left out.</summary>
    public int SkipSpacesBack(int at)
    {
        for (int i = 0; i < 2 && this[at - 1] == ' '; i++)
        {
            at--;
        }

        return at;
    }
}
