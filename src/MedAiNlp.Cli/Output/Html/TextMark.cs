namespace MedAiNlp.Cli.Output.Html;

/// <summary>An element around a stretch of a text.</summary>
/// <param name="Span">The stretch; an empty one is an empty element at its place.</param>
/// <param name="Layer">Where marks overlap, the one with the smaller layer is outside.</param>
/// <param name="Element">The name of the element.</param>
/// <param name="Class">Its class; the second and later pieces of a mark that another one cuts have the class <c>more</c> as well.</param>
/// <param name="Attributes">More attributes, encoded, for the first piece only (an id names one element).</param>
internal sealed record TextMark(TextSpan Span, int Layer, string Element, string Class, string Attributes = "");
