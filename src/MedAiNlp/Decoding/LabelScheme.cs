namespace MedAiNlp;

/// <summary>
/// The labels of a token classifier read as a scheme: which type and which part of a span each stands for, and which may
/// follow which. BIOES (with the synonyms L for E, U for S, M for I) and BIO are understood; of exports also IO, and types without
/// a part. Immutable.
/// </summary>
internal sealed class LabelScheme
{
    // Labels that recipes in use give to special tokens; no character of a text should get one.
    private static readonly string[] NoTypes = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]", "PAD", "X", "<pad>", "<s>", "</s>"];

    private readonly char[] _parts;
    private readonly string[] _types;
    private readonly bool[] _beginsInside;

    private LabelScheme(char[] parts, string[] types, int outside)
    {
        _parts = parts;
        _types = types;
        // IO has no labels for the beginning: what is inside without a neighbour of its type begins there.
        var begun = types.Where((_, i) => parts[i] is 'B' or 'S').ToHashSet();
        _beginsInside = [.. types.Select((type, i) => parts[i] == 'I' && !begun.Contains(type))];
        // BIO, and BIOS with it, have no labels for the end of a span, so there a span may end anywhere.
        MarksEnds = parts.Contains('E');
        Outside = outside;
    }

    /// <summary>Whether the last character of a span has a label of its own (BIOES).</summary>
    public bool MarksEnds { get; }

    /// <summary>How many labels there are.</summary>
    public int Count => _parts.Length;

    /// <summary>The name of the scheme: <c>BIOES</c>, <c>BIOS</c>, <c>BIO</c> or <c>IO</c>.</summary>
    public string Name => MarksEnds ? "BIOES" : _parts.Contains('S') ? "BIOS" : _parts.Contains('B') ? "BIO" : "IO";

    /// <exception cref="FormatException">A label is neither O nor a part, a hyphen and a type.</exception>
    public static LabelScheme Parse(IReadOnlyList<string> labels) => Parse(labels, isExport: false);

    /// <summary>The labels of a model from elsewhere, which may part them by <c>_</c>, name types alone, and list special tokens.</summary>
    /// <exception cref="FormatException">No label stands for what belongs to no span.</exception>
    public static LabelScheme ParseExport(IReadOnlyList<string> labels) => Parse(labels, isExport: true);

    private static LabelScheme Parse(IReadOnlyList<string> labels, bool isExport)
    {
        var parts = new char[labels.Count];
        var types = new string[labels.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var label = labels[i];
            if (label == "O" || (isExport && NoTypes.Contains(label)))
            {
                (parts[i], types[i]) = ('O', "");
                continue;
            }
            var part = label.Length > 2 && (label[1] == '-' || (isExport && label[1] == '_')) ? label[0] : '?';
            if (isExport && !"BIESLUM".Contains(part))
            {
                (parts[i], types[i]) = ('I', label);
                continue;
            }
            parts[i] = part switch
            {
                'B' or 'I' or 'E' or 'S' => part,
                'L' => 'E',
                'U' => 'S',
                'M' => 'I',
                _ => throw new FormatException($"has the label '{label}', expected O or B-, I-, E-, S- and a type"),
            };
            types[i] = label[2..];
        }
        if (!labels.Contains("O"))
            throw new FormatException("has no label O");
        return new LabelScheme(parts, types, labels.Index().First(l => l.Item == "O").Index);
    }

    /// <summary>The number of the label for what belongs to no span.</summary>
    public int Outside { get; }

    /// <summary>The type of the spans that the label belongs to; empty for O.</summary>
    public string TypeOf(int label) => _types[label];

    /// <summary>Whether a text, or a span, may begin with the label.</summary>
    public bool MayBegin(int label) => _parts[label] is 'O' or 'B' or 'S' || _beginsInside[label];

    /// <summary>Whether a text may end with the label.</summary>
    public bool MayEnd(int label) => !MarksEnds || _parts[label] is 'O' or 'E' or 'S';

    /// <summary>Whether the label always opens a span, whatever stands before it.</summary>
    public bool Opens(int label) => _parts[label] is 'B' or 'S';

    /// <summary>Whether the label always ends its span.</summary>
    public bool Closes(int label) => _parts[label] is 'E' or 'S';

    /// <summary>Whether the label opens a span behind another label; −1 for the beginning of the text.</summary>
    public bool OpensAfter(int previous, int label) => Opens(label) || (_beginsInside[label] && (previous < 0 || !Continues(previous, label)));

    /// <summary>Whether the second label goes on with the span of the first.</summary>
    public bool Continues(int first, int second) => (_parts[first] is 'B' or 'I') && (_parts[second] is 'I' or 'E') && _types[first] == _types[second];

    /// <summary>Whether the second label may follow the first.</summary>
    public bool MayFollow(int first, int second)
    {
        var inside = _parts[second] is 'I' or 'E';
        if (_parts[first] is 'B' or 'I')
            return Continues(first, second) || (!MarksEnds && (!inside || _beginsInside[second]));
        return !inside || _beginsInside[second];
    }
}
