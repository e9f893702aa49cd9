namespace MedAiNlp.Tests.Inference;

public class LibraryRangeTests
{
    [Theory]
    [InlineData(">=0.1.0 <0.2.0", "0.1.0", true)]
    [InlineData(">=0.1.0 <0.2.0", "0.1.17", true)]
    [InlineData(">=0.1.0 <0.2.0", "0.2.0", false)]
    [InlineData(">=0.1.0 <0.2.0", "0.0.9", false)]
    [InlineData("<0.2.0 >=0.1.0", "0.1.3", true)]
    [InlineData(">=1.2.3", "10.0.0", true)]
    [InlineData("<2.0.0", "0.0.1", true)]
    public void A_range_holds_its_first_version_and_not_the_one_that_is_too_late(string range, string version, bool holds) =>
        LibraryRange.Parse(range).Contains(Version.Parse(version)).Should().Be(holds);

    [Theory]
    [InlineData("")]
    [InlineData("0.1.0")]
    [InlineData(">=0.1")]
    [InlineData(">=0.1.0.0")]
    [InlineData("<=0.2.0")]
    [InlineData(">=0.1.0 >=0.1.1")]
    [InlineData(">=0.2.0 <0.2.0")]
    public void What_is_no_range_is_refused(string range) =>
        FluentActions.Invoking(() => LibraryRange.Parse(range)).Should().Throw<FormatException>().WithMessage($"*'{range}'*");

    /// <summary>A new version of the library has to be measured with the models before their range is widened (models/*/model.json).</summary>
    [Theory]
    [InlineData("zh-entities")]
    [InlineData("zh-topics")]
    public void The_models_here_say_that_they_were_measured_with_this_library(string model)
    {
        var range = ModelPackage.Load(Path.Combine(Repository.Models, model)).Manifest.Library;
        LibraryRange.Parse(range!).Contains(LibraryRange.Current).Should().BeTrue();
    }
}
