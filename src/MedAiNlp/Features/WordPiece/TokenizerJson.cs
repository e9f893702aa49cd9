using System.Text.Json;

namespace MedAiNlp;

/// <summary>Reads <c>tokenizer.json</c>, the format of the tokenizers library, as far as it is BERT's.</summary>
internal static class TokenizerJson
{
    private const string OnlyBert = "MedAiNlp reads tokenizers of BERT's kind only (WordPiece, BertNormalizer, BertPreTokenizer); export a model that uses one.";

    /// <exception cref="ModelPackageException">The file is missing, malformed, or of another kind.</exception>
    public static WordPieceDescription Read(string path)
    {
        using var json = JsonSource.Open(path);
        if (JsonSource.Optional(json.Root, "version") is { } version && json.Text(version, "version") != "1.0")
            throw Unsupported(json, $"has version {version.GetRawText()}, expected \"1.0\"");

        var model = json.Object(json.Required(json.Root, "model", "the file"), "model");
        CheckModelType(json, model);
        CheckPreTokenizer(json);
        var (before, after) = ReadTemplate(json);
        return new WordPieceDescription
        {
            UnknownToken = json.Text(json.Required(model, "unk_token", "model"), "model.unk_token"),
            ContinuingSubwordPrefix = json.Text(json.Required(model, "continuing_subword_prefix", "model"), "model.continuing_subword_prefix"),
            MaxInputCharsPerWord = json.Number(json.Required(model, "max_input_chars_per_word", "model"), "model.max_input_chars_per_word", 0, int.MaxValue),
            Pieces = ReadPieces(json, json.Object(json.Required(model, "vocab", "model"), "model.vocab")),
            Normalizer = ReadNormalizer(json),
            AddedTokens = JsonSource.Optional(json.Root, "added_tokens") is { } added
                ? [.. json.Items(added, "added_tokens").Select((t, i) => ReadAddedToken(json, t, $"added_tokens[{i}]"))]
                : [],
            Before = before.Select(t => t.Id).ToArray(),
            After = after.Select(t => t.Id).ToArray(),
            ClsToken = before.Count > 0 ? before[0].Token : "[CLS]",
            SepToken = after.Count > 0 ? after[^1].Token : "[SEP]",
            PadToken = JsonSource.Optional(json.Root, "padding") is { } padding && JsonSource.Optional(padding, "pad_token") is { } pad ? json.Text(pad, "padding.pad_token") : "[PAD]",
            MaskToken = "[MASK]",
        };
    }

    /// <summary>Reads a token that is a string, or an object with a string and flags.</summary>
    public static WordPieceAddedToken ReadAddedToken(JsonSource json, JsonElement value, string where)
    {
        if (value.ValueKind == JsonValueKind.String)
            return new WordPieceAddedToken(json.Text(value, where));
        json.Object(value, where);
        var special = Is("special", false);
        return new WordPieceAddedToken(json.Text(json.Required(value, "content", where), $"{where}.content"))
        {
            Special = special,
            SingleWord = Is("single_word", false),
            StripsLeft = Is("lstrip", false),
            StripsRight = Is("rstrip", false),
            Normalized = Is("normalized", !special),
        };

        bool Is(string name, bool otherwise) => JsonSource.Optional(value, name) is { } flag ? json.Flag(flag, $"{where}.{name}") : otherwise;
    }

    // Files of the first years have no type; what they hold tells.
    private static void CheckModelType(JsonSource json, JsonElement model)
    {
        var type = JsonSource.Optional(model, "type") is { } named ? json.Text(named, "model.type")
            : JsonSource.Optional(model, "merges") is not null ? "BPE"
            : JsonSource.Optional(model, "max_input_chars_per_word") is not null ? "WordPiece"
            : "unknown";
        if (type != "WordPiece")
            throw Unsupported(json, $"has a model of the type {type}, expected WordPiece");
    }

    private static void CheckPreTokenizer(JsonSource json)
    {
        var type = TypeOf(json, JsonSource.Optional(json.Root, "pre_tokenizer"), "pre_tokenizer");
        if (type != "BertPreTokenizer")
            throw Unsupported(json, $"has {(type is null ? "no pre_tokenizer" : $"the pre_tokenizer {type}")}, expected BertPreTokenizer");
    }

    private static BertNormalizer ReadNormalizer(JsonSource json)
    {
        if (JsonSource.Optional(json.Root, "normalizer") is not { } normalizer)
            return new BertNormalizer(false, false, false, false);
        if (TypeOf(json, normalizer, "normalizer") is var type and not "BertNormalizer")
            throw Unsupported(json, $"has the normalizer {type}, expected BertNormalizer");
        var lowerCase = Is("lowercase");
        return new BertNormalizer(
            Is("clean_text"),
            Is("handle_chinese_chars"),
            JsonSource.Optional(normalizer, "strip_accents") is { } strip ? json.Flag(strip, "normalizer.strip_accents") : lowerCase,
            lowerCase);

        bool Is(string name) => json.Flag(json.Required(normalizer, name, "normalizer"), $"normalizer.{name}");
    }

    private static List<(string Token, int Id)> ReadPieces(JsonSource json, JsonElement vocabulary)
    {
        var pieces = new List<(string, int)>();
        foreach (var entry in vocabulary.EnumerateObject())
        {
            var token = json.Name(entry, "model.vocab");
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || id is < 0 or > WordPieceDescription.HighestId)
                throw new ModelPackageException("MED123", $"{json.Path} gives the token '{token}' the number {entry.Value.GetRawText()}, expected a whole number from 0 to {WordPieceDescription.HighestId}; fetch the model again.");
            pieces.Add((token, id));
        }
        return pieces;
    }

    private static (List<(string Token, int Id)> Before, List<(string Token, int Id)> After) ReadTemplate(JsonSource json)
    {
        var (before, after) = (new List<(string, int)>(), new List<(string, int)>());
        if (JsonSource.Optional(json.Root, "post_processor") is not { } processor)
            return (before, after);
        switch (TypeOf(json, processor, "post_processor"))
        {
            case "BertProcessing":
                before.Add(ReadPair(json, processor, "cls"));
                after.Add(ReadPair(json, processor, "sep"));
                break;
            case "TemplateProcessing":
                ReadTemplate(json, processor, before, after);
                break;
            case var type:
                throw Unsupported(json, $"has the post_processor {type}, expected TemplateProcessing or BertProcessing");
        }
        return (before, after);
    }

    private static void ReadTemplate(JsonSource json, JsonElement processor, List<(string, int)> before, List<(string, int)> after)
    {
        const string where = "post_processor.single";
        var special = json.Object(json.Required(processor, "special_tokens", "post_processor"), "post_processor.special_tokens");
        var text = false;
        foreach (var part in json.Items(json.Required(processor, "single", "post_processor"), where))
        {
            if (JsonSource.Optional(part, "Sequence") is { } sequence)
            {
                if (text || json.Text(json.Required(sequence, "id", where), where) != "A")
                    throw Unsupported(json, $"has {where} with more than the text itself, expected the sequence A once");
                text = true;
                continue;
            }
            var name = json.Text(json.Required(json.Required(part, "SpecialToken", where), "id", where), where);
            var token = JsonSource.Optional(special, name) ?? throw new ModelPackageException("MED124", $"{json.Path} uses the special token {name} in {where}, which post_processor.special_tokens lacks; fetch the model again.");
            foreach (var id in json.Items(json.Required(token, "ids", $"post_processor.special_tokens.{name}"), $"post_processor.special_tokens.{name}.ids"))
                (text ? after : before).Add((name, json.Number(id, $"post_processor.special_tokens.{name}.ids", 0, WordPieceDescription.HighestId)));
        }
        if (!text)
            throw Unsupported(json, $"has {where} without the text, expected the sequence A once");
    }

    private static (string Token, int Id) ReadPair(JsonSource json, JsonElement processor, string name)
    {
        var where = $"post_processor.{name}";
        JsonElement[] pair = [.. json.Items(json.Required(processor, name, "post_processor"), where)];
        if (pair.Length != 2)
            throw json.Malformed($"has {where} with {pair.Length} items, expected a token and its number");
        return (json.Text(pair[0], where), json.Number(pair[1], where, 0, WordPieceDescription.HighestId));
    }

    private static string? TypeOf(JsonSource json, JsonElement? part, string where) =>
        part is { } value ? json.Text(json.Required(json.Object(value, where), "type", where), $"{where}.type") : null;

    private static ModelPackageException Unsupported(JsonSource json, string what) => new("MED122", $"{json.Path} {what}; {OnlyBert}");
}
