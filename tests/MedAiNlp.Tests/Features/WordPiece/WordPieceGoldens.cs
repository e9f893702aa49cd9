using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Features.WordPiece;

/// <summary>What the reference made of texts, written by <c>eng/wordpiece-goldens.mjs</c>, and tokenizers with the same settings.</summary>
internal static class WordPieceGoldens
{
    public static string Folder => Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Features", "WordPiece");

    /// <summary>The settings of a run and its texts.</summary>
    public sealed record Run(JsonObject Config, IReadOnlyList<Case> Cases);

    /// <summary>A text, the numbers of its tokens, and their starts and lengths in turn; null where the reference's places are wrong.</summary>
    public sealed record Case(string Text, int[] Ids, int[]? Spans);

    public static IReadOnlyList<Run> Read(string path)
    {
        var runs = new List<(JsonObject Config, List<Case> Cases)>();
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("config", out var config))
                runs.Add((JsonObject.Create(config.Clone())!, []));
            else
                runs[^1].Cases.Add(new Case(json.RootElement.GetProperty("text").GetString()!, Numbers("ids")!, Numbers("spans")));

            int[]? Numbers(string name) => json.RootElement.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(n => n.GetInt32())] : null;
        }
        return [.. runs.Select(r => new Run(r.Config, r.Cases))];
    }

    /// <summary>The settings written into a tokenizer.json, as the reference had them.</summary>
    public static WordPieceTokenizer FromJson(string tokenizerJson, JsonObject config)
    {
        var json = JsonNode.Parse(File.ReadAllText(tokenizerJson))!;
        foreach (var (name, value) in config["normalizer"]?.AsObject() ?? [])
            json["normalizer"]![name] = value!.DeepClone();
        if (config["max_input_chars_per_word"] is { } most)
            json["model"]!["max_input_chars_per_word"] = most.DeepClone();
        foreach (var token in config["added_tokens"]?.AsArray() ?? [])
            json["added_tokens"]!.AsArray().Add(token!.DeepClone());
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json.ToJsonString());
            return WordPieceTokenizer.FromTokenizerJson(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The settings given as options beside a vocab.txt.</summary>
    public static WordPieceTokenizer FromVocabulary(string vocabulary, bool lowerCaseByDefault, JsonObject config)
    {
        var normalizer = config["normalizer"]?.AsObject() ?? [];
        var options = new WordPieceOptions
        {
            LowerCase = Flag("lowercase") ?? lowerCaseByDefault,
            StripAccents = Flag("strip_accents"),
            SplitChineseCharacters = Flag("handle_chinese_chars") ?? true,
            CleanText = Flag("clean_text") ?? true,
            MaxInputCharsPerWord = config["max_input_chars_per_word"]?.GetValue<int>() ?? 100,
            AddedTokens = [.. (config["added_tokens"]?.AsArray() ?? []).Select(t => new WordPieceAddedToken(t!["content"]!.GetValue<string>())
            {
                SingleWord = t["single_word"]!.GetValue<bool>(),
                StripsLeft = t["lstrip"]!.GetValue<bool>(),
                StripsRight = t["rstrip"]!.GetValue<bool>(),
                Normalized = t["normalized"]!.GetValue<bool>(),
                Special = t["special"]!.GetValue<bool>(),
            })],
        };
        return WordPieceTokenizer.FromVocabulary(vocabulary, options);

        bool? Flag(string name) => normalizer[name]?.GetValue<bool>();
    }

    /// <summary>The cases on which a tokenizer differs, in numbers or places, as text for people.</summary>
    public static IEnumerable<string> Differences(WordPieceTokenizer tokenizer, Run run)
    {
        var buffer = new WordPieceBuffer(1);
        foreach (var (text, ids, spans) in run.Cases)
        {
            tokenizer.Encode(text, buffer);
            if (!buffer.Ids.SequenceEqual(ids))
                yield return $"{run.Config.ToJsonString()} {JsonSerializer.Serialize(text)}: tokens {Tokens(tokenizer, buffer.Ids)}, the reference has {Tokens(tokenizer, ids)}";
            else if (spans is not null && !Spans(buffer).SequenceEqual(spans))
                yield return $"{run.Config.ToJsonString()} {JsonSerializer.Serialize(text)}: tokens {Tokens(tokenizer, ids)} at {string.Join(' ', Spans(buffer))}, the reference has {string.Join(' ', spans)}";
        }
    }

    private static IEnumerable<int> Spans(WordPieceBuffer buffer)
    {
        for (var i = 0; i < buffer.Count; i++)
        {
            yield return buffer.Starts[i];
            yield return buffer.Ends[i] - buffer.Starts[i];
        }
    }

    private static string Tokens(WordPieceTokenizer tokenizer, ReadOnlySpan<int> ids) => string.Join(' ', ids.ToArray().Select(id => tokenizer.TokenOf(id) ?? $"#{id}"));
}
