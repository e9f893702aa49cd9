using System.Net;
using System.Net.Http.Headers;
using MedAiNlp.Cli.Input;
using MedAiNlp.Cli.Output;

namespace MedAiNlp.Cli.Serving;

/// <summary>Reads a request, analyses what is in it, and writes the answer. A fault of one request is that request's answer.</summary>
internal sealed class Requests(MedAiAnalyzer analyzer, long maxBody) : IDisposable
{
    /// <summary>A client that sends nothing for so long is not waited for.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    // As many requests are worked on at once as articles; the others wait with their bodies read.
    private readonly SemaphoreSlim _free = new(analyzer.Threads);

    public async Task Answer(HttpListenerContext context, bool isStopping)
    {
        var body = new MemoryStream();
        using (var writer = new JsonLinesWriter(body))
        {
            try
            {
                if (isStopping)
                    throw new Refusal(HttpStatusCode.ServiceUnavailable, "the server is stopping; ask again later");
                context.Response.StatusCode = (int)await Answer(context.Request, body, writer).ConfigureAwait(false);
            }
            catch (Refusal e)
            {
                context.Response.StatusCode = (int)e.Status;
                writer.WriteError(context.Request.QueryString["id"] ?? "", e.Message);
            }
            catch (Exception e) when (e is HttpListenerException or IOException)
            {
                context.Response.Abort(); // the client went away
                return;
            }
        }
        await Send(context.Response, body.ToArray()).ConfigureAwait(false);
    }

    public void Dispose() => _free.Dispose();

    private async Task<HttpStatusCode> Answer(HttpListenerRequest request, MemoryStream answer, JsonLinesWriter writer)
    {
        switch (request.Url?.AbsolutePath, request.HttpMethod)
        {
            case ("/healthz", "GET" or "HEAD"):
                answer.Write("{\"status\":\"ok\"}\n"u8);
                return HttpStatusCode.OK;
            case ("/analyze", "POST"):
                return await Analyze(request, writer).ConfigureAwait(false);
            case ("/healthz" or "/analyze", _):
                throw new Refusal(HttpStatusCode.MethodNotAllowed, $"{request.HttpMethod} is not for {request.Url!.AbsolutePath}; there are POST /analyze and GET /healthz");
            default:
                throw new Refusal(HttpStatusCode.NotFound, $"there is no {request.Url?.AbsolutePath}; there are POST /analyze and GET /healthz");
        }
    }

    private async Task<HttpStatusCode> Analyze(HttpListenerRequest request, JsonLinesWriter writer)
    {
        var id = request.QueryString["id"] ?? "";
        // Clients that were told nothing call a body a form (curl) or bytes; then, as with files, its content decides.
        Func<byte[], IAsyncEnumerable<InputItem>> items = MediaType(request) switch
        {
            "" or "application/x-www-form-urlencoded" or "application/octet-stream" => body => One(body, null),
            "text/plain" => body => One(body, ArticleFormat.Text),
            "text/html" or "application/xhtml+xml" => body => One(body, ArticleFormat.Html),
            "text/markdown" => body => One(body, ArticleFormat.Markdown),
            "application/json" => body => Of(JsonLines.ReadObject(body, "the body", id)),
            "application/x-ndjson" or "application/jsonl" => body => JsonLines.Read(new MemoryStream(body), "the body", CancellationToken.None),
            var other => throw new Refusal(HttpStatusCode.UnsupportedMediaType, $"the body is {other}; expected text/plain, text/html, text/markdown, application/json or application/x-ndjson"),
        };
        var body = await Read(request).ConfigureAwait(false);
        var (done, failed) = (0, 0);
        await _free.WaitAsync().ConfigureAwait(false);
        try
        {
            await foreach (var result in analyzer.AnalyzeAsync(items(body), i => i.Id, i => i.Read(), _ => 0, CancellationToken.None).ConfigureAwait(false))
            {
                done++;
                if (result.Analysis is { } analysis)
                {
                    writer.Write(analysis);
                    continue;
                }
                failed++;
                writer.WriteError(result.Id, result.Error!.Message);
            }
        }
        finally
        {
            _free.Release();
        }
        // Of many articles some may be bad; an answer is an error only where nothing else is in it.
        return done == 1 && failed == 1 ? HttpStatusCode.BadRequest : HttpStatusCode.OK;

        IAsyncEnumerable<InputItem> One(byte[] body, ArticleFormat? format) => Of(new InputItem(id, () => Article.FromBytes(body, id, format)));
        static IAsyncEnumerable<InputItem> Of(InputItem item) => new[] { item }.ToAsyncEnumerable();
    }

    private async Task<byte[]> Read(HttpListenerRequest request)
    {
        if (request.ContentLength64 > maxBody)
            throw TooLong();
        var body = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (true)
        {
            int count;
            try
            {
                count = await request.InputStream.ReadAsync(buffer).AsTask().WaitAsync(LongestRead).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new Refusal(HttpStatusCode.RequestTimeout, $"nothing of the body came for {LongestRead.TotalSeconds:0} seconds");
            }
            if (count == 0)
                return body.ToArray();
            if (body.Length + count > maxBody)
                throw TooLong();
            body.Write(buffer, 0, count);
        }

        Refusal TooLong() => new(HttpStatusCode.RequestEntityTooLarge, $"the body is longer than {maxBody} bytes; split it, or raise --max-body");
    }

    private static async Task Send(HttpListenerResponse response, byte[] body)
    {
        try
        {
            response.ContentType = body.AsSpan().Count((byte)'\n') > 1 ? "application/x-ndjson" : "application/json";
            response.ContentLength64 = body.Length;
            await response.OutputStream.WriteAsync(body).ConfigureAwait(false);
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            response.Abort(); // the client went away
        }
    }

    private static string MediaType(HttpListenerRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType!.ToLowerInvariant() : request.ContentType ?? "";

    /// <summary>A request that is not for this server.</summary>
    private sealed class Refusal(HttpStatusCode status, string message) : MedAiException("MED506", $"{message}.")
    {
        public HttpStatusCode Status => status;
    }
}
