namespace MedAiNlp;

/// <summary>
/// What texts gave that came before in the same run: a text that comes again, as syndicated news does, is worked on once. Holds the
/// newest texts up to a capacity. Thread-safe; who asks for a text that another thread works on waits for it.
/// </summary>
/// <param name="capacity">How many characters of text are held.</param>
internal sealed class Repeats<T>(long capacity) where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Answer> _answers = [];
    private readonly Queue<string> _oldest = new();
    private long _held;

    /// <summary>The answer for a text, from before or from <paramref name="compute"/>, which may throw: then the next one asks anew.</summary>
    public T Get(string text, Func<string, T> compute)
    {
        var answer = For(text);
        lock (answer)
            return answer.Value ??= compute(text);
    }

    private Answer For(string text)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(text, out var known))
                return known;
            var answer = new Answer();
            if (text.Length > capacity)
                return answer;
            _answers.Add(text, answer);
            _oldest.Enqueue(text);
            for (_held += text.Length; _held > capacity; _held -= _oldest.Dequeue().Length)
                _answers.Remove(_oldest.Peek());
            return answer;
        }
    }

    private sealed class Answer
    {
        public T? Value { get; set; }
    }
}
