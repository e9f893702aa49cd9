using System.Numerics;

namespace MedAiNlp;

/// <summary>A fixed map from characters: open addressing in a table four times too large, so that a miss mostly costs one comparison.</summary>
internal sealed class CharacterIndex<T> where T : class
{
    private readonly char[] _keys;
    private readonly T?[] _values;
    private readonly int _shift;

    public CharacterIndex(IReadOnlyDictionary<char, T> map)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(map.Count * 4, 16));
        _shift = 32 - BitOperations.Log2((uint)size);
        _keys = new char[size];
        _values = new T?[size];
        foreach ((char key, T value) in map)
        {
            int slot = SlotOf(key);
            while (_values[slot] is not null)
            {
                slot = (slot + 1) & (size - 1);
            }

            _keys[slot] = key;
            _values[slot] = value;
        }
    }

    public T? Find(char key)
    {
        char[] keys = _keys;
        for (int slot = SlotOf(key); ; slot = (slot + 1) & (keys.Length - 1))
        {
            // An empty slot has key U+0000 and no value, which is the answer.
            if (keys[slot] == key || keys[slot] == '\0')
            {
                return keys[slot] == key ? _values[slot] : null;
            }
        }
    }

    private int SlotOf(char key) => (int)(key * 0x9E3779B1u >> _shift);
}
