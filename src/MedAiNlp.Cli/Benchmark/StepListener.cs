using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace MedAiNlp.Cli.Benchmark;

/// <summary>Adds up how long each step of the analyses takes, over all threads, from the meter of the library.</summary>
internal sealed class StepListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _seconds = new();

    public StepListener()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == MedAiTelemetry.Name && instrument.Name == StepTimer.Instrument)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key == "step" && value is string step)
                    _seconds.AddOrUpdate(step, static (_, s) => s, static (_, sum, s) => sum + s, seconds);
            }
        });
        _listener.Start();
    }

    /// <summary>The seconds of the steps so far, in the order of the work; begins anew.</summary>
    public Dictionary<string, double> Take()
    {
        var taken = Steps.All.ToDictionary(s => s, s => _seconds.GetValueOrDefault(s));
        _seconds.Clear();
        return taken;
    }

    public void Dispose() => _listener.Dispose();
}
