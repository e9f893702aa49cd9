using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace MedAiNlp.Cli.Input;

/// <summary>Reads articles from JSON Lines, one at a time: <c>{"id","text"}</c>, with <c>html</c> or <c>markdown</c> in place of <c>text</c>; other properties are passed over.</summary>
internal static class JsonLines
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async IAsyncEnumerable<InputItem> Read(Stream stream, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        await foreach (var line in Lines(stream, cancellationToken).ConfigureAwait(false))
        {
            number++;
            var at = number == 1 && line.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? line[3..] : line;
            if (at.AsSpan().Trim(" \t\r"u8).IsEmpty)
                continue;
            var place = $"{path} line {number}";
            var (article, error) = Parse(at, place);
            yield return new InputItem(article?.Id ?? $"{path}:{number}", () => article ?? throw error!, line.Length);
        }
    }

    /// <summary>Reads one object that stands alone, over as many lines as it likes.</summary>
    public static InputItem ReadObject(byte[] json, string place, string idOtherwise)
    {
        var (article, error) = Parse(json, place);
        return new InputItem(article?.Id ?? idOtherwise, () => article ?? throw error!);
    }

    private static (Article?, MedAiException?) Parse(byte[] line, string place)
    {
        try
        {
            StrictUtf8.GetCharCount(line); // names the first bad byte, which the JSON reader would not
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Fault("holds no object"));
            var id = Text(json.RootElement, "id");
            if (id is null && json.RootElement.TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number)
                id = number.GetRawText();
            if (id is null)
                return (null, Fault("has no \"id\""));
            if (Text(json.RootElement, "text") is { } text)
                return (Article.FromText(text, id), null);
            if (Text(json.RootElement, "html") is { } html)
                return (Article.FromHtml(html, id), null);
            if (Text(json.RootElement, "markdown") is { } markdown)
                return (Article.FromMarkdown(markdown, id), null);
            return (null, Fault($"has none of \"text\", \"html\" and \"markdown\" (id {id})"));
        }
        catch (DecoderFallbackException e)
        {
            return (null, Fault($"is not valid UTF-8 at byte {e.Index}"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var column = e is JsonException { BytePositionInLine: { } byteAt } ? $" at byte {byteAt}" : "";
            return (null, Fault($"is not valid JSON{column}"));
        }

        MedAiException Fault(string what) => new("MED502", $"{place} {what}; expected one object such as {{\"id\":\"1\",\"text\":\"…\"}}; nothing of it is analysed.");
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static async IAsyncEnumerable<byte[]> Lines(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = System.IO.Pipelines.PipeReader.Create(stream, new System.IO.Pipelines.StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            while (System.Buffers.BuffersExtensions.PositionOf(buffer, (byte)'\n') is { } end)
            {
                yield return System.Buffers.BuffersExtensions.ToArray(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }
            if (read.IsCompleted)
            {
                if (!buffer.IsEmpty)
                    yield return System.Buffers.BuffersExtensions.ToArray(buffer);
                await reader.CompleteAsync().ConfigureAwait(false);
                yield break;
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
