using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Features.WordPiece;

public sealed class WordPieceLoadingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wordpiece").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_with_both_files_is_read_from_tokenizer_json()
    {
        Write("vocab.txt", "[UNK]\n医\n");
        Write("tokenizer.json", Json().ToJsonString());
        var tokenizer = WordPieceTokenizer.Load(_folder);
        tokenizer.IdOf("ct").Should().Be(6);
        tokenizer.Encode("CT", addSpecialTokens: true).Ids.ToArray().Should().Equal(2, 6, 3);
    }

    [Fact]
    public void A_vocabulary_alone_is_read_as_uncased_BERT()
    {
        Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n医\nct\n");
        var tokenizer = WordPieceTokenizer.Load(_folder);
        tokenizer.Encode("CT[MASK]", addSpecialTokens: true).Ids.ToArray().Should().Equal(2, 6, 4, 3);
    }

    [Theory]
    [InlineData("a\nb\n", 2)]
    [InlineData("a\nb", 2)]
    [InlineData("a\r\nb\r\n", 2)]
    [InlineData("\uFEFFa\nb\n\n", 3)]
    public void Lines_of_a_vocabulary_end_in_any_way(string lines, int size)
    {
        Write("vocab.txt", lines);
        var tokenizer = WordPieceTokenizer.FromVocabulary(Path.Combine(_folder, "vocab.txt"), new WordPieceOptions { UnknownToken = "a" });
        (tokenizer.IdOf("a"), tokenizer.IdOf("b"), tokenizer.VocabularySize).Should().Be((0, 1, size));
    }

    [Fact]
    public void The_small_files_beside_a_vocabulary_count()
    {
        Write("vocab.txt", "<pad>\n<unk>\n<s>\n</s>\n医\n院\n##院\nCT\nct\n");
        Write("tokenizer_config.json", """{"do_lower_case": false, "tokenize_chinese_chars": false, "strip_accents": null, "never_split": ["x"], "pad_token": {"content": "<pad>", "lstrip": false}}""");
        Write("special_tokens_map.json", """{"unk_token": "<unk>", "cls_token": "<s>", "sep_token": {"content": "</s>"}, "pad_token": "wrong", "additional_special_tokens": ["<ent>"]}""");
        Write("added_tokens.json", """{"<two>": 10, "<one>": 9}""");
        var tokenizer = WordPieceTokenizer.Load(_folder);
        tokenizer.Encode("CT医院", addSpecialTokens: true).Ids.ToArray().Should().Equal(2, 1, 3);
        tokenizer.Encode("CT 医院 ct</s>").Ids.ToArray().Should().Equal(7, 4, 6, 8, 3);
        (tokenizer.PadId, tokenizer.UnkId, tokenizer.ClsId, tokenizer.SepId, tokenizer.MaskId).Should().Be((0, 1, 2, 3, null));
        (tokenizer.IdOf("<one>"), tokenizer.IdOf("<two>"), tokenizer.IdOf("<ent>")).Should().Be((9, 10, 11));
    }

    [Fact]
    public void Added_tokens_of_the_settings_keep_their_flags()
    {
        Write("vocab.txt", "[UNK]\n[SEP]\n医\n");
        Write("tokenizer_config.json", """{"added_tokens_decoder": {"3": {"content": "<x>", "lstrip": true, "rstrip": true, "special": true}, "1": {"content": "[SEP]", "special": true}}}""");
        var tokenizer = WordPieceTokenizer.Load(_folder);
        tokenizer.IdOf("<x>").Should().Be(3);
        tokenizer.Encode("医 <x> 医").SpanOf(1).Should().Be(new TextSpan(1, 5));
    }

    [Theory]
    [InlineData("""{"do_lower_case": false}""", 1)]
    [InlineData("""{"do_lower_case": false, "tokenizer_class": "PreTrainedTokenizerFast"}""", 6)]
    [InlineData("""{"do_lower_case": true, "tokenizer_class": "BertTokenizer"}""", 6)]
    [InlineData("""{}""", 6)]
    public void What_tokenizer_config_states_counts_over_tokenizer_json_as_in_Python(string config, int expected)
    {
        Write("tokenizer.json", Json().ToJsonString());
        Write("tokenizer_config.json", config);
        WordPieceTokenizer.Load(_folder).Encode("CT").Ids.ToArray().Should().Equal(expected);
    }

    [Fact]
    public void Files_of_the_first_years_without_a_model_type_are_read()
    {
        var json = Json();
        json["model"]!.AsObject().Remove("type");
        json.Remove("version");
        FromJson(json).Encode("ct").Ids.ToArray().Should().Equal(6);
    }

    [Fact]
    public void Gaps_in_the_numbers_stay_gaps()
    {
        var json = Json();
        json["model"]!["vocab"]!["院"] = 40;
        var tokenizer = FromJson(json);
        (tokenizer.VocabularySize, tokenizer.TokenOf(39), tokenizer.TokenOf(40)).Should().Be((41, null, "院"));
    }

    [Fact]
    public void A_template_and_the_older_BertProcessing_say_what_stands_around_a_text()
    {
        var json = Json();
        json["post_processor"] = JsonNode.Parse("""{"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]}""");
        FromJson(json).Encode("医", addSpecialTokens: true).Ids.ToArray().Should().Equal(2, 5, 3);
        json["post_processor"] = JsonNode.Parse("""
            {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "both", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [], "special_tokens": {"both": {"id": "both", "ids": [2, 3], "tokens": ["[CLS]", "[SEP]"]}}}
            """);
        FromJson(json).Encode("医", addSpecialTokens: true).Ids.ToArray().Should().Equal(2, 3, 5);
        json["post_processor"] = null;
        var bare = FromJson(json);
        bare.Encode("医", addSpecialTokens: true).Ids.ToArray().Should().Equal(5);
        (bare.ClsId, bare.SepId).Should().Be((2, 3));
    }

    [Fact]
    public void Padding_and_truncation_do_not_cut_text()
    {
        var json = Json();
        json["truncation"] = JsonNode.Parse("""{"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"}""");
        json["padding"] = JsonNode.Parse("""{"strategy": {"Fixed": 8}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"}""");
        FromJson(json).Encode("医医医医医").Count.Should().Be(5);
    }

    [Fact]
    public void Without_a_normalizer_text_is_taken_as_it_stands()
    {
        var json = Json();
        json["normalizer"] = null;
        var tokenizer = FromJson(json);
        tokenizer.Encode("CT ct 医 医医 医\u200B").Ids.ToArray().Should().Equal(1, 6, 5, 1, 1);
    }

    [Theory]
    [InlineData("normalizer", """{"type": "NFC"}""", "MED122", "normalizer NFC")]
    [InlineData("normalizer", """{"type": "BertNormalizer", "clean_text": true}""", "MED121", "normalizer.lowercase")]
    [InlineData("normalizer", """{"type": "BertNormalizer", "clean_text": 1, "lowercase": true, "handle_chinese_chars": true}""", "MED121", "normalizer.clean_text 1")]
    [InlineData("normalizer", """[]""", "MED121", "normalizer")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "MED122", "pre_tokenizer Whitespace")]
    [InlineData("pre_tokenizer", "null", "MED122", "no pre_tokenizer")]
    [InlineData("post_processor", """{"type": "RobertaProcessing"}""", "MED122", "RobertaProcessing")]
    [InlineData("post_processor", """{"type": "BertProcessing", "cls": ["[CLS]"], "sep": ["[SEP]", 3]}""", "MED121", "post_processor.cls")]
    [InlineData("post_processor", """{"type": "BertProcessing", "cls": ["[CLS]", 999], "sep": ["[SEP]", 3]}""", "MED124", "999")]
    [InlineData("post_processor", """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[X]", "type_id": 0}}], "special_tokens": {}}""", "MED124", "[X]")]
    [InlineData("post_processor", """{"type": "TemplateProcessing", "single": [], "special_tokens": {}}""", "MED122", "without the text")]
    [InlineData("model", """{"type": "BPE", "vocab": {}, "merges": []}""", "MED122", "type BPE")]
    [InlineData("model", """{"vocab": {}, "merges": []}""", "MED122", "type BPE")]
    [InlineData("model", """{"type": "Unigram", "vocab": []}""", "MED122", "type Unigram")]
    [InlineData("model", "null", "MED121", "model")]
    [InlineData("version", "\"2.0\"", "MED122", "version \"2.0\"")]
    [InlineData("added_tokens", """[{"id": 1}]""", "MED121", "added_tokens[0].content")]
    [InlineData("added_tokens", """{}""", "MED121", "added_tokens")]
    [InlineData("model.vocab", """{"[UNK]": -1}""", "MED123", "-1")]
    [InlineData("model.vocab", """{"[UNK]": 1.5}""", "MED123", "1.5")]
    [InlineData("model.vocab", """{"[UNK]": 4000000000}""", "MED123", "4000000000")]
    [InlineData("model.vocab", """{"医": 0}""", "MED123", "[UNK]")]
    [InlineData("model.vocab", """[]""", "MED121", "model.vocab")]
    [InlineData("model.vocab", """{"[UNK]": 0, "\ud800": 1}""", "MED121", "surrogate")]
    [InlineData("model.unk_token", "null", "MED121", "model.unk_token")]
    [InlineData("model.continuing_subword_prefix", "7", "MED121", "continuing_subword_prefix")]
    [InlineData("model.max_input_chars_per_word", "-1", "MED121", "max_input_chars_per_word")]
    public void A_tokenizer_json_that_does_not_fit_is_said_in_one_sentence(string property, string value, string code, string named)
    {
        var json = Json();
        var marker = "\"" + Guid.NewGuid().ToString("N") + "\"";
        var path = property.Split('.');
        (path.Length == 1 ? json : json[path[0]]!.AsObject())[path[^1]] = JsonNode.Parse(marker);
        Write("tokenizer.json", json.ToJsonString().Replace(marker, value, StringComparison.Ordinal));
        var act = () => WordPieceTokenizer.Load(_folder);
        act.Should().Throw<ModelPackageException>().Where(e => e.Code == code).WithMessage($"*{_folder}*{named}*;*");
    }

    [Theory]
    [InlineData("tokenizer.json", "{\n\"version\": ", "MED121", "line 2")]
    [InlineData("tokenizer.json", "[]", "MED121", "object")]
    [InlineData("tokenizer.json", "", "MED121", "no JSON")]
    [InlineData("vocab.txt", "", "MED123", "[UNK]")]
    [InlineData("vocab.txt", "医\n院\n", "MED123", "[UNK]")]
    public void A_broken_file_is_named(string file, string content, string code, string named)
    {
        Write(file, content);
        var act = () => WordPieceTokenizer.Load(_folder);
        act.Should().Throw<ModelPackageException>().Where(e => e.Code == code).WithMessage($"*{_folder}*{named}*");
    }

    [Theory]
    [InlineData("tokenizer_config.json", """{"do_lower_case": "yes"}""", "do_lower_case")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"x": {"content": "y"}}}""", "added_tokens_decoder")]
    [InlineData("special_tokens_map.json", """{"unk_token": 3}""", "unk_token")]
    [InlineData("added_tokens.json", """{"x": "y"}""", "\"y\"")]
    public void Broken_settings_are_named(string file, string content, string named)
    {
        Write("vocab.txt", "[UNK]\n");
        Write(file, content);
        var act = () => WordPieceTokenizer.Load(_folder);
        act.Should().Throw<ModelPackageException>().Where(e => e.Code == "MED121").WithMessage($"*{file}*{named}*");
    }

    [Fact]
    public void A_folder_without_a_tokenizer_and_a_file_that_is_not_there_are_named()
    {
        var folder = () => WordPieceTokenizer.Load(_folder);
        folder.Should().Throw<ModelPackageException>().Where(e => e.Code == "MED120").WithMessage("*neither tokenizer.json nor vocab.txt*");
        var vocabulary = () => WordPieceTokenizer.FromVocabulary(Path.Combine(_folder, "none.txt"));
        vocabulary.Should().Throw<ModelPackageException>().Where(e => e.Code == "MED120").WithMessage("*none.txt*");
        var json = () => WordPieceTokenizer.FromTokenizerJson(Path.Combine(_folder, "none.json"));
        json.Should().Throw<ModelPackageException>().Where(e => e.Code == "MED120").WithMessage("*none.json*");
    }

    [Fact]
    public void A_vocabulary_that_is_not_UTF_8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder, "vocab.txt"), [.. "[UNK]\n"u8, 0xC4, 0xFF, 0x0A]);
        var act = () => WordPieceTokenizer.Load(_folder);
        act.Should().Throw<ModelPackageException>().Where(e => e.Code == "MED123").WithMessage("*UTF-8*");
    }

    private static JsonObject Json() => JsonNode.Parse("""
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [{"id": 1, "content": "[UNK]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
         "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "TemplateProcessing",
           "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
           "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
         "decoder": {"type": "WordPiece"},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
           "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "医": 5, "ct": 6}}}
        """)!.AsObject();

    private WordPieceTokenizer FromJson(JsonObject json)
    {
        Write("tokenizer.json", json.ToJsonString());
        return WordPieceTokenizer.FromTokenizerJson(Path.Combine(_folder, "tokenizer.json"));
    }

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder, file), content);
}
