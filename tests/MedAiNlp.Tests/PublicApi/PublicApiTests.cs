using System.Reflection;
using MedAiNlp.Hosting;
using MedAiNlp.Models.Zh;

namespace MedAiNlp.Tests.PublicApi;

/// <summary>
/// What others build on changes only on purpose. After a planned change, write the lists anew, and look at what git says of them:
/// <c>MEDAINLP_RENEW_PUBLIC_API=1 dotnet test tests/MedAiNlp.Tests --filter PublicApiTests</c>
/// </summary>
public class PublicApiTests
{
    public static TheoryData<string> Packages => ["MedAiNlp", "MedAiNlp.Models.Zh", "MedAiNlp.Hosting"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_public_surface_of_a_package_is_the_one_that_is_written_down(string package)
    {
        var file = Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "PublicApi", $"{package}.txt");
        var surface = string.Join('\n', PublicSurface.Of(AssemblyOf(package))) + "\n";
        if (Environment.GetEnvironmentVariable("MEDAINLP_RENEW_PUBLIC_API") == "1")
            File.WriteAllText(file, surface);
        var (now, written) = (surface.Split('\n'), File.ReadAllText(file).Split('\n'));
        var (added, gone) = (now.Except(written), written.Except(now));
        surface.Should().Be(File.ReadAllText(file), "the surface of {0} changed (added: {1}; gone: {2}); if that is planned, run MEDAINLP_RENEW_PUBLIC_API=1 dotnet test tests/MedAiNlp.Tests --filter PublicApiTests and commit {0}.txt", package, string.Join(" | ", added), string.Join(" | ", gone));
    }

    private static Assembly AssemblyOf(string package) => package switch
    {
        "MedAiNlp" => typeof(MedAiAnalyzer).Assembly,
        "MedAiNlp.Models.Zh" => typeof(ZhModels).Assembly,
        "MedAiNlp.Hosting" => typeof(MedAiNlpOptions).Assembly,
        _ => throw new ArgumentException($"there is no package {package}", nameof(package)),
    };
}
