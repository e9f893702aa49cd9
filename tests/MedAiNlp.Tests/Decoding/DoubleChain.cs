namespace MedAiNlp.Tests.Decoding;

/// <summary>A linear chain by the book, in double arithmetic and label by label: what <see cref="LinearChain"/> is compared with.</summary>
internal sealed class DoubleChain
{
    private readonly LabelScheme _scheme;
    private readonly TransitionScores _scores;
    private readonly float[] _logits;
    private readonly int _length;
    private readonly double[][] _forward;
    private readonly double[][] _backward;

    public DoubleChain(LabelScheme scheme, TransitionScores scores, float[] logits, int length)
    {
        (_scheme, _scores, _logits, _length) = (scheme, scores, logits, length);
        _forward = new double[length][];
        _backward = new double[length][];
        for (var t = 0; t < length; t++)
            _forward[t] = Scaled(j => Math.Exp(Logit(t, j)) * (t == 0 ? Begin(j) : Sum(i => _forward[t - 1][i] * Step(i, j))));
        for (var t = length - 1; t >= 0; t--)
            _backward[t] = Scaled(i => t == length - 1 ? End(i) : Sum(j => Step(i, j) * Math.Exp(Logit(t + 1, j)) * _backward[t + 1][j]));
    }

    public double Marginal(int at, int label) => _forward[at][label] * _backward[at][label] / Sum(j => _forward[at][j] * _backward[at][j]);

    /// <summary>The probability of a span: of all paths that hold it to all between the same neighbours.</summary>
    public double ProbabilityOf(LabelledSpan span)
    {
        var before = Row(j => span.Start == 0 ? Begin(j) : Sum(i => _forward[span.Start - 1][i] * Step(i, j)));
        var (all, own) = (before, Row(j => _scheme.Opens(j) && _scheme.TypeOf(j) == span.Type ? before[j] : 0));
        for (var t = span.Start; t < span.End; t++)
        {
            var (a, o) = (all, own);
            if (t > span.Start)
                (a, o) = (Row(j => Sum(i => all[i] * Step(i, j))), Row(j => Sum(i => _scheme.Continues(i, j) ? own[i] * Step(i, j) : 0)));
            (all, own) = (Row(j => a[j] * Math.Exp(Logit(t, j))), Row(j => o[j] * Math.Exp(Logit(t, j))));
            var scale = all.Sum();
            (all, own) = (Row(j => all[j] / scale), Row(j => own[j] / scale));
        }
        return Sum(i => own[i] * After(i, j => !_scheme.Continues(i, j))) / Sum(i => all[i] * After(i, _ => true));

        double After(int i, Func<int, bool> may) => span.End == _length ? End(i) : Sum(j => may(j) ? Step(i, j) * Math.Exp(Logit(span.End, j)) * _backward[span.End][j] : 0);
    }

    public int[] BestPath()
    {
        var from = new int[_length][];
        var best = Row(j => _scheme.MayBegin(j) ? _scores.Start[j] + Logit(0, j) : double.NegativeInfinity);
        for (var t = 1; t < _length; t++)
        {
            from[t] = [.. Labels.Select(j => Labels.MaxBy(i => best[i] + Math.Log(Step(i, j))))];
            best = Row(j => best[from[t][j]] + Math.Log(Step(from[t][j], j)) + Logit(t, j));
        }
        var path = new int[_length];
        path[^1] = Labels.MaxBy(j => best[j] + Math.Log(End(j)));
        for (var t = _length - 1; t > 0; t--)
            path[t - 1] = from[t][path[t]];
        return path;
    }

    private IEnumerable<int> Labels => Enumerable.Range(0, _scheme.Count);

    private double Logit(int at, int label) => _logits[(at * _scheme.Count) + label];

    private double Begin(int label) => _scheme.MayBegin(label) ? Math.Exp(_scores.Start[label]) : 0;

    private double End(int label) => _scheme.MayEnd(label) ? Math.Exp(_scores.End[label]) : 0;

    private double Step(int first, int second) => _scheme.MayFollow(first, second) ? Math.Exp(_scores.Transitions[first][second]) : 0;

    private double Sum(Func<int, double> value) => Labels.Sum(value);

    private double[] Row(Func<int, double> value) => [.. Labels.Select(value)];

    private double[] Scaled(Func<int, double> value)
    {
        var row = Row(value);
        var sum = row.Sum();
        return [.. row.Select(x => x / sum)];
    }
}
