using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace MedAiNlp.Cli.Tests;

public sealed class ServeCommandTests : IAsyncLifetime, IDisposable
{
    private const string Text = "2月18日，云岭市第一人民医院用人工智能辅助阅读肺部CT影像，准确率高达96%。";
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new();
    private readonly int _port = FreePort();
    private Task<int> _server = Task.FromResult(-1);

    public async Task InitializeAsync()
    {
        _client.BaseAddress = new Uri($"http://127.0.0.1:{_port}/");
        var listening = new FirstLine();
        _server = Task.Run(() => CommandLine.Run(["serve", "--port", $"{_port}", "--max-body", "2000"], new Terminal(Stream.Null, Stream.Null, listening, false, false, 100), _stop.Token));
        await Task.WhenAny(listening.Written, _server);
        (await listening.Written.WaitAsync(TimeSpan.FromSeconds(60))).Should().Be($"medainlp: listening on http://127.0.0.1:{_port}/; Ctrl+C stops");
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        (await _server).Should().Be(0);
    }

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Text_gets_the_object_that_analyze_prints()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Text);
        var printed = (await CommandRun.Of("analyze", folder.Path, "--format", "jsonl")).Output;
        var (status, body) = await Post("analyze?id=a.txt", "text/plain", Text);
        status.Should().Be(HttpStatusCode.OK);
        body.Should().Be(printed);
    }

    [Theory]
    [InlineData("text/html", "<p>云岭市第一<b>人民医院</b>开诊。</p>")]
    [InlineData("text/markdown", "# 标题\n\n云岭市第一人民医院开诊。\n")]
    [InlineData("application/x-www-form-urlencoded", "云岭市第一人民医院开诊。")]
    [InlineData("application/json", "{\n  \"id\": \"1\",\n  \"html\": \"<p>云岭市第一人民医院开诊。</p>\"\n}")]
    public async Task Other_types_of_text_are_read_as_what_they_are(string type, string content)
    {
        var (status, body) = await Post("analyze", type, content);
        status.Should().Be(HttpStatusCode.OK, body);
        var article = JsonDocument.Parse(body).RootElement;
        article.GetProperty("entities").EnumerateArray().Should().Contain(e => e.GetProperty("type").GetString() == "HOSPITAL");
        article.GetProperty("id").GetString().Should().Be(type == "application/json" ? "1" : "");
    }

    [Fact]
    public async Task Json_lines_get_one_object_a_line_and_a_bad_line_costs_no_other()
    {
        var (status, body) = await Post("analyze", "application/x-ndjson", "{\"id\":\"1\",\"text\":\"甲\"}\n{broken\n{\"id\":\"3\",\"text\":\"乙\"}\n");
        status.Should().Be(HttpStatusCode.OK);
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Select(l => l.GetProperty("id").GetString()).Should().Equal("1", "the body:2", "3");
        lines[1].GetProperty("error").GetString().Should().StartWith("MED502: the body line 2 is not valid JSON");
    }

    [Theory]
    [InlineData("POST", "analyze", "image/png", "x", HttpStatusCode.UnsupportedMediaType, "MED506: the body is image/png; expected text/plain*")]
    [InlineData("POST", "analyze", "application/json", "[1]", HttpStatusCode.BadRequest, "MED502: the body holds no object*")]
    [InlineData("GET", "analyze", null, null, HttpStatusCode.MethodNotAllowed, "MED506: GET is not for /analyze*")]
    [InlineData("GET", "other", null, null, HttpStatusCode.NotFound, "MED506: there is no /other*")]
    public async Task A_request_that_cannot_be_answered_says_why(string method, string path, string? type, string? content, HttpStatusCode status, string error)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(content)) };
        if (type is not null)
            request.Content!.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await _client.SendAsync(request);
        response.StatusCode.Should().Be(status);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString().Should().Match(error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_long_is_refused_whether_its_length_is_known_or_not(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "analyze") { Content = new StringContent(new string('a', 2001)) };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await _client.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).Should().Contain("MED506: the body is longer than 2000 bytes");
    }

    [Fact]
    public async Task It_says_that_it_is_well() =>
        (await _client.GetStringAsync("healthz")).Should().Be("{\"status\":\"ok\"}\n");

    [Fact]
    public async Task Many_requests_at_once_get_each_its_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Post($"analyze?id={i}", "text/plain", $"第{i + 2}例。{Text}")));
        answers.Select((a, i) => (JsonDocument.Parse(a.Body).RootElement.GetProperty("id").GetString(), i.ToString())).Should().OnlyContain(p => p.Item1 == p.Item2);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_with_a_cure()
    {
        var run = await CommandRun.Of("serve", "--port", $"{_port}");
        run.ExitCode.Should().Be(2);
        run.Error.Should().Match($"medainlp: MED505: http://127.0.0.1:{_port}/ cannot be listened on (*); choose another --port or --address.*");
    }

    private async Task<(HttpStatusCode Status, string Body)> Post(string path, string type, string content)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await _client.PostAsync(path, body);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Tells the first line that is written to it.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Written => _first.Task;

        public override Task WriteLineAsync(string? value)
        {
            _first.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
