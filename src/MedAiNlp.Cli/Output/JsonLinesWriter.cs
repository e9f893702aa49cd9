using System.Text.Encodings.Web;
using System.Text.Json;

namespace MedAiNlp.Cli.Output;

/// <summary>Writes one JSON object a line for each article. The names, their order and their meaning are a contract with scripts.</summary>
internal sealed class JsonLinesWriter(Stream output) : IResultWriter
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions
    {
        // People read this too: Chinese stays Chinese. The output is JSON for programs, never embedded in a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public void Write(ArticleAnalysis analysis)
    {
        _json.WriteStartObject();
        _json.WriteString("id", analysis.Id);
        _json.WriteString("language", analysis.Language);
        _json.WriteString("title", analysis.Title);
        _json.WriteNumber("chars", analysis.Span.Length);
        if (analysis.Span.Length < analysis.Text.Length)
            WritePart(analysis);
        WriteTopics(analysis.Topics);
        WriteEntities(analysis.Entities);
        WriteFigures(analysis.Figures);
        _json.WriteEndObject();
        EndLine();
    }

    public void WriteError(string id, string message)
    {
        _json.WriteStartObject();
        _json.WriteString("id", id);
        _json.WriteString("error", message);
        _json.WriteEndObject();
        EndLine();
    }

    public void Dispose()
    {
        output.Flush();
        _json.Dispose();
    }

    // Only for articles of a casebook or digest: where in the text of the whole, in which all offsets count.
    private void WritePart(ArticleAnalysis article)
    {
        _json.WriteStartObject("part");
        _json.WriteNumber("start", article.Span.Start);
        _json.WriteNumber("end", article.Span.End);
        _json.WriteStartArray("path");
        foreach (var heading in article.Path)
            _json.WriteStringValue(heading);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteTopics(IReadOnlyList<TopicScore> topics)
    {
        _json.WriteStartArray("topics");
        foreach (var topic in topics)
        {
            _json.WriteStartObject();
            _json.WriteString("label", topic.Label);
            _json.WriteNumber("score", Rounded(topic.Score));
            _json.WriteBoolean("assigned", topic.IsAssigned);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void WriteEntities(IReadOnlyList<Entity> entities)
    {
        _json.WriteStartArray("entities");
        foreach (var entity in entities)
        {
            _json.WriteStartObject();
            _json.WriteString("type", entity.Type);
            _json.WriteString("text", entity.Text);
            _json.WriteNumber("start", entity.Start);
            _json.WriteNumber("end", entity.End);
            _json.WriteNumber("score", Rounded(entity.Score));
            if (entity.Canonical is { } canonical)
                _json.WriteString("canonical", canonical);
            if (entity.Value is { } value)
                _json.WriteString("value", value);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void WriteFigures(IReadOnlyList<Figure> figures)
    {
        _json.WriteStartArray("figures");
        foreach (var figure in figures)
        {
            _json.WriteStartObject();
            _json.WriteString("text", figure.Text);
            _json.WriteNumber("start", figure.Start);
            _json.WriteNumber("end", figure.End);
            if (figure.Value is { } value)
            {
                _json.WriteNumber("value", value);
            }
            else
            {
                _json.WriteStartArray("values");
                foreach (var v in figure.Values)
                    _json.WriteNumberValue(v);
                _json.WriteEndArray();
            }
            _json.WriteString("unit", figure.Unit);
            _json.WriteString("kind", figure.Kind.ToJsonName());
            _json.WriteString("qualifier", figure.Qualifier.ToJsonName());
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void EndLine()
    {
        _json.Flush();
        output.WriteByte((byte)'\n');
        _json.Reset();
    }

    private static decimal Rounded(double score) => Math.Round((decimal)score, 4);
}
