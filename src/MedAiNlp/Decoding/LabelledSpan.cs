namespace MedAiNlp;

/// <summary>A span with its type and the probability of exactly its labels.</summary>
internal readonly record struct LabelledSpan(int Start, int End, string Type, double Score);
