namespace MedAiNlp.Tests.Documents;

/// <summary>docs/documents.md says what reading does; every row of its tables is checked here.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string, string> Html => Rows("html");

    public static TheoryData<string, string> Markdown => Rows("markdown");

    public static TheoryData<string, string> BrokenLines => Rows("lines");

    public static TheoryData<string, string> Script => Rows("script");

    public static TheoryData<string, string> Sentences => Rows("sentences");

    public static TheoryData<string, string, string> Metadata
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (string[] row in DocumentationTable.Read("metadata"))
                rows.Add(row[0], row[1], row[2]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Html))]
    public void The_text_of_a_page_is_what_a_reader_sees(string html, string text) => Document.Read(Article.FromHtml(html)).Text.Should().Be(text);

    [Theory]
    [MemberData(nameof(Markdown))]
    public void Markup_is_hidden_from_the_models(string markdown, string seen)
    {
        Document document = Document.Read(Article.FromMarkdown(markdown));

        document.Text.Should().Be(markdown);
        document.ModelText.Text.Should().Be(seen);
    }

    [Theory]
    [MemberData(nameof(BrokenLines))]
    public void Broken_sentences_are_whole_for_the_models(string text, string seen)
    {
        Document document = Document.Read(Article.FromText(text));

        document.Text.Should().Be(text);
        document.ModelText.Text.Should().Be(seen);
    }

    [Theory]
    [MemberData(nameof(Script))]
    public void The_script_is_told_by_telling_characters(string text, string script) => Document.Read(Article.FromText(text)).Language.Should().Be(script);

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Sentences_keep_quotations_whole(string text, string sentences) =>
        string.Join("‖", SentenceSplitter.Split(text).Select(s => s.Of(text))).Should().Be(sentences);

    [Theory]
    [MemberData(nameof(Metadata))]
    public void Metadata_is_read_and_never_invented(string text, string field, string value)
    {
        Document document = Document.Read(Article.FromText(text));
        DocumentMetadata metadata = document.Metadata;
        IReadOnlyList<MetadataField> fields = field switch
        {
            "title" => Of(metadata.Title),
            "source" => Of(metadata.Source),
            "published" => Of(metadata.Published),
            "summary" => Of(metadata.Summary),
            "link" => Of(metadata.Link),
            "author" => metadata.Authors,
            "keywords" => metadata.Keywords,
            _ => throw new InvalidOperationException(field),
        };

        string.Join("、", fields.Select(f => f.Value)).Should().Be(value);
        foreach (MetadataField one in fields)
            one.Span!.Value.Of(document.Text).Should().Be(one.Text);

        static IReadOnlyList<MetadataField> Of(MetadataField? one) => one is null ? [] : [one];
    }

    private static TheoryData<string, string> Rows(string table)
    {
        var rows = new TheoryData<string, string>();
        foreach (string[] row in DocumentationTable.Read(table))
            rows.Add(row[0], row[1]);
        return rows;
    }
}
