namespace MedAiNlp.Cli.Evaluation;

/// <summary>How often an answer was right, wrongly given, and missed.</summary>
internal readonly record struct Tally(int Right, int Extra, int Missed)
{
    public double Precision => Right + Extra > 0 ? (double)Right / (Right + Extra) : 0;

    public double Recall => Right + Missed > 0 ? (double)Right / (Right + Missed) : 0;

    /// <summary>The harmonic mean of precision and recall; 0 where nothing is right.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>How many there are to find.</summary>
    public int Support => Right + Missed;

    public static Tally operator +(Tally a, Tally b) => new(a.Right + b.Right, a.Extra + b.Extra, a.Missed + b.Missed);

    /// <summary>Compares two sets.</summary>
    public static Tally Of<T>(HashSet<T> gold, HashSet<T> found)
    {
        var right = found.Count(gold.Contains);
        return new Tally(right, found.Count - right, gold.Count - right);
    }
}
