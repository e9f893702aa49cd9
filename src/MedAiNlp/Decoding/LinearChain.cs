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
    private readonly int[][] _before;

    // For every vector of a row what leads into its labels, and what they lead to: scores, and weights, which are the exponentials of scores.
    private readonly Block[][] _scoresInto;
    private readonly Block[][] _weightsInto;
    private readonly Block[][] _weightsOutOf;
    private readonly float[] _ones;
    private readonly ConcurrentBag<Buffers> _buffers = [];

    public LinearChain(LabelScheme scheme, TransitionScores? scores)
    {
        _scheme = scheme;
        var n = _count = scheme.Count;
        if (scores is not null && (scores.Start.Length != n || scores.End.Length != n || scores.Transitions.Length != n || scores.Transitions.Any(r => r.Length != n)))
            throw new FormatException($"has scores for {scores.Start.Length} starts, {scores.End.Length} ends and {scores.Transitions.Length} rows, expected {n} of each");
        _stride = (n + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _ones = new float[_stride];
        Array.Fill(_ones, 1);
        _start = new float[n];
        _end = new float[n];
        _transitions = new float[n * n];
        for (var i = 0; i < n; i++)
        {
            _start[i] = scheme.MayBegin(i) ? (float)(scores?.Start[i] ?? 0) : float.NegativeInfinity;
            _end[i] = scheme.MayEnd(i) ? (float)(scores?.End[i] ?? 0) : float.NegativeInfinity;
            for (var j = 0; j < n; j++)
                _transitions[(i * n) + j] = scheme.MayFollow(i, j) ? (float)(scores?.Transitions[i][j] ?? 0) : float.NegativeInfinity;
        }
        _before = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Where(i => scheme.MayFollow(i, j)).ToArray())];
        _scoresInto = Blocks((i, j) => _transitions[(i * n) + j], float.NegativeInfinity);
        _weightsInto = Blocks(Weight, 0);
        _weightsOutOf = Blocks((j, i) => Weight(i, j), 0);
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
        var marginals = new Marginals(this, length, buffers);
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

    private float Weight(int from, int to) => MathF.Exp(_transitions[(from * _count) + to]);

    // Only labels that lead to one of a vector's have a block there: in BIOES a third has none.
    private Block[][] Blocks(Func<int, int, float> value, float none)
    {
        var blocks = new Block[_stride / Vector<float>.Count][];
        var values = new float[Vector<float>.Count];
        for (var v = 0; v < blocks.Length; v++)
        {
            var some = new List<Block>();
            for (var from = 0; from < _count; from++)
            {
                Array.Fill(values, none);
                for (var k = 0; k < values.Length && (v * values.Length) + k < _count; k++)
                    values[k] = value(from, (v * values.Length) + k);
                if (values.AsSpan().ContainsAnyExcept(none))
                    some.Add(new Block(from, new Vector<float>(values)));
            }
            blocks[v] = [.. some];
        }
        return blocks;
    }

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
            for (var v = 0; v < _scoresInto.Length; v++)
            {
                var score = new Vector<float>(float.NegativeInfinity);
                foreach (ref readonly var block in _scoresInto[v].AsSpan())
                    score = Vector.Max(score, new Vector<float>(previous[block.Label]) + block.Values);
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
            var score = best[i] + _transitions[(i * _count) + label];
            if (score > highest)
                (from, highest) = (i, score);
        }
        return from;
    }

    /// <summary>
    /// Carries a row of sums on to the next place: what it leads to by the weights, times the weights of the place itself, scaled to the sum of one.
    /// </summary>
    /// <returns>What it was divided by.</returns>
    private static float Carry(ReadOnlySpan<float> row, Block[][] blocks, ReadOnlySpan<float> weights, Span<float> next)
    {
        var (width, all) = (Vector<float>.Count, Vector<float>.Zero);
        for (var v = 0; v < blocks.Length; v++)
        {
            var sum = Vector<float>.Zero;
            foreach (ref readonly var block in blocks[v].AsSpan())
                sum = Vector.FusedMultiplyAdd(new Vector<float>(row[block.Label]), block.Values, sum);
            sum *= new Vector<float>(weights[(v * width)..]);
            all += sum;
            sum.CopyTo(next[(v * width)..]);
        }
        return Normalize(next, Vector.Sum(all));
    }

    private static float Normalize(Span<float> row, float sum)
    {
        if (!(sum > 0))
            return 1;
        var divisor = new Vector<float>(sum);
        for (var v = 0; v < row.Length; v += Vector<float>.Count)
            (new Vector<float>(row[v..]) / divisor).CopyTo(row[v..]);
        return sum;
    }

    /// <summary>What a label passes to the labels of one vector.</summary>
    private readonly record struct Block(int Label, Vector<float> Values);

    /// <summary>What one call works with; grows to the longest stretch that it was used for.</summary>
    private sealed class Buffers
    {
        public int[] Path { get; private set; } = [];

        public float[] Best { get; private set; } = [];

        public float[] Row { get; private set; } = [];

        /// <summary>The logits, and once the best path is found what they weigh.</summary>
        public float[] Scores { get; private set; } = [];

        public float[] Forward { get; private set; } = [];

        public float[] Backward { get; private set; } = [];

        public float[] ForwardSums { get; private set; } = [];

        public float[] BackwardSums { get; private set; } = [];

        public void Grow(int length, int stride)
        {
            if (Path.Length >= length)
                return;
            length = (int)BitOperations.RoundUpToPowerOf2((uint)length);
            Row = new float[stride];
            (Path, ForwardSums, BackwardSums) = (new int[length], new float[length], new float[length]);
            (Scores, Best, Forward, Backward) = (new float[length * stride], new float[length * stride], new float[length * stride], new float[length * stride]);
        }
    }

    /// <summary>
    /// Forward and backward sums. Each row sums to one, and what it was divided by is kept: a span's probability needs only what lies
    /// between its ends, so that a long text does not add up its rounding.
    /// </summary>
    private readonly ref struct Marginals
    {
        private readonly LinearChain _chain;
        private readonly ReadOnlySpan<float> _weights;
        private readonly float[] _forward;
        private readonly float[] _backward;
        private readonly float[] _forwardSums;
        private readonly float[] _backwardSums;
        private readonly int _length;

        public Marginals(LinearChain chain, int length, Buffers buffers)
        {
            _chain = chain;
            _length = length;
            var (n, p) = (chain._count, chain._stride);
            (_forward, _forwardSums, _backward, _backwardSums) = (buffers.Forward, buffers.ForwardSums, buffers.Backward, buffers.BackwardSums);

            // A factor for all labels of a place makes no difference: the greatest score becomes a weight of one.
            var weights = buffers.Scores.AsSpan(0, length * p);
            for (var at = 0; at < weights.Length; at += p)
            {
                var row = weights.Slice(at, p);
                TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
            }
            TensorPrimitives.Exp(weights, weights);
            _weights = weights;

            var first = _forward.AsSpan(0, p);
            var last = _backward.AsSpan((length - 1) * p, p);
            first.Clear();
            last.Clear();
            for (var j = 0; j < n; j++)
                (first[j], last[j]) = (MathF.Exp(chain._start[j]) * weights[j], MathF.Exp(chain._end[j]));
            _forwardSums[0] = Normalize(first, TensorPrimitives.Sum<float>(first));
            _backwardSums[length - 1] = Normalize(last, TensorPrimitives.Sum<float>(last));

            // Every sum waits for the one before it; the two directions do not wait for each other, and take hardly longer than one.
            for (var t = 1; t < length; t++)
            {
                var back = length - 1 - t;
                TensorPrimitives.Multiply(_backward.AsSpan((back + 1) * p, p), weights.Slice((back + 1) * p, p), buffers.Row);
                _forwardSums[t] = Carry(_forward.AsSpan((t - 1) * p, p), chain._weightsInto, weights.Slice(t * p, p), _forward.AsSpan(t * p, p));
                _backwardSums[back] = Carry(buffers.Row, chain._weightsOutOf, chain._ones, _backward.AsSpan(back * p, p));
            }
        }

        /// <summary>The probability of one label at one place.</summary>
        public double Of(int at, int label)
        {
            var p = _chain._stride;
            double all = All(at);
            return all > 0 ? Math.Min(1, _forward[(at * p) + label] * _backward[(at * p) + label] / all) : 0;
        }

        /// <summary>The probability of exactly the labels <c>path[start..end]</c>, followed by no continuation.</summary>
        public double Of(ReadOnlySpan<int> path, int start, int end)
        {
            var probability = BeginningAt(start, path[start]) * EndingAt(end - 1, path[end - 1]);
            for (var t = start + 1; t < end; t++)
                probability *= (double)_chain.Weight(path[t - 1], path[t]) * _weights[(t * _chain._stride) + path[t]] / _forwardSums[t];
            var all = All(end - 1);
            return all > 0 ? Math.Clamp(probability / all, 0, 1) : 0;
        }

        private float All(int at)
        {
            var p = _chain._stride;
            return TensorPrimitives.Dot<float>(_forward.AsSpan(at * p, p), _backward.AsSpan(at * p, p));
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
                    running += (double)_forward[((at - 1) * p) + i] * _chain.Weight(i, label);
            }
            return Math.Max(0, whole - (running * _weights[(at * p) + label] / _forwardSums[at]));
        }

        // In BIO a span whose last label is I might still go on; only the paths on which it ends here count.
        private double EndingAt(int at, int label)
        {
            var (n, p) = (_chain._count, _chain._stride);
            var whole = (double)_backward[(at * p) + label];
            if (_chain._scheme.MarksEnds || at == _length - 1)
                return whole;
            var next = (at + 1) * p;
            var going = 0.0;
            for (var j = 0; j < n; j++)
            {
                if (_chain._scheme.Continues(label, j))
                    going += (double)_chain.Weight(label, j) * _weights[next + j] * _backward[next + j];
            }
            return Math.Max(0, whole - (going / _backwardSums[at]));
        }
    }
}
