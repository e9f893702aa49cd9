namespace MedAiNlp;

/// <summary>
/// The known n-grams of one stretch of text: each gets the next free slot when it is first met, and counts there, so that the
/// numbers of a text lie close together. A reusable buffer, as big as the text has it; one thread at a time.
/// </summary>
internal sealed class NgramCounts(NgramVocabulary vocabulary)
{
    private const int FewestPlaces = 512;

    // Where a bucket is looked for: one more than its slot, 0 where there is none. Open addressing in the first places, of which
    // the n-grams fill at most half, so that little memory is touched and cleared where the text is short.
    private int[] _places = new int[FewestPlaces];
    private int _mask = FewestPlaces - 1;
    private int[] _buckets = new int[FewestPlaces / 2];
    private int[] _rows = new int[FewestPlaces / 2];
    private int[] _counts = new int[FewestPlaces / 2];

    /// <summary>How many different n-grams there are.</summary>
    public int Count { get; private set; }

    /// <summary>The rows of the n-grams, by slot.</summary>
    public Memory<int> Rows => _rows.AsMemory(0, Count);

    /// <summary>How often the n-gram in a slot occurs.</summary>
    public int CountAt(int slot) => _counts[slot];

    /// <summary>The bucket of the n-gram in a slot.</summary>
    public int BucketAt(int slot) => _buckets[slot];

    /// <summary>Whether a bucket has a slot.</summary>
    public bool Holds(int bucket) => Count > 0 && _places[PlaceOf(bucket)] != 0;

    /// <summary>The slot of a known bucket, a new one where it had none.</summary>
    public int SlotOf(int bucket)
    {
        int place = PlaceOf(bucket);
        return _places[place] is var slot and not 0 ? slot - 1 : NewSlot(bucket, place);
    }

    /// <summary>Counts the n-gram in a slot.</summary>
    public void AddAt(int slot, int count) => _counts[slot] += count;

    /// <summary>Counts all that <paramref name="other"/> has counted.</summary>
    public void AddAll(NgramCounts other)
    {
        for (int slot = 0; slot < other.Count; slot++)
            AddAt(SlotOf(other._buckets[slot]), other._counts[slot]);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (Count == 0)
            return;
        Array.Clear(_counts, 0, Count);
        Count = 0;
        UsePlaces(FewestPlaces);
    }

    // Where the bucket stands, or the empty place where it would.
    private int PlaceOf(int bucket)
    {
        int place = bucket & _mask;
        while (_places[place] is var slot and not 0 && _buckets[slot - 1] != bucket)
            place = (place + 1) & _mask;
        return place;
    }

    private int NewSlot(int bucket, int place)
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _buckets, Count * 2);
            Array.Resize(ref _rows, Count * 2);
            Array.Resize(ref _counts, Count * 2);
        }

        _buckets[Count] = bucket;
        _rows[Count] = vocabulary.RowAt(bucket);
        _places[place] = ++Count;
        if (2 * Count > _mask)
            UsePlaces(2 * (_mask + 1));
        return Count - 1;
    }

    private void UsePlaces(int places)
    {
        if (_places.Length < places)
            _places = new int[places];
        else
            Array.Clear(_places, 0, Math.Max(places, _mask + 1));
        _mask = places - 1;
        for (int slot = 0; slot < Count; slot++)
            _places[PlaceOf(_buckets[slot])] = slot + 1;
    }
}
