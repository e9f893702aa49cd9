using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MedAiNlp.Hosting.Tests;

/// <summary>Keeps what is logged in the category MedAiNlp.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(int Id, LogLevel Level, string Text)> All => [.. _lines];

    public int Count(int id) => _lines.Count(l => l.Id == id);

    public ILogger CreateLogger(string categoryName) => categoryName == "MedAiNlp" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
