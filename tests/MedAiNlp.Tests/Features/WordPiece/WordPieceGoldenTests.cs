namespace MedAiNlp.Tests.Features.WordPiece;

public class WordPieceGoldenTests
{
    private static readonly string[] BertBaseChinese = ["data", "hf", "bert-base-chinese"];

    [Fact]
    public void Tokens_of_a_small_vocabulary_and_their_places_are_those_of_the_reference()
    {
        var runs = WordPieceGoldens.Read(Path.Combine(WordPieceGoldens.Folder, "small.jsonl"));
        runs.Should().HaveCountGreaterThan(5).And.OnlyContain(r => r.Cases.Count > 100);
        Check(runs, Path.Combine(WordPieceGoldens.Folder, "tokenizer.json"), Path.Combine(WordPieceGoldens.Folder, "vocab.txt"), lowerCase: true);
    }

    [SkippableFact]
    public void Tokens_of_bert_base_chinese_and_their_places_are_those_of_the_reference()
    {
        var runs = WordPieceGoldens.Read(Path.Combine(WordPieceGoldens.Folder, "bert-base-chinese.jsonl"));
        runs.Should().NotBeEmpty();
        Check(runs, Repository.Shared([.. BertBaseChinese, "tokenizer.json"]), Repository.Shared([.. BertBaseChinese, "vocab.txt"]), lowerCase: false);
    }

    /// <summary>For texts that cannot be in the repository: make a file with eng/wordpiece-goldens.mjs and name it in MEDAINLP_WORDPIECE_GOLDENS.</summary>
    [SkippableFact]
    public void Tokens_of_texts_from_outside_are_those_of_the_reference()
    {
        var path = Environment.GetEnvironmentVariable("MEDAINLP_WORDPIECE_GOLDENS");
        Skip.If(path is null, "MEDAINLP_WORDPIECE_GOLDENS names no file.");
        Check(WordPieceGoldens.Read(path), Repository.Shared([.. BertBaseChinese, "tokenizer.json"]), Repository.Shared([.. BertBaseChinese, "vocab.txt"]), lowerCase: false);
    }

    private static void Check(IReadOnlyList<WordPieceGoldens.Run> runs, string tokenizerJson, string vocabulary, bool lowerCase)
    {
        var differences = runs.SelectMany(run => new[] { WordPieceGoldens.FromJson(tokenizerJson, run.Config), WordPieceGoldens.FromVocabulary(vocabulary, lowerCase, run.Config) }
            .SelectMany(tokenizer => WordPieceGoldens.Differences(tokenizer, run))).ToList();
        differences.Take(20).Should().BeEmpty($"{differences.Count} of {2 * runs.Sum(r => r.Cases.Count)} may not differ");
    }
}
