#!/usr/bin/env bash
# packages.sh FOLDER VERSION: what every package has to carry.
set -euo pipefail
folder=$1 version=$2
fail() { echo "FAILED: $*"; exit 1; }
for name in MedAiNlp MedAiNlp.Models.Zh MedAiNlp.Hosting MedAiNlp.Cli; do
  package=$folder/$name.$version.nupkg
  [ -f "$package" ] || fail "there is no $package"
  files=$(unzip -Z1 "$package")
  for file in README.md icon.png THIRD-PARTY-NOTICES.md; do
    grep -qx "$file" <<<"$files" || fail "$name has no $file"
  done
  spec=$(unzip -p "$package" "$name.nuspec")
  for part in '<license type="expression">MIT</license>' '<readme>README.md</readme>' '<icon>icon.png</icon>' '<repository type="git"' '<description>'; do
    grep -qF "$part" <<<"$spec" || fail "the nuspec of $name lacks $part"
  done
  case $name in
    MedAiNlp.Cli) ;;
    *)
      grep -qx "lib/net10.0/$name.xml" <<<"$files" || fail "$name has no XML documentation"
      [ -f "$folder/$name.$version.snupkg" ] || fail "$name has no symbols" ;;
  esac
  echo "$name $version: $(stat -c %s "$package" | awk '{ printf "%.1f", $1 / 1e6 }') MB"
done
grep -qx 'medainlp-models/zh-entities/model.onnx' <<<"$(unzip -Z1 "$folder/MedAiNlp.Models.Zh.$version.nupkg")" || fail "MedAiNlp.Models.Zh has no models"
if unzip -p "$folder/MedAiNlp.$version.nupkg" MedAiNlp.nuspec | grep -q Microsoft.Extensions; then fail "MedAiNlp depends on Microsoft.Extensions"; fi

# The tool: the models always; for one platform machine code ("RTR" is in its header) and that platform's native library alone.
pointer=$(unzip -p "$folder/MedAiNlp.Cli.$version.nupkg" 'tools/*/DotnetToolSettings.xml')
for package in "$folder"/MedAiNlp.Cli.*"$version".nupkg; do
  platform=$(basename "$package" ".$version.nupkg")
  platform=${platform#MedAiNlp.Cli}
  platform=${platform#.}
  if [ -z "$platform" ]; then
    if grep -q RuntimeIdentifierPackage <<<"$pointer"; then continue; fi
    platform=any
  else
    grep -qF "RuntimeIdentifier=\"$platform\" Id=\"MedAiNlp.Cli.$platform\"" <<<"$pointer" || fail "MedAiNlp.Cli does not lead to the tool for $platform"
  fi
  files=$(unzip -Z1 "$package")
  for model in zh-entities zh-topics; do
    grep -qx "tools/net10.0/$platform/medainlp-models/$model/model.onnx" <<<"$files" || fail "the tool for $platform lacks the model $model"
  done
  natives=$(grep -cE '/(libonnxruntime\.(so|dylib)|onnxruntime\.dll)$' <<<"$files" || true)
  compiled=$(unzip -p "$package" "tools/net10.0/$platform/MedAiNlp.dll" | LC_ALL=C grep -caP 'RTR\x00' || true)
  case $platform in
    any) [ "$natives" -gt 1 ] || fail "the tool for all platforms has $natives native libraries" ;;
    *)
      [ "$natives" -eq 1 ] || fail "the tool for $platform has $natives native libraries"
      [ "$compiled" -gt 0 ] || fail "the tool for $platform has no machine code" ;;
  esac
  echo "the tool for $platform: $(stat -c %s "$package" | awk '{ printf "%.1f", $1 / 1e6 }') MB"
done
