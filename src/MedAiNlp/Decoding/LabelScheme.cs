namespace MedAiNlp;

/// <summary>
/// The labels of a token classifier read as a scheme: which type and which part of a span each stands for, and which may
/// follow which. BIOES (with the synonyms L for E, U for S) and BIO are understood. Immutable.
/// </summary>
internal sealed class LabelScheme
{
    private readonly char[] _parts;
    private readonly string[] _types;

    private LabelScheme(char[] parts, string[] types)
    {
        _parts = parts;
        _types = types;
        // BIO has no labels for the end of a span, so there a span may end anywhere.
        MarksEnds = parts.Contains('E') || parts.Contains('S');
    }

    /// <summary>Whether the last character of a span has a label of its own (BIOES).</summary>
    public bool MarksEnds { get; }

    /// <summary>How many labels there are.</summary>
    public int Count => _parts.Length;

    /// <exception cref="FormatException">A label is neither O nor a part, a hyphen and a type.</exception>
    public static LabelScheme Parse(IReadOnlyList<string> labels)
    {
        var parts = new char[labels.Count];
        var types = new string[labels.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var label = labels[i];
            if (label == "O")
            {
                (parts[i], types[i]) = ('O', "");
                continue;
            }
            var part = label.Length > 2 && label[1] == '-' ? label[0] : '?';
            parts[i] = part switch
            {
                'B' or 'I' or 'E' or 'S' => part,
                'L' => 'E',
                'U' => 'S',
                _ => throw new FormatException($"has the label '{label}', expected O or B-, I-, E-, S- and a type"),
            };
            types[i] = label[2..];
        }
        if (!parts.Contains('O'))
            throw new FormatException("has no label O");
        return new LabelScheme(parts, types);
    }

    /// <summary>The number of the label for what belongs to no span.</summary>
    public int Outside => Array.IndexOf(_parts, 'O');

    /// <summary>The type of the spans that the label belongs to; empty for O.</summary>
    public string TypeOf(int label) => _types[label];

    /// <summary>Whether a text, or a span, may begin with the label.</summary>
    public bool MayBegin(int label) => _parts[label] is 'O' or 'B' or 'S';

    /// <summary>Whether a text may end with the label.</summary>
    public bool MayEnd(int label) => !MarksEnds || _parts[label] is 'O' or 'E' or 'S';

    /// <summary>Whether the label opens a span.</summary>
    public bool Opens(int label) => _parts[label] is 'B' or 'S';

    /// <summary>Whether the second label may follow the first.</summary>
    public bool MayFollow(int first, int second)
    {
        var inside = _parts[second] is 'I' or 'E';
        if (_parts[first] is 'B' or 'I')
        {
            var continues = inside && _types[first] == _types[second];
            return continues || (!MarksEnds && !inside);
        }
        return !inside;
    }
}
