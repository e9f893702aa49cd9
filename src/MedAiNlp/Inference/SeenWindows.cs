using System.Buffers;
using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>
/// What the network gave for windows that came before in the same run, so that paragraphs which many articles share, under other
/// headers and above other footers, are computed once. Holds the windows that were last added or taken. Thread-safe; who asks for a window that another
/// thread computes waits for it. The memory comes from a pool and goes back to it when disposed.
/// </summary>
internal sealed class SeenWindows : IDisposable
{
    /// <summary>12 MiB in all: the logits of some 140,000 characters with the 21 labels of the default model.</summary>
    private const int MostBlocks = 12, BlockLength = (1 << 20) / sizeof(float);

    private readonly object _lock = new();
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<int, Place> _places = [];
    private readonly HashSet<int> _computed = [];
    private int _newest = -1;
    private bool _isDisposed;

    /// <summary>
    /// Takes what a window keeps. Where it is not known it is the caller's to compute: others who ask for it wait until
    /// the caller calls <see cref="Done"/>, which it has to do, whether or not it could <see cref="Add"/> it.
    /// </summary>
    /// <param name="read">The window.</param>
    /// <param name="kept">Receives its logits; just as long as they are.</param>
    public bool TryTake(WindowText read, Span<float> kept)
    {
        lock (_lock)
        {
            while (_computed.Contains(read.Hash))
                Monitor.Wait(_lock);
            if (_places.TryGetValue(read.Hash, out var place) && place.IsOf(read, kept.Length))
            {
                place.Logits.CopyTo(kept);
                if (Age(place.Block) >= MostBlocks / 2)
                    Hold(read, kept); // once more, so that what is still asked for outlives what is not
                return true;
            }
            _computed.Add(read.Hash);
            return false;
        }
    }

    /// <summary>Adds what a window keeps, in place of the oldest where all memory is used; one that needs more than a block is not held.</summary>
    public void Add(WindowText read, ReadOnlySpan<float> kept)
    {
        lock (_lock)
        {
            if (!_isDisposed)
                Hold(read, kept);
        }
    }

    /// <summary>Says that a window is no longer computed.</summary>
    public void Done(WindowText read)
    {
        lock (_lock)
        {
            _computed.Remove(read.Hash);
            Monitor.PulseAll(_lock);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _places.Clear();
            _blocks.ForEach(static b => b.Dispose());
            _blocks.Clear();
        }
    }

    private void Hold(WindowText read, ReadOnlySpan<float> kept)
    {
        var length = Place.LengthOf(read, kept.Length);
        if (length <= BlockLength)
            _places[read.Hash] = BlockWithRoom(length).Add(read, kept, length);
    }

    // How many blocks were begun after it.
    private int Age(Block block) => (_newest - block.Number + MostBlocks) % MostBlocks;

    private Block BlockWithRoom(int length)
    {
        if (_newest >= 0 && _blocks[_newest].HasRoom(length))
            return _blocks[_newest];
        _newest = (_newest + 1) % MostBlocks;
        if (_newest == _blocks.Count)
            _blocks.Add(new Block(_newest));
        else
            Forget(_blocks[_newest]);
        return _blocks[_newest];
    }

    private void Forget(Block block)
    {
        foreach (var hash in block.Hashes)
        {
            if (_places.TryGetValue(hash, out var place) && place.Block == block)
                _places.Remove(hash);
        }
        block.Clear();
    }

    /// <summary>Windows that are forgotten together, one behind the other.</summary>
    private sealed class Block(int number) : IDisposable
    {
        private int _used;

        /// <summary>Its place among the blocks, which are used in turn.</summary>
        public int Number => number;

        public float[] Memory { get; } = ArrayPool<float>.Shared.Rent(BlockLength);

        public List<int> Hashes { get; } = [];

        public bool HasRoom(int length) => _used + length <= BlockLength;

        public Place Add(WindowText read, ReadOnlySpan<float> kept, int length)
        {
            var place = new Place(this, _used, read.Characters.Length, kept.Length, read.Window);
            read.Characters.CopyTo(place.Characters);
            kept.CopyTo(place.Logits);
            _used += length;
            Hashes.Add(read.Hash);
            return place;
        }

        public void Clear()
        {
            _used = 0;
            Hashes.Clear();
        }

        public void Dispose() => ArrayPool<float>.Shared.Return(Memory);
    }

    /// <summary>Where a window lies in memory: first its characters, two in the room of a logit, then its logits.</summary>
    private readonly record struct Place(Block Block, int Start, int CharacterCount, int LogitCount, Window Window)
    {
        public Span<char> Characters => MemoryMarshal.Cast<float, char>(Block.Memory.AsSpan(Start))[..CharacterCount];

        public Span<float> Logits => Block.Memory.AsSpan(Start + RoomOf(CharacterCount), LogitCount);

        public static int LengthOf(WindowText read, int logits) => RoomOf(read.Characters.Length) + logits;

        // The hash has only told where it may be.
        public bool IsOf(WindowText read, int logits) => LogitCount == logits && Window == read.Window && read.Characters.SequenceEqual(Characters);

        private static int RoomOf(int characters) => (characters + 1) / 2;
    }
}
