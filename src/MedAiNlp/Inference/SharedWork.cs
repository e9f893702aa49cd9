namespace MedAiNlp;

/// <summary>What the call for one text shares with those for others; by default nothing.</summary>
/// <param name="Windows">Windows that came before in the same run; <see langword="null"/> for none.</param>
/// <param name="Threads">Threads that a long text may use while they are free; <see langword="null"/> for none.</param>
internal readonly record struct SharedWork(SeenWindows? Windows, SpareThreads? Threads);
