using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;

namespace MedAiNlp;

/// <summary>
/// A linear-chain conditional random field over label scores: finds the best legal sequence (Viterbi 1967) and the marginal
/// probability of its spans (forward–backward; Lafferty, McCallum and Pereira 2001, Sutton and McCallum 2012 section 4).
/// Rows of labels are padded to whole vectors, in which all labels of a character are worked on at once. Illegal transitions have probability zero, whatever was learned. Thread-safe; the buffers of a call are kept for the next.
/// </summary>
internal sealed class LinearChain
{
    private readonly LabelScheme _scheme;
    private readonly int _count;
    private readonly int _stride;
    private readonly float[] _start;
    private readonly float[] _end;
    private readonly float[] _transitions;

    // Rows of what leads from a label to all others: scores with -∞ and their exponentials with 0 where that is illegal, and the latter transposed.
    private readonly float[] _steps;
    private readonly float[] _weights;
    private readonly float[] _weightsBack;
    private readonly int[][] _before;
    private readonly int[][] _after;

    // For every vector of a row the labels that lead to one of its labels at all, and those that one of its labels leads to: of
    // BIOES a third of the blocks of a label by a vector are empty.
    private readonly int[][] _into;
    private readonly int[][] _outOf;
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
        var p = _stride = (n + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        (_steps, _weights, _weightsBack) = (new float[n * p], new float[n * p], new float[n * p]);
        Array.Fill(_steps, float.NegativeInfinity);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (!scheme.MayFollow(i, j))
                    continue;
                var score = _steps[(i * p) + j] = _transitions[(i * n) + j];
                _weights[(i * p) + j] = _weightsBack[(j * p) + i] = MathF.Exp(score);
            }
        }
        _before = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Where(i => scheme.MayFollow(i, j)).ToArray())];
        _after = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => scheme.MayFollow(i, j)).ToArray())];
        _into = ByVector(_before);
        _outOf = ByVector(_after);
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
        buffers.Grow(length, _stride);
        Decode(logits, length, buffers, spans, outside);
        _buffers.Add(buffers);
    }

    private void Decode(ReadOnlySpan<float> logits, int length, Buffers buffers, List<LabelledSpan> spans, Span<float> outside)
    {
        var scores = buffers.Scores.AsSpan(0, length * _stride);
        Pad(logits, length, scores);
        BestPath(scores, length, buffers);
        var path = buffers.Path.AsSpan(0, length);
        var marginals = new Marginals(this, logits, length, buffers);
        for (var at = 0; at < length; at++)
        {
            if (!outside.IsEmpty)
                outside[at] = (float)marginals.Of(at, _scheme.Outside);
            if (!_scheme.OpensAfter(at == 0 ? -1 : path[at - 1], path[at]))
                continue;
            var end = at + 1;
            while (end < length && _scheme.Continues(path[end - 1], path[end]))
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

    private static int[][] ByVector(int[][] labels) => [.. labels.Chunk(Vector<float>.Count).Select(some => some.SelectMany(l => l).Distinct().Order().ToArray())];

    // The rows as whole vectors, so that what is behind the last label never wins.
    private void Pad(ReadOnlySpan<float> logits, int length, Span<float> scores)
    {
        scores.Fill(float.NegativeInfinity);
        for (var t = 0; t < length; t++)
            logits.Slice(t * _count, _count).CopyTo(scores[(t * _stride)..]);
    }

    // Where the best path into a label came from is not kept: it is asked only for the labels of the one path, from its end.
    private void BestPath(ReadOnlySpan<float> scores, int length, Buffers buffers)
    {
        var (n, p, width) = (_count, _stride, Vector<float>.Count);
        var best = buffers.Best;
        best.AsSpan(0, p).Fill(float.NegativeInfinity);
        for (var j = 0; j < n; j++)
            best[j] = _start[j] + scores[j];
        for (var at = p; at < length * p; at += p)
        {
            var previous = best.AsSpan(at - p, p);
            for (var v = 0; v < _into.Length; v++)
            {
                var score = new Vector<float>(float.NegativeInfinity);
                foreach (var i in _into[v])
                    score = Vector.Max(score, new Vector<float>(previous[i]) + new Vector<float>(_steps, (i * p) + (v * width)));
                (score + new Vector<float>(scores[(at + (v * width))..])).CopyTo(best, at + (v * width));
            }
        }
        var ends = best.AsSpan((length - 1) * p, n);
        var last = 0;
        for (var j = 0; j < n; j++)
            if (ends[j] + _end[j] > ends[last] + _end[last] || float.IsNegativeInfinity(_end[last]))
                last = j;
        for (var t = length - 1; t > 0; t--)
        {
            buffers.Path[t] = last;
            last = BestBefore(last, best.AsSpan((t - 1) * p, p));
        }
        buffers.Path[0] = last;
    }

    private int BestBefore(int label, ReadOnlySpan<float> best)
    {
        var (from, highest) = (0, float.NegativeInfinity);
        foreach (var i in _before[label])
        {
            var score = best[i] + _steps[(i * _stride) + label];
            if (score > highest)
                (from, highest) = (i, score);
        }
        return from;
    }

    /// <summary>
    /// A row times the weights forward, and another times the weights backward. Every sum waits for the one before it; two at once take hardly longer than one.
    /// </summary>
    private void Multiply(ReadOnlySpan<float> before, Span<float> forward, ReadOnlySpan<float> after, Span<float> backward)
    {
        var (p, width) = (_stride, Vector<float>.Count);
        for (var v = 0; v < _into.Length; v++)
        {
            var (sum, otherSum, column) = (Vector<float>.Zero, Vector<float>.Zero, v * width);
            var (into, outOf) = (_into[v], _outOf[v]);
            var k = 0;
            for (; k < into.Length && k < outOf.Length; k++)
            {
                sum = Vector.FusedMultiplyAdd(new Vector<float>(before[into[k]]), new Vector<float>(_weights, (into[k] * p) + column), sum);
                otherSum = Vector.FusedMultiplyAdd(new Vector<float>(after[outOf[k]]), new Vector<float>(_weightsBack, (outOf[k] * p) + column), otherSum);
            }
            for (var rest = k; rest < into.Length; rest++)
                sum = Vector.FusedMultiplyAdd(new Vector<float>(before[into[rest]]), new Vector<float>(_weights, (into[rest] * p) + column), sum);
            for (; k < outOf.Length; k++)
                otherSum = Vector.FusedMultiplyAdd(new Vector<float>(after[outOf[k]]), new Vector<float>(_weightsBack, (outOf[k] * p) + column), otherSum);
            sum.CopyTo(forward[column..]);
            otherSum.CopyTo(backward[column..]);
        }
    }

    /// <summary>What one call works with; grows to the longest stretch that it was used for.</summary>
    private sealed class Buffers
    {
        public int[] Path { get; private set; } = [];

        public float[] Best { get; private set; } = [];

        public float[] Row { get; private set; } = [];

        /// <summary>The logits, and where the best path is found what they weigh.</summary>
        public float[] Scores { get; private set; } = [];

        public float[] Forward { get; private set; } = [];

        public float[] Backward { get; private set; } = [];

        public double[] ForwardScale { get; private set; } = [];

        public double[] BackwardScale { get; private set; } = [];

        public void Grow(int length, int stride)
        {
            if (Path.Length >= length)
                return;
            length = (int)BitOperations.RoundUpToPowerOf2((uint)length);
            Row = new float[stride];
            (Path, ForwardScale, BackwardScale) = (new int[length], new double[length], new double[length]);
            (Scores, Best, Forward, Backward) = (new float[length * stride], new float[length * stride], new float[length * stride], new float[length * stride]);
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
            var (n, p) = (chain._count, chain._stride);
            var weights = buffers.Scores.AsSpan(0, length * p);
            var row = buffers.Row.AsSpan(0, p);
            (_forward, _forwardScale, _backward, _backwardScale) = (buffers.Forward, buffers.ForwardScale, buffers.Backward, buffers.BackwardScale);

            // The scale of a place holds the greatest score of its row until the row is normalised.
            for (var t = 0; t < length; t++)
            {
                var scores = weights.Slice(t * p, p);
                var peak = TensorPrimitives.Max<float>(scores);
                _forwardScale[t] = peak;
                _backwardScale[t] = peak;
                TensorPrimitives.Subtract(scores, peak, scores);
            }
            TensorPrimitives.Exp(weights, weights);

            var first = _forward.AsSpan(0, p);
            first.Clear();
            for (var j = 0; j < n; j++)
                first[j] = MathF.Exp(chain._start[j]) * weights[j];
            _forwardScale[0] += Normalize(first);

            var last = _backward.AsSpan((length - 1) * p, p);
            last.Clear();
            for (var j = 0; j < n; j++)
                last[j] = MathF.Exp(chain._end[j]);
            var peakAfter = _backwardScale[length - 1];
            _backwardScale[length - 1] = Normalize(last);

            for (var t = 1; t < length; t++)
            {
                var back = length - 1 - t;
                var forward = _forward.AsSpan(t * p, p);
                var backward = _backward.AsSpan(back * p, p);
                TensorPrimitives.Multiply(_backward.AsSpan((back + 1) * p, p), weights.Slice((back + 1) * p, p), row);
                chain.Multiply(_forward.AsSpan((t - 1) * p, p), forward, row, backward);
                TensorPrimitives.Multiply(forward, weights.Slice(t * p, p), forward);
                _forwardScale[t] += _forwardScale[t - 1] + Normalize(forward);
                var peak = _backwardScale[back];
                _backwardScale[back] = _backwardScale[back + 1] + peakAfter + Normalize(backward);
                peakAfter = peak;
            }

            var end = 0.0;
            for (var j = 0; j < n; j++)
                end += _forward[((length - 1) * p) + j] * Math.Exp(chain._end[j]);
            _logPartition = _forwardScale[length - 1] + Math.Log(end);
        }

        /// <summary>The probability of one label at one place.</summary>
        public double Of(int at, int label)
        {
            var p = _chain._stride;
            var forward = _forward.AsSpan(at * p, p);
            var backward = _backward.AsSpan(at * p, p);
            double all = TensorPrimitives.Dot<float>(forward, backward);
            return all > 0 ? Math.Min(1, forward[label] * backward[label] / all) : 0;
        }

        /// <summary>The probability of exactly the labels <c>path[start..end]</c>, followed by no continuation.</summary>
        public double Of(ReadOnlySpan<int> path, int start, int end)
        {
            var n = _chain._count;
            var forward = BeginningAt(start, path[start]);
            var backward = EndingAt(end - 1, path[end - 1]);
            if (forward <= 0 || backward <= 0)
                return 0;
            var log = _forwardScale[start] + Math.Log(forward) + Math.Log(backward) + _backwardScale[end - 1] - _logPartition;
            for (var t = start + 1; t < end; t++)
                log += _chain._transitions[(path[t - 1] * n) + path[t]] + _logits[(t * n) + path[t]];
            return Math.Clamp(Math.Exp(log), 0, 1);
        }

        // In IO a span may have begun before; only the paths on which it begins here count.
        private double BeginningAt(int at, int label)
        {
            var (n, p) = (_chain._count, _chain._stride);
            var whole = (double)_forward[(at * p) + label];
            if (_chain._scheme.Opens(label) || at == 0)
                return whole;
            var running = 0.0;
            for (var i = 0; i < n; i++)
            {
                if (_chain._scheme.Continues(i, label))
                    running += _forward[((at - 1) * p) + i] * Math.Exp(_chain._transitions[(i * n) + label] + _logits[(at * n) + label]);
            }
            return Math.Max(0, whole - (running * Math.Exp(_forwardScale[at - 1] - _forwardScale[at])));
        }

        // In BIO a span whose last label is I might still go on; only the paths on which it ends here count.
        private double EndingAt(int at, int label)
        {
            var (n, p) = (_chain._count, _chain._stride);
            var whole = (double)_backward[(at * p) + label];
            if (_chain._scheme.MarksEnds || at == _length - 1)
                return whole;
            var t = at + 1;
            var row = _logits.Slice(t * n, n);
            var going = 0.0;
            foreach (var j in _chain._after[label])
            {
                if (_chain._scheme.Continues(label, j))
                    going += Math.Exp(_chain._transitions[(label * n) + j] + row[j]) * _backward[(t * p) + j];
            }
            return Math.Max(0, whole - (going * Math.Exp(_backwardScale[t] - _backwardScale[at])));
        }

        private static float Normalize(Span<float> row)
        {
            var sum = TensorPrimitives.Sum<float>(row);
            if (!(sum > 0))
                return 0;
            TensorPrimitives.Divide(row, sum, row);
            return MathF.Log(sum);
        }
    }
}
