using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MedAiNlp.Hosting.Tests;

public class LoggingTests
{
    [Fact]
    public void Articles_are_logged_without_anything_of_their_text()
    {
        var (provider, log) = Services.With(s => s.AddMedAiNlp());
        using (provider)
            provider.GetRequiredService<IMedAiAnalyzer>().Analyze(Article.FromText(Services.News, "a.txt"));
        log.All.Should().ContainSingle(l => l.Id == 1010).Which.Should().Match<(int, LogLevel Level, string Text)>(l => l.Level == LogLevel.Debug && l.Text.StartsWith($"Article a.txt analysed: {Services.News.Length} characters, "));
        log.All.Should().NotContain(l => l.Text.Contains("云岭") || l.Text.Contains("96%"));
    }

    [Fact]
    public void The_beginning_of_a_text_is_logged_where_asked()
    {
        var (provider, log) = Services.With(s => s.AddMedAiNlp(o => o.LogText = true));
        using (provider)
            provider.GetRequiredService<IMedAiAnalyzer>().Analyze(Article.FromText(Services.News + new string('长', 1000), "a.txt"));
        var line = log.All.Should().ContainSingle(l => l.Id == 1012).Which;
        line.Text.Should().StartWith($"Article a.txt begins: {Services.News}").And.HaveLength("Article a.txt begins: ".Length + 200);
        line.Level.Should().Be(LogLevel.Debug);
    }

    [Fact]
    public void An_article_that_fails_is_a_warning_with_its_code()
    {
        var (provider, log) = Services.With(s => s.AddMedAiNlp(o => o.MaxCharacters = 45));
        using (provider)
        {
            var analyzer = provider.GetRequiredService<IMedAiAnalyzer>();
            FluentActions.Invoking(() => analyzer.Analyze(Article.FromText(new string('长', 46), "b.txt"))).Should().Throw<DocumentException>();
        }
        log.All.Should().ContainSingle(l => l.Id == 1011).Which.Text.Should().Be("Article b.txt could not be analysed: MED204");
    }
}
