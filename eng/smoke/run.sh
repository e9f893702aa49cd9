#!/usr/bin/env bash
# Uses the packed packages as a stranger would: outside the repository, from a folder feed, on real text.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
version=$(basename "$root"/artifacts/packages/MedAiNlp.Cli.*.nupkg .nupkg)
version=${version#MedAiNlp.Cli.}
global=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')

# A packages folder of its own keeps the fresh packages out of the user's cache; what is there already is used in place.
cat > "$work/nuget.config" <<CONFIG
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <packageSources>
    <add key="fresh" value="$root/artifacts/packages" />
    <add key="feed" value="$root/artifacts/feed" />
  </packageSources>
  <config>
    <add key="globalPackagesFolder" value="$work/packages" />
  </config>
  <fallbackPackageFolders>
    <add key="cache" value="$global" />
  </fallbackPackageFolders>
</configuration>
CONFIG

echo "-- a console project"
mkdir "$work/consumer"
cp "$root/eng/smoke/Program.cs" "$work/consumer/"
cat > "$work/consumer/consumer.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MedAiNlp" Version="$version" />
    <PackageReference Include="MedAiNlp.Models.Zh" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
(cd "$work/consumer" && dotnet run -c Release | tee "$work/console.txt")
grep -q 'HOSPITAL 云岭市第一人民医院' "$work/console.txt" || { echo "the console project found no hospital"; exit 1; }
grep -q 'figure 96% = 0.96 Percent' "$work/console.txt" || { echo "the console project found no figure"; exit 1; }

echo "-- the tool"
(cd "$work" && dotnet tool install MedAiNlp.Cli --version "$version" --tool-path "$work/tool" --configfile "$work/nuget.config" >/dev/null)
(cd "$work" && "$work/tool/medainlp" analyze "$root/samples" --format jsonl > "$work/tool.jsonl")
expected=$(find "$root/samples" -maxdepth 1 -type f \( -name '*.txt' -o -name '*.md' -o -name '*.html' \) | wc -l)
actual=$(grep -c '"topics":\[' "$work/tool.jsonl")
[ "$actual" -eq "$expected" ] || { echo "the tool analysed $actual of $expected samples"; exit 1; }
echo "the tool analysed $actual samples"
