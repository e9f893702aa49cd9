using System.Text.Json;

namespace MedAiNlp;

/// <summary>
/// Reads the tokenizer of a Hugging Face model folder as <c>AutoTokenizer</c> does: <c>tokenizer.json</c> before
/// <c>vocab.txt</c>, and over both what <c>special_tokens_map.json</c> and <c>tokenizer_config.json</c> state, the latter last.
/// <c>never_split</c> and <c>do_basic_tokenize</c> are settings of Python's old slow tokenizer and count for neither.
/// </summary>
internal static class TokenizerFolder
{
    private static readonly string[] SpecialNames = ["unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <exception cref="ModelPackageException">There is no tokenizer, or a file is malformed or of another kind.</exception>
    public static WordPieceDescription Read(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var settings = Settings.Read(directory);
        var json = Path.Combine(directory, "tokenizer.json");
        var vocabulary = Path.Combine(directory, "vocab.txt");
        if (File.Exists(json))
            return Overlay(TokenizerJson.Read(json), settings);
        if (File.Exists(vocabulary))
            return Describe(vocabulary, settings);
        throw new ModelPackageException("MED120", $"{directory} has neither tokenizer.json nor vocab.txt; give the folder of a BERT model with its tokenizer.");
    }

    private static WordPieceDescription Describe(string vocabulary, Settings settings)
    {
        var defaults = new WordPieceOptions();
        return WordPieceDescription.From(VocabularyFile.Read(vocabulary), defaults with
        {
            LowerCase = settings.LowerCase ?? defaults.LowerCase,
            StripAccents = settings.StripAccents,
            SplitChineseCharacters = settings.SplitChinese ?? defaults.SplitChineseCharacters,
            UnknownToken = settings.Name("unk_token") ?? defaults.UnknownToken,
            SepToken = settings.Name("sep_token") ?? defaults.SepToken,
            PadToken = settings.Name("pad_token") ?? defaults.PadToken,
            ClsToken = settings.Name("cls_token") ?? defaults.ClsToken,
            MaskToken = settings.Name("mask_token") ?? defaults.MaskToken,
            AddedTokens = settings.AddedTokens,
        });
    }

    private static WordPieceDescription Overlay(WordPieceDescription description, Settings settings)
    {
        var normalizer = description.Normalizer;
        // BertTokenizerFast sets the normalizer anew where its settings differ; the plain PreTrainedTokenizerFast never does.
        if (settings.TokenizerClass != "PreTrainedTokenizerFast" && (settings.LowerCase ?? settings.SplitChinese ?? settings.StripAccents) is not null)
        {
            var lowerCase = settings.LowerCase ?? normalizer.LowerCase;
            var strip = settings.StripAccents ?? (settings.LowerCase is null ? normalizer.StripAccents : lowerCase);
            normalizer = normalizer with { LowerCase = lowerCase, StripAccents = strip, SplitChinese = settings.SplitChinese ?? normalizer.SplitChinese };
        }
        return description with
        {
            Normalizer = normalizer,
            AddedTokens = [.. description.AddedTokens, .. settings.AddedTokens],
            ClsToken = settings.Name("cls_token") ?? description.ClsToken,
            SepToken = settings.Name("sep_token") ?? description.SepToken,
            PadToken = settings.Name("pad_token") ?? description.PadToken,
            MaskToken = settings.Name("mask_token") ?? description.MaskToken,
        };
    }

    /// <summary>What the small files beside the vocabulary state; null where none does.</summary>
    private sealed class Settings
    {
        private readonly Dictionary<string, WordPieceAddedToken> _special = [];
        private readonly List<WordPieceAddedToken> _added = [];
        private readonly List<WordPieceAddedToken> _further = [];

        public bool? LowerCase { get; private set; }

        public bool? StripAccents { get; private set; }

        public bool? SplitChinese { get; private set; }

        public string? TokenizerClass { get; private set; }

        /// <summary>Added tokens first, then those that have a role and were not among them.</summary>
        public IReadOnlyList<WordPieceAddedToken> AddedTokens
        {
            get
            {
                var contents = _added.Select(t => t.Content).ToHashSet();
                return [.. _added, .. _special.OrderBy(s => Array.IndexOf(SpecialNames, s.Key)).Select(s => s.Value).Concat(_further).Where(t => contents.Add(t.Content))];
            }
        }

        public string? Name(string role) => _special.GetValueOrDefault(role)?.Content;

        public static Settings Read(string directory)
        {
            var settings = new Settings();
            settings.ReadAdded(Path.Combine(directory, "added_tokens.json"));
            settings.ReadRoles(Path.Combine(directory, "special_tokens_map.json"));
            var config = Path.Combine(directory, "tokenizer_config.json");
            if (File.Exists(config))
            {
                settings.ReadRoles(config);
                settings.ReadConfig(config);
            }
            return settings;
        }

        // {"token": number}: the numbers only tell the order.
        private void ReadAdded(string path)
        {
            if (!File.Exists(path))
                return;
            using var json = JsonSource.Open(path);
            var numbered = json.Root.EnumerateObject().Select(p => (Token: json.Name(p, "the file"), Id: json.Number(p.Value, "a number", 0, WordPieceDescription.HighestId)));
            _added.AddRange(numbered.OrderBy(t => t.Id).Select(t => new WordPieceAddedToken(t.Token) { Normalized = true }));
        }

        private void ReadRoles(string path)
        {
            if (!File.Exists(path))
                return;
            using var json = JsonSource.Open(path);
            foreach (var role in SpecialNames)
            {
                if (JsonSource.Optional(json.Root, role) is { } token)
                    _special[role] = ReadSpecial(json, token, role);
            }
            if (JsonSource.Optional(json.Root, "additional_special_tokens") is { } further)
                _further.AddRange(json.Items(further, "additional_special_tokens").Select((t, i) => ReadSpecial(json, t, $"additional_special_tokens[{i}]")));
        }

        private void ReadConfig(string path)
        {
            using var json = JsonSource.Open(path);
            LowerCase = Flag("do_lower_case");
            StripAccents = Flag("strip_accents");
            SplitChinese = Flag("tokenize_chinese_chars");
            TokenizerClass = JsonSource.Optional(json.Root, "tokenizer_class") is { } name ? json.Text(name, "tokenizer_class") : null;
            if (JsonSource.Optional(json.Root, "added_tokens_decoder") is { } added)
            {
                var tokens = json.Object(added, "added_tokens_decoder").EnumerateObject().Select(p => (
                    Id: int.TryParse(json.Name(p, "added_tokens_decoder"), out var id) ? id : throw json.Malformed($"has the number '{p.Name}' in added_tokens_decoder, expected a whole number"),
                    Token: TokenizerJson.ReadAddedToken(json, p.Value, $"added_tokens_decoder.{p.Name}")));
                _added.AddRange(tokens.OrderBy(t => t.Id).Select(t => t.Token));
            }

            bool? Flag(string property) => JsonSource.Optional(json.Root, property) is { } value ? json.Flag(value, property) : null;
        }

        // A token with a role is special whatever its object says, and looked for in the text as given.
        private static WordPieceAddedToken ReadSpecial(JsonSource json, JsonElement value, string where) =>
            TokenizerJson.ReadAddedToken(json, value, where) switch
            {
                var token when value.ValueKind == JsonValueKind.String => token with { Special = true, Normalized = false },
                var token => token with { Special = true },
            };
    }
}
