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
