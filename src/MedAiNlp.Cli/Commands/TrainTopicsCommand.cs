using System.CommandLine;
using Spectre.Console;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp train-topics LABELLED.jsonl --output DIR</c>: a topic model of one's own from labelled texts.</summary>
internal static class TrainTopicsCommand
{
    public static Command Create(Terminal terminal)
    {
        var texts = new Argument<string>("LABELLED") { Description = "Labelled texts, one JSON object a line: {\"id\",\"text\",\"topics\":[…]}; 50 texts a label are a sensible start, and texts without any topic teach what is none." };
        var output = new Option<string>("--output", "-o") { Description = "The folder of the new package.", HelpName = "DIR", Required = true };
        var name = new Option<string>("--name") { Description = "The name of the model.", DefaultValueFactory = _ => new TopicTrainingOptions().Name };
        var version = new Option<string>("--model-version") { Description = "The version of the model.", DefaultValueFactory = _ => new TopicTrainingOptions().Version };
        var library = new Option<string?>("--library") { Description = "The versions of MedAiNlp that may load the model, such as '>=0.1.0 <0.2.0'; left out, any.", HelpName = "RANGE" };
        var license = new Option<string?>("--license") { Description = "The licence of the model." };
        var labels = new Option<string?>("--labels") { Description = "The labels in their order, parted by commas; left out, those of the texts.", HelpName = "A,B,…" };
        var folds = new Option<int>("--folds") { Description = "Into how many parts cross-validation splits the texts: more take longer, and what they say is nearer to what all texts teach.", HelpName = "N", DefaultValueFactory = _ => new TopicTrainingOptions().Folds };
        folds.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 2) r.AddError("--folds: expected a number of at least 2"); });
        var errors = new Option<int>("--errors") { Description = "Prints up to this many texts that cross-validation judged wrongly.", HelpName = "N" };
        var command = new Command("train-topics", "Trains a topic model from labelled texts and reports its cross-validated F1.") { texts, output, name, version, library, license, labels, folds, errors };
        command.SetAction(parsed =>
        {
            var options = new TopicTrainingOptions
            {
                Name = parsed.GetValue(name)!,
                Version = parsed.GetValue(version)!,
                Library = parsed.GetValue(library),
                License = parsed.GetValue(license),
                Folds = parsed.GetValue(folds),
                Labels = parsed.GetValue(labels)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            };
            var report = TopicTrainer.Train(LabelledText.ReadJsonLines(parsed.GetValue(texts)!), parsed.GetValue(output)!, options, new ErrorProgress(terminal));
            using var writer = new StreamWriter(terminal.Output, leaveOpen: true);
            Print(terminal.ConsoleOn(writer, terminal.IsOutputTerminal), report, parsed.GetValue(output)!, parsed.GetValue(errors));
            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(IAnsiConsole console, TopicTrainingReport report, string directory, int errors)
    {
        var table = new Table().NoBorder();
        table.AddColumns(new TableColumn("cross-validated"), Right("P"), Right("R"), Right("F1"), Right("threshold"), Right("ECE"), Right("n"));
        foreach (var label in report.Labels)
            table.AddRow(label.Label, Number(label.Precision), Number(label.Recall), Number(label.F1), Number(label.Threshold), Number(label.CalibrationError), label.Positives.ToString());
        table.AddRow("macro F1", "", "", Number(report.MacroF1));
        table.AddRow("exact match", "", "", Number(report.ExactMatch));
        console.Write(table);
        foreach (var error in report.Errors.Take(errors))
            console.Write(new Text($"  {error}\n"));
        console.Write(new Text($"written to {directory}\n"));

        static TableColumn Right(string name) => new TableColumn(name).RightAligned();
        static string Number(double value) => value.ToString("0.000");
    }

    /// <summary>Says on the terminal what is being done; into a file or a pipe it says nothing.</summary>
    private sealed class ErrorProgress(Terminal terminal) : IProgress<string>
    {
        public void Report(string value)
        {
            if (terminal.IsErrorTerminal)
                terminal.Error.WriteLine(value);
        }
    }
}
