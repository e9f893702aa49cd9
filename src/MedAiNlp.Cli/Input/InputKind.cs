namespace MedAiNlp.Cli.Input;

/// <summary>What the option <c>--input</c> says of the input.</summary>
internal enum InputKind
{
    /// <summary>By the name of the file and by its content.</summary>
    Auto,
    Text,
    Html,
    Markdown,

    /// <summary>One article a line: <c>{"id","text"}</c>, with <c>html</c> or <c>markdown</c> in place of <c>text</c>.</summary>
    Jsonl,
}
