using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace MedAiNlp;

/// <summary>
/// Reads the figures and dates of a Chinese text by grammar: every number with its unit, value, kind, hedge and subject.
/// Needs no model. Thread-safe and without state: one instance serves all threads. One forward pass, in time linear in the length.
/// </summary>
/// <example>
/// <code>
/// FigureScan scan = FigureScanner.Default.Scan("截至2月12日，已有1500多家医疗机构上线，准确率高达96%。");
/// // scan.Figures[0]: Text 1500多家, Value 1500, Unit 家, Kind Count, Qualifier AtLeast, Subject 医疗机构
/// // scan.Figures[1]: Text 96%, Value 0.96, Unit %, Kind Percent, Qualifier Exact, Subject 准确率
/// // scan.Dates[0]:   Text 2月12日, Value --02-12
/// </code>
/// </example>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "An instance can be injected and leaves room for options.")]
public sealed class FigureScanner
{
    // The lists of a text with more figures than these go with it: one huge text must not fill memory for ever.
    private const int MostKept = 4096;

    // Lists that scans collect in: one that grew with its text would leave its smaller selves behind.
    private static readonly ConcurrentBag<(List<Figure> Figures, List<Entity> Dates)> Lists = [];

    /// <summary>An instance to share.</summary>
    public static FigureScanner Default { get; } = new();

    /// <summary>The figures and dates of <paramref name="text"/>, Simplified or Traditional, half- or full-width.</summary>
    /// <param name="text">The text; offsets of the result are UTF-16 code units into it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public FigureScan Scan(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Scan(text.AsSpan());
    }

    /// <summary>The figures and dates of <paramref name="text"/>. Allocates nothing when there are none.</summary>
    /// <param name="text">The text; offsets of the result are UTF-16 code units into it.</param>
    public FigureScan Scan(ReadOnlySpan<char> text)
    {
        if (!Lists.TryTake(out (List<Figure> Figures, List<Entity> Dates) found))
        {
            found = ([], []);
        }

        Scan(text, found.Figures, found.Dates);
        FigureScan scan = found is ([], []) ? FigureScan.Empty : new FigureScan { Figures = found.Figures.ToArray(), Dates = found.Dates.ToArray() };
        if (found.Figures.Count + found.Dates.Count <= MostKept)
        {
            found.Figures.Clear();
            found.Dates.Clear();
            Lists.Add(found);
        }

        return scan;
    }

    /// <summary>Adds the figures and dates of <paramref name="text"/> to lists of the caller; either may be <see langword="null"/> to leave its kind out.</summary>
    /// <param name="text">The text; offsets are UTF-16 code units into it.</param>
    /// <param name="figures">Receives the figures in text order.</param>
    /// <param name="dates">Receives the dates in text order.</param>
    public void Scan(ReadOnlySpan<char> text, ICollection<Figure>? figures, ICollection<Entity>? dates)
    {
        foreach (FigureToken token in Enumerate(text))
        {
            if (token.IsDate)
            {
                dates?.Add(ToDate(text, token));
            }
            else
            {
                figures?.Add(ToFigure(text, token));
            }
        }
    }

    /// <summary>The figures and dates of <paramref name="text"/> as offsets, one at a time and without allocating.</summary>
    /// <param name="text">The text; it must not change while the result is in use.</param>
    public FigureEnumerator Enumerate(ReadOnlySpan<char> text) => new(text);

    private static Figure ToFigure(ReadOnlySpan<char> text, in FigureToken token) => new()
    {
        Text = text.Slice(token.Span.Start, token.Span.Length).ToString(),
        Start = token.Span.Start,
        Values = token.ValueCount switch
        {
            1 => [token.First],
            2 => [token.First, token.Second],
            _ => [token.First, token.Second, token.Third],
        },
        Unit = ToUnit(text, token),
        CanonicalUnit = token.CanonicalUnit,
        Kind = token.Kind,
        Qualifier = token.Qualifier,
        Subject = token.Subject.Length > 0 ? token.Subject : null,
    };

    private static string ToUnit(ReadOnlySpan<char> text, in FigureToken token)
    {
        ReadOnlySpan<char> unit = text.Slice(token.UnitSpan.Start, token.UnitSpan.Length);
        return token.UnitIsSplit ? string.Concat(unit[..1], unit[2..]) : unit.ToString();
    }

    private static Entity ToDate(ReadOnlySpan<char> text, in FigureToken token) => new()
    {
        Type = EntityTypes.Date,
        Text = text.Slice(token.Span.Start, token.Span.Length).ToString(),
        Start = token.Span.Start,
        Value = token.Date.ToIso(),
    };
}
