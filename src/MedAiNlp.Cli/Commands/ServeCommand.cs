using System.CommandLine;
using MedAiNlp.Cli.Serving;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp serve</c>: articles in and their JSON out over HTTP, on this machine unless told otherwise.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var address = new Option<string>("--address") { Description = "The address to listen on; 0.0.0.0 for all. There is no authentication.", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "The port to listen on.", DefaultValueFactory = _ => 8080 };
        var models = new ModelOptions();
        var minScore = SharedOptions.MinScore();
        var maxBody = new Option<long>("--max-body") { Description = "The longest request body, in bytes.", DefaultValueFactory = _ => 16 << 20 };
        var threads = SharedOptions.Threads();
        port.Validators.Add(r => { if (r.GetValueOrDefault<int>() is not (>= 1 and <= 65535)) r.AddError("--port: expected a number from 1 to 65535"); });
        maxBody.Validators.Add(r => { if (r.GetValueOrDefault<long>() is not (>= 1 and <= int.MaxValue)) r.AddError("--max-body: expected a positive number of bytes, at most 2147483647"); });

        var command = new Command("serve", "Answers POST /analyze with the JSON of analyze, and GET /healthz.") { address, port, minScore, maxBody, threads };
        models.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = models.Load(parsed) with { Entities = new EntityOptions { MinScore = parsed.GetValue(minScore) }, Threads = parsed.GetValue(threads) };
            using var analyzer = MedAiAnalyzer.Create(options);
            using var server = new Server(analyzer, parsed.GetValue(address)!, parsed.GetValue(port), parsed.GetValue(maxBody));
            server.Start();
            await terminal.Error.WriteLineAsync($"medainlp: listening on {server.Url}; Ctrl+C stops").ConfigureAwait(false);
            await server.Run(cancellationToken).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }
}
