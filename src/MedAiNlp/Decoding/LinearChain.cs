using System.Collections.Concurrent;

namespace MedAiNlp;

/// <summary>
/// A linear-chain conditional random field over label scores: finds the best legal sequence (Viterbi 1967) and the marginal
/// probability of its spans (forward–backward; Lafferty, McCallum and Pereira 2001, Sutton and McCallum 2012 section 4).
/// Illegal transitions have probability zero, whatever was learned. Thread-safe; the buffers of a call are kept for the next.
/// </summary>
internal sealed class LinearChain
{
    private readonly LabelScheme _scheme;
    private readonly int _count;
    private readonly float[] _start;
    private readonly float[] _end;
    private readonly float[] _transitions;
    private readonly float[] _weights;
    private readonly int[][] _before;
    private readonly int[][] _after;
    private readonly ConcurrentBag<Buffers> _buffers = [];

    public LinearChain(LabelScheme scheme, TransitionScores? scores)
    {
        _scheme = scheme;
        var n = _count = scheme.Count;
        if (scores is not null && (scores.Start.Length != n || scores.End.Length != n || scores.Transitions.Length != n || scores.Transitions.Any(r => r.Length != n)))
            throw new FormatException($"has scores for {scores.Start.Length} starts, {scores.End.Length} ends and {scores.Transitions.Length} rows, expected {n} of each");
        _start = new float[n];
        _end = new float[n];
        _transitions = new float[n * n];
        for (var i = 0; i < n; i++)
        {
            _start[i] = scheme.MayBegin(i) ? (float)(scores?.Start[i] ?? 0) : float.NegativeInfinity;
            _end[i] = scheme.MayEnd(i) ? (float)(scores?.End[i] ?? 0) : float.NegativeInfinity;
            for (var j = 0; j < n; j++)
                _transitions[(i * n) + j] = (float)(scores?.Transitions[i][j] ?? 0);
        }
        _weights = [.. _transitions.Select(MathF.Exp)];
        _before = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Where(i => scheme.MayFollow(i, j)).ToArray())];
        _after = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => scheme.MayFollow(i, j)).ToArray())];
    }

    /// <summary>Decodes a stretch of characters.</summary>
    /// <param name="logits">Label scores, one row of <c>labels</c> columns for each character.</param>
    /// <param name="spans">Receives the spans, in order; offsets count from the stretch's first character.</param>
    /// <param name="outside">Receives for each character the probability that it belongs to no span; may be empty.</param>
    public void Decode(ReadOnlySpan<float> logits, List<LabelledSpan> spans, Span<float> outside)
    {
        var length = logits.Length / _count;
        if (length == 0)
            return;
        if (!_buffers.TryTake(out var buffers))
            buffers = new Buffers();
        buffers.Grow(length, _count);
        Decode(logits, length, buffers, spans, outside);
        _buffers.Add(buffers);
    }

    private void Decode(ReadOnlySpan<float> logits, int length, Buffers buffers, List<LabelledSpan> spans, Span<float> outside)
    {
        BestPath(logits, length, buffers);
        var path = buffers.Path.AsSpan(0, length);
        var marginals = new Marginals(this, logits, length, buffers);
        for (var at = 0; at < length; at++)
        {
            if (!outside.IsEmpty)
                outside[at] = (float)marginals.Of(at, _scheme.Outside);
            if (!_scheme.Opens(path[at]))
                continue;
            var end = at + 1;
            while (end < length && !_scheme.MayBegin(path[end]))
                end++;
            spans.Add(new LabelledSpan(at, end, _scheme.TypeOf(path[at]), marginals.Of(path, at, end)));
        }
    }

    /// <summary>By how much the score of O exceeds every other in a row of logits.</summary>
    public float OutsideMargin(ReadOnlySpan<float> row)
    {
        var other = float.NegativeInfinity;
        for (var j = 0; j < row.Length; j++)
        {
            if (j != _scheme.Outside)
                other = Math.Max(other, row[j]);
        }
        return row[_scheme.Outside] - other;
    }

    private void BestPath(ReadOnlySpan<float> logits, int length, Buffers buffers)
    {
        var n = _count;
        var best = buffers.Best.AsSpan(0, n);
        var next = buffers.Next.AsSpan(0, n);
        var (from, path) = (buffers.From, buffers.Path);
        for (var j = 0; j < n; j++)
            best[j] = _start[j] + logits[j];
        for (var t = 1; t < length; t++)
        {
            var row = logits.Slice(t * n, n);
            for (var j = 0; j < n; j++)
            {
                var (score, argument) = (float.NegativeInfinity, 0);
                foreach (var i in _before[j])
                {
                    var s = best[i] + _transitions[(i * n) + j];
                    if (s > score)
                        (score, argument) = (s, i);
                }
                next[j] = score + row[j];
                from[(t * n) + j] = (byte)argument;
            }
            next.CopyTo(best);
        }
        var last = 0;
        for (var j = 0; j < n; j++)
            if (best[j] + _end[j] > best[last] + _end[last] || float.IsNegativeInfinity(_end[last]))
                last = j;
        for (var t = length - 1; t >= 0; t--)
        {
            path[t] = last;
            last = from[(t * n) + last];
        }
    }

    /// <summary>What one call works with; grows to the longest stretch that it was used for.</summary>
    private sealed class Buffers
    {
        public int[] Path { get; private set; } = [];

        public byte[] From { get; private set; } = [];

        public float[] Best { get; private set; } = [];

        public float[] Next { get; private set; } = [];

        public float[] Weights { get; private set; } = [];

        public float[] Forward { get; private set; } = [];

        public float[] Backward { get; private set; } = [];

        public float[] Peaks { get; private set; } = [];

        public double[] ForwardScale { get; private set; } = [];

        public double[] BackwardScale { get; private set; } = [];

        public void Grow(int length, int labels)
        {
            if (Path.Length >= length)
                return;
            length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length);
            (Best, Next) = (new float[labels], new float[labels]);
            (Path, Peaks, ForwardScale, BackwardScale) = (new int[length], new float[length], new double[length], new double[length]);
            (From, Weights, Forward, Backward) = (new byte[length * labels], new float[length * labels], new float[length * labels], new float[length * labels]);
        }
    }

    /// <summary>Scaled forward and backward sums; each row sums to one, its logarithmic scale kept apart.</summary>
    private readonly ref struct Marginals
    {
        private readonly LinearChain _chain;
        private readonly ReadOnlySpan<float> _logits;
        private readonly float[] _forward;
        private readonly float[] _backward;
        private readonly double[] _forwardScale;
        private readonly double[] _backwardScale;
        private readonly double _logPartition;
        private readonly int _length;

        public Marginals(LinearChain chain, ReadOnlySpan<float> logits, int length, Buffers buffers)
        {
            _chain = chain;
            _logits = logits;
            _length = length;
            var n = chain._count;
            var (weights, peaks, transitions) = (buffers.Weights, buffers.Peaks, chain._weights);
            for (var t = 0; t < length; t++)
            {
                var row = logits.Slice(t * n, n);
                var peak = peaks[t] = Max(row);
                for (var j = 0; j < n; j++)
                    weights[(t * n) + j] = MathF.Exp(row[j] - peak);
            }

            (_forward, _forwardScale) = (buffers.Forward, buffers.ForwardScale);
            for (var j = 0; j < n; j++)
                _forward[j] = MathF.Exp(chain._start[j]) * weights[j];
            _forwardScale[0] = peaks[0] + Normalize(_forward.AsSpan(0, n));
            for (var t = 1; t < length; t++)
            {
                var previous = _forward.AsSpan((t - 1) * n, n);
                var current = _forward.AsSpan(t * n, n);
                for (var j = 0; j < n; j++)
                {
                    var sum = 0f;
                    foreach (var i in chain._before[j])
                        sum += previous[i] * transitions[(i * n) + j];
                    current[j] = sum * weights[(t * n) + j];
                }
                _forwardScale[t] = _forwardScale[t - 1] + peaks[t] + Normalize(current);
            }

            (_backward, _backwardScale) = (buffers.Backward, buffers.BackwardScale);
            var last = _backward.AsSpan((length - 1) * n, n);
            for (var j = 0; j < n; j++)
                last[j] = MathF.Exp(chain._end[j]);
            _backwardScale[length - 1] = Normalize(last);
            for (var t = length - 2; t >= 0; t--)
            {
                var current = _backward.AsSpan(t * n, n);
                var following = _backward.AsSpan((t + 1) * n, n);
                for (var i = 0; i < n; i++)
                {
                    var sum = 0f;
                    foreach (var j in chain._after[i])
                        sum += transitions[(i * n) + j] * weights[((t + 1) * n) + j] * following[j];
                    current[i] = sum;
                }
                _backwardScale[t] = _backwardScale[t + 1] + peaks[t + 1] + Normalize(current);
            }

            var end = 0.0;
            for (var j = 0; j < n; j++)
                end += _forward[((length - 1) * n) + j] * Math.Exp(chain._end[j]);
            _logPartition = _forwardScale[length - 1] + Math.Log(end);
        }

        /// <summary>The probability of one label at one place.</summary>
        public double Of(int at, int label)
        {
            var n = _chain._count;
            var product = (double)_forward[(at * n) + label] * _backward[(at * n) + label];
            return product <= 0 ? 0 : Math.Min(1, Math.Exp(_forwardScale[at] + _backwardScale[at] + Math.Log(product) - _logPartition));
        }

        /// <summary>The probability of exactly the labels <c>path[start..end]</c>, followed by no continuation.</summary>
        public double Of(ReadOnlySpan<int> path, int start, int end)
        {
            var n = _chain._count;
            var forward = (double)_forward[(start * n) + path[start]];
            var backward = EndingAt(end - 1, path[end - 1]);
            if (forward <= 0 || backward <= 0)
                return 0;
            var log = _forwardScale[start] + Math.Log(forward) + Math.Log(backward) + _backwardScale[end - 1] - _logPartition;
            for (var t = start + 1; t < end; t++)
                log += _chain._transitions[(path[t - 1] * n) + path[t]] + _logits[(t * n) + path[t]];
            return Math.Clamp(Math.Exp(log), 0, 1);
        }

        // In BIO a span whose last label is I might still go on; only the paths on which it ends here count.
        private double EndingAt(int at, int label)
        {
            var n = _chain._count;
            var whole = (double)_backward[(at * n) + label];
            if (_chain._scheme.MarksEnds || at == _length - 1)
                return whole;
            var t = at + 1;
            var row = _logits.Slice(t * n, n);
            var going = 0.0;
            foreach (var j in _chain._after[label])
            {
                if (!_chain._scheme.MayBegin(j))
                    going += Math.Exp(_chain._transitions[(label * n) + j] + row[j]) * _backward[(t * n) + j];
            }
            return Math.Max(0, whole - (going * Math.Exp(_backwardScale[t] - _backwardScale[at])));
        }

        private static float Normalize(Span<float> row)
        {
            var sum = 0f;
            foreach (var value in row)
                sum += value;
            if (!(sum > 0))
                return 0;
            foreach (ref var value in row)
                value /= sum;
            return MathF.Log(sum);
        }

        private static float Max(ReadOnlySpan<float> row)
        {
            var max = row[0];
            foreach (var value in row)
                max = Math.Max(max, value);
            return max;
        }
    }
}
