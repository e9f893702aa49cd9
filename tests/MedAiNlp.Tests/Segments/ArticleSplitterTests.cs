using System.Text.Json;
using MedAiNlp.Tests.Documents;

namespace MedAiNlp.Tests.Segments;

public sealed class ArticleSplitterTests
{
    /// <summary>Every document of documents/ beside the list of its articles: path | title | source | date.</summary>
    public static TheoryData<string> Shapes
    {
        get
        {
            var files = new TheoryData<string>();
            foreach (string path in Directory.GetFiles(TestFiles.At("Segments", "documents"), "*.expected").Order())
                files.Add(Path.GetFileNameWithoutExtension(path));
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_articles_come_out_as_listed(string file)
    {
        string path = TestFiles.At("Segments", "documents", file);
        Document document = Document.Read(Article.FromFile(path));

        string found = string.Concat(ArticleSplitter.Split(document).Select(p =>
            $"{string.Join(" / ", p.Path)} | {p.Title} | {p.Metadata.Source?.Value} | {p.Metadata.Published?.Value}\n"));

        found.Should().Be(File.ReadAllText(path + ".expected"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_articles_lie_in_order_and_begin_with_their_titles(string file)
    {
        Document document = Document.Read(Article.FromFile(TestFiles.At("Segments", "documents", file)));
        int end = 0;
        foreach (ArticlePart part in ArticleSplitter.Split(document))
        {
            part.Span.Start.Should().BeGreaterThanOrEqualTo(end);
            end = part.Span.End;
            part.Metadata.Title!.Span!.Value.Of(document.Text).Should().Be(part.Metadata.Title.Text);
            (part.Metadata.Title.Span.Value.Start - part.Span.Start).Should().BeInRange(0, 12);
        }
    }

    [Fact]
    public void Front_matter_contents_and_appendix_are_no_articles()
    {
        Document document = Document.Read(Article.FromFile(TestFiles.At("Segments", "documents", "casebook-hant.txt")));
        IReadOnlyList<ArticlePart> parts = ArticleSplitter.Split(document);

        document.Text[..parts[0].Span.Start].Should().Contain("目 錄").And.Contain("第一章 遠距醫療\n");
        document.Text[parts[^1].Span.End..].Trim().Should().StartWith("附錄");
        document.Metadata.Title!.Value.Should().Be("智慧醫療案例彙編");
    }

    [Fact]
    public void The_metadata_of_the_articles_are_not_the_documents()
    {
        Document document = Document.Read(Article.FromFile(TestFiles.At("Segments", "documents", "numbered-digest.txt")));

        document.Metadata.Source.Should().BeNull();
        document.Metadata.Published!.Value.Should().Be("2024-03-05");
    }

    [Theory]
    [InlineData("")]
    [InlineData("只有一句话。")]
    [InlineData("目录\n一、甲\n二、乙")]
    public void A_document_without_articles_is_one(string text)
    {
        ArticlePart part = ArticleSplitter.Split(Document.Read(Article.FromText(text))).Should().ContainSingle().Subject;

        part.Span.Should().Be(new TextSpan(0, text.Length));
    }

    [SkippableFact]
    public void A_real_digest_gives_the_articles_listed_beside_it()
    {
        IReadOnlyList<ArticlePart> parts = ArticleSplitter.Split(Document.Read(Article.FromFile(Gold("weekly-digest.md"))));
        string[] titles = [.. Listed("weekly-digest.md").EnumerateArray().Select(t => Bare(t.GetString()!))];

        parts.Select(p => Bare(p.Title)).Should().Equal(titles);
    }

    [SkippableFact]
    public void A_real_casebook_gives_the_articles_listed_beside_it()
    {
        IReadOnlyList<ArticlePart> parts = ArticleSplitter.Split(Document.Read(Article.FromFile(Gold("casebook.txt"))));
        JsonElement[] listed = [.. Listed("casebook.txt").EnumerateArray()];

        parts.Select(p => p.Title).Should().Equal(listed.Select(l => l.GetProperty("title").GetString()!));
        parts.Select(p => p.Path[0]).Should().Equal(listed.Select(l => l.GetProperty("section").GetString()!));
        parts.Select(p => p.Span.Length).Should().Equal(listed.Select(l => l.GetProperty("chars").GetInt32()));
    }

    [SkippableFact]
    public void Single_articles_stay_one()
    {
        foreach (string line in File.ReadLines(Repository.Shared("gold", "dev.jsonl")))
        {
            string text = JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!;
            ArticleSplitter.Split(Document.Read(Article.FromText(text))).Should().ContainSingle();
        }
    }

    private static string Gold(string file) => Repository.Shared("gold", "raw", file);

    private static JsonElement Listed(string file) => JsonDocument.Parse(File.ReadAllText(Gold("articles.json"))).RootElement.GetProperty(file);

    // The list writes one title without the space that the document has between AI and 与.
    private static string Bare(string title) => title.Replace(" ", "");
}
