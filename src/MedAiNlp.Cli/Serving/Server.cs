using System.Collections.Concurrent;
using System.Net;

namespace MedAiNlp.Cli.Serving;

/// <summary>Listens for requests and answers each on its own. Asked to stop, it answers those that run and refuses new ones.</summary>
internal sealed class Server : IDisposable
{
    /// <summary>Requests that take longer to answer than this do not hold up the end.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly Requests _requests;

    public Server(MedAiAnalyzer analyzer, string address, int port, long maxBody)
    {
        _requests = new Requests(analyzer, maxBody);
        // To the listener the address is also the Host that requests must name, which keeps web pages out that point a name of theirs here.
        Url = $"http://{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}/";
        _listener.Prefixes.Add(address is "0.0.0.0" or "::" or "*" ? $"http://+:{port}/" : Url);
        if (address == "127.0.0.1")
            _listener.Prefixes.Add($"http://localhost:{port}/");
    }

    public string Url { get; }

    /// <exception cref="MedAiException">The address cannot be listened on.</exception>
    public void Start()
    {
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException e)
        {
            throw new MedAiException("MED505", $"{Url} cannot be listened on ({e.Message.TrimEnd('.')}); choose another --port or --address.", e);
        }
    }

    /// <summary>Answers requests until stopped.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var accepting = Accept(cancellationToken);
        await Task.WhenAny(accepting, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
        var running = Task.WhenAll(_running.Keys);
        await Task.WhenAny(running, Task.Delay(LongestStop, CancellationToken.None)).ConfigureAwait(false);
        _listener.Close();
        await accepting.ConfigureAwait(false);
    }

    public void Dispose()
    {
        ((IDisposable)_listener).Dispose();
        _requests.Dispose();
    }

    private async Task Accept(CancellationToken stopping)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }
            // Requests that run are finished; those that come too late are told so.
            var answering = Task.Run(() => _requests.Answer(context, stopping.IsCancellationRequested), CancellationToken.None);
            _running.TryAdd(answering, 0);
            _ = answering.ContinueWith(t => _running.TryRemove(t, out _), TaskScheduler.Default);
        }
    }
}
