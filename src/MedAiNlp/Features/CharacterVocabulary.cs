using System.Globalization;

namespace MedAiNlp;

/// <summary>
/// The characters that a model knows, with their numbers: 0 is padding, 1 any character that is not listed, and the character
/// of line <c>i</c> (from 0) of the vocabulary file is <c>i + 2</c>. A line reads <c>U+4E00</c>. Immutable and thread-safe.
/// </summary>
internal sealed class CharacterVocabulary
{
    public const int Padding = 0;
    public const int Unknown = 1;

    private readonly ushort[] _ids;

    private CharacterVocabulary(ushort[] ids, int size)
    {
        _ids = ids;
        Size = size;
    }

    /// <summary>How many numbers there are, padding and unknown included.</summary>
    public int Size { get; }

    public int this[char c] => _ids[c];

    /// <exception cref="FormatException">A line is not a UTF-16 code unit written as U+XXXX, or stands twice.</exception>
    public static CharacterVocabulary Read(TextReader reader)
    {
        var ids = new ushort[char.MaxValue + 1];
        Array.Fill(ids, (ushort)Unknown);
        var line = 0;
        for (; reader.ReadLine() is { } text; line++)
        {
            if (!text.StartsWith("U+", StringComparison.Ordinal) || !ushort.TryParse(text.AsSpan(2), NumberStyles.HexNumber, null, out var unit))
                throw new FormatException($"line {line + 1} is '{text}', expected one UTF-16 code unit as U+XXXX");
            if (ids[unit] != Unknown)
                throw new FormatException($"line {line + 1} lists {text} a second time");
            ids[unit] = checked((ushort)(line + 2));
        }
        return new CharacterVocabulary(ids, line + 2);
    }
}
