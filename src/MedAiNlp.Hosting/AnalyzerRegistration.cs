using Microsoft.Extensions.Configuration;

namespace MedAiNlp.Hosting;

/// <summary>An analyzer that an app asked for: its key, empty for the one without, and where its settings are read from.</summary>
internal sealed record AnalyzerRegistration(string Name, IConfiguration? Configuration);
