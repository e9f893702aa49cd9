using System.CommandLine;
using System.Text;
using MedAiNlp.Cli.Evaluation;
using MedAiNlp.Cli.Input;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp diff DIR1 DIR2 PATH…</c>: the articles that two models answer differently.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var first = new Argument<string>("DIR1") { Description = "The folder of the model before." };
        var second = new Argument<string>("DIR2") { Description = "The folder of the model after; for the same task." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Files and folders; - for standard input." };
        var input = SharedOptions.Input();
        var run = new RunOptions();
        var command = new Command("diff", "Lists the articles whose answers change from one model to another. Ends with 0 when none does, 1 when some do, 2 when a model or an article cannot be read.") { first, second, paths, input };
        run.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var before = ModelPackage.Load(parsed.GetValue(first)!, run.Package(parsed));
            var after = ModelPackage.Load(parsed.GetValue(second)!, run.Package(parsed));
            if (before.Manifest.Task != after.Manifest.Task)
                throw new MedAiException("MED112", $"{before.Directory} is a model for {before.Manifest.Task} and {after.Directory} for {after.Manifest.Task}; only models for the same task can be compared.");
            using var old = Analyzer(before, run.Inference(parsed));
            using var renewed = Analyzer(after, run.Inference(parsed));
            var items = new InputReader(parsed.GetValue(input), terminal.Input).Read(parsed.GetValue(paths)!, cancellationToken);
            return await Compare(old, renewed, items, terminal, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    // Everything as in 'analyze', so that the answers are those that users see; what the other task says is left out.
    private static MedAiAnalyzer Analyzer(ModelPackage package, InferenceOptions inference) => MedAiAnalyzer.Create(package.Manifest.Task == TopicClassifier.Task
        ? new MedAiAnalyzerOptions { TopicModel = package, EntityRecognizer = new Nothing(), Inference = inference }
        : new MedAiAnalyzerOptions { EntityModel = package, TopicClassifier = new Nothing(), Inference = inference });

    private static async Task<int> Compare(MedAiAnalyzer old, MedAiAnalyzer renewed, IAsyncEnumerable<InputItem> items, Terminal terminal, CancellationToken cancellationToken)
    {
        var output = new StreamWriter(terminal.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14, leaveOpen: true);
        await using (output.ConfigureAwait(false))
        {
            var (articles, different, failed) = (0, 0, 0);
            var total = new AnswerChanges.Counts(0, 0, 0);
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                articles++;
                ArticleAnalysis before, after;
                try
                {
                    var article = item.Read();
                    var other = Task.Run(() => renewed.Analyze(article, cancellationToken), cancellationToken);
                    before = old.Analyze(article, cancellationToken);
                    after = await other.ConfigureAwait(false);
                }
                catch (MedAiException e)
                {
                    failed++;
                    await terminal.Error.WriteLineAsync($"medainlp: {e.Message}").ConfigureAwait(false);
                    continue;
                }
                var changes = AnswerChanges.Between(before, after);
                if (changes.Lines.Count == 0)
                    continue;
                different++;
                total = total.Plus(changes.Count);
                await output.WriteLineAsync(item.Id).ConfigureAwait(false);
                foreach (var line in changes.Lines)
                    await output.WriteLineAsync("  " + line).ConfigureAwait(false);
            }
            await output.WriteLineAsync($"{different} of {articles} articles differ: {total.Added} added, {total.Removed} removed, {total.Changed} changed").ConfigureAwait(false);
            return failed > 0 ? ExitCode.Usage : different > 0 ? ExitCode.Different : ExitCode.Success;
        }
    }

    /// <summary>Finds nothing, in place of the model for the other task.</summary>
    private sealed class Nothing : IEntityRecognizer, ITopicClassifier
    {
        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default) => [];

        public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence = false, CancellationToken cancellationToken = default) => [];
    }
}
