#!/usr/bin/env bash
# Packs everything into artifacts/packages. A tool with machine code takes packages that not every source carries (the compiler, the framework
# of each platform); where they lack, that is said and the tool is one package for all platforms, not compiled.
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT

rm -rf artifacts/packages
if dotnet pack MedAiNlp.sln -c Release -v q "$@" > "$log" 2>&1; then
  cat "$log"
elif grep -qE 'NU110[123]: .*Microsoft\.NETCore\.App\.' "$log"; then
  echo "left out: a tool with machine code: $(grep -m1 -oE 'NU110[123].*' "$log" | cut -c1-200)"
  rm -rf artifacts/packages
  dotnet pack MedAiNlp.sln -c Release -v q -p:ToolPackageRuntimeIdentifiers=
else
  cat "$log"
  exit 1
fi
