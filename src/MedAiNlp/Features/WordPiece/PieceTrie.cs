namespace MedAiNlp;

/// <summary>
/// Strings with a number each, as a tree of UTF-16 code units: a walk down the text finds the longest that stands there. The
/// edges lie in one open-addressing table. Immutable and thread-safe once filled.
/// </summary>
internal sealed class PieceTrie
{
    public const int Root = 0;
    public const int None = -1;

    // An edge is a node and a code unit; 0 is no edge, because the root is the child of none and nodes count from 1 in keys.
    private long[] _keys;
    private int[] _children;
    private int[] _values;
    private int _mask;
    private int _nodes = 1;

    public PieceTrie(int expectedNodes = 16)
    {
        var size = 64;
        while (size < expectedNodes * 2)
            size *= 2;
        _keys = new long[size];
        _children = new int[size];
        _mask = size - 1;
        _values = new int[Math.Max(16, expectedNodes)];
        _values[Root] = None;
    }

    /// <summary>The number of the string that ends at a node, or <see cref="None"/>.</summary>
    public int ValueAt(int node) => _values[node];

    /// <summary>The node that a code unit leads to, or <see cref="None"/>.</summary>
    public int Child(int node, char c)
    {
        var key = KeyOf(node, c);
        var keys = _keys;
        for (var slot = SlotOf(key); ; slot = (slot + 1) & _mask)
        {
            var found = keys[slot];
            if (found == key)
                return _children[slot];
            if (found == 0)
                return None;
        }
    }

    /// <summary>The node at the end of a string, or <see cref="None"/>.</summary>
    public int Walk(ReadOnlySpan<char> text)
    {
        var node = Root;
        foreach (var c in text)
        {
            node = Child(node, c);
            if (node == None)
                break;
        }
        return node;
    }

    /// <summary>Adds a string, or gives it another number.</summary>
    public void Add(ReadOnlySpan<char> text, int value)
    {
        var node = Root;
        foreach (var c in text)
        {
            var child = Child(node, c);
            if (child == None)
            {
                child = _nodes++;
                if (child == _values.Length)
                    Array.Resize(ref _values, child * 2);
                _values[child] = None;
                if (_nodes * 2 > _keys.Length)
                    Grow();
                Put(KeyOf(node, c), child);
            }
            node = child;
        }
        _values[node] = value;
    }

    private static long KeyOf(int node, char c) => ((long)(node + 1) << 16) | c;

    private int SlotOf(long key) => (int)((ulong)(key * -7046029254386353131L) >> 33) & _mask;

    private void Put(long key, int child)
    {
        var slot = SlotOf(key);
        while (_keys[slot] != 0)
            slot = (slot + 1) & _mask;
        _keys[slot] = key;
        _children[slot] = child;
    }

    private void Grow()
    {
        var (keys, children) = (_keys, _children);
        _keys = new long[keys.Length * 2];
        _children = new int[keys.Length * 2];
        _mask = _keys.Length - 1;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
                Put(keys[i], children[i]);
        }
    }
}
