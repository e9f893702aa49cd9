#!/usr/bin/env bash
# Uses the packed packages as a stranger would: outside the repository, from a folder feed, on real text, in every way an app is published.
# Where a machine lacks what a way of publishing needs, it says so and goes on; a warning of trimming or AOT about our assemblies is a failure.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
version=$(basename "$root"/artifacts/packages/MedAiNlp.Hosting.*.nupkg .nupkg)
export MedAiNlpVersion=${version#MedAiNlp.Hosting.}
global=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
fail() { echo "FAILED: $*"; exit 1; }

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
mkdir "$work/consumer" "$work/web"
cp "$root"/eng/smoke/{Program.cs,consumer.csproj} "$work/consumer/"
cp "$root"/eng/smoke/web/* "$work/web/"
samples=("$root/samples/01-imaging-ai.txt" "$root/samples/06-traditional.txt" "$root/samples/09-markdown.md")

bash "$root/eng/smoke/packages.sh" "$root/artifacts/packages" "$MedAiNlpVersion"

echo "-- a console project"
(cd "$work/consumer" && dotnet build -c Release -v q >"$work/build.log") || { cat "$work/build.log"; fail "the console project does not build"; }
dotnet "$work/consumer/bin/Release/net10.0/consumer.dll" "${samples[@]}" > "$work/expected.txt"
grep -q '^HOSPITAL 云岭市第一人民医院 ' "$work/expected.txt" || fail "the console project found no hospital"
grep -q '^topic imaging-ai .* True' "$work/expected.txt" || fail "the console project found no topic"
grep -q '^figure ' "$work/expected.txt" || fail "the console project found no figure"
grep -q '^html HOSPITAL 云岭市第一人民医院 ' "$work/expected.txt" || fail "the console project found no hospital in HTML"
echo "the console project printed $(wc -l < "$work/expected.txt") lines"

# publish NAME NEEDED-FILE-OF-PACKAGE OPTIONS...: publishes, runs from another folder, compares; prints the size.
publish() {
  local name=$1 out=$work/out-$1
  shift
  if ! (cd "$work/consumer" && dotnet publish -c Release -r "$rid" -o "$out" --nologo -v q "$@" >"$work/$name.log" 2>&1); then
    if grep -qE 'NU110[123]|NETSDK1094|NETSDK1127|Platform linker .* not found' "$work/$name.log"; then
      echo "left out: $name cannot be published here: $(grep -m1 -oE '(NU110[123]|NETSDK1094|NETSDK1127|Platform linker).*' "$work/$name.log" | cut -c1-200)"
      return
    fi
    cat "$work/$name.log"
    fail "$name does not publish"
  fi
  if grep -E 'warning IL[0-9]+' "$work/$name.log" | grep -E 'MedAiNlp' ; then fail "$name: our assemblies are not ready for it"; fi
  [ -f "$out/medainlp-models/zh-entities/model.json" ] || fail "$name has no models beside it"
  (cd / && "$out/consumer" "${samples[@]}") > "$work/$name.txt" || fail "$name does not run"
  same "$work/expected.txt" "$work/$name.txt" > "$work/$name.diff" || { head -20 "$work/$name.diff"; fail "$name gives other answers"; }
  echo "$name: the same answers; $(stat -c %s "$out/consumer" | awk '{ printf "%.1f", $1 / 1e6 }') MB program, $(du -sm "$out" | cut -f1) MB in all"
}

# Whether two outputs say the same; scores may lie 0.005 apart, for code compiled ahead sums in vectors of another length, and near certainty
# the last digits of a score hang on that.
same() {
  awk '
    function cut(line) { at = line ~ /^figure/ ? 0 : match(line, / [01]\.[0-9][0-9][0-9]( |$)/); score = at ? substr(line, at + 1, 5) : 0; return at ? substr(line, 1, at) substr(line, at + 6) : line }
    NR == FNR { lines[FNR] = $0; count = FNR; next }
    { one = cut(lines[FNR]); first = score; other = cut($0); apart = first - score
      if (one != other || apart > 0.005 || apart < -0.005) { wrong = 1; print "< " lines[FNR]; print "> " $0 } }
    END { exit wrong || FNR != count }' "$1" "$2"
}

echo "-- published"
publish single-file --self-contained false -p:PublishSingleFile=true
publish trimmed --self-contained true -p:PublishTrimmed=true
publish native-aot -p:PublishAot=true

echo "-- an ASP.NET project"
(cd "$work/web" && dotnet publish -c Release -o "$work/out-web" -v q --nologo >"$work/web.log" 2>&1) || { cat "$work/web.log"; fail "the web project does not publish"; }
# A container image holds this folder; building one needs a base image from a registry, which is not there everywhere.
[ -f "$work/out-web/medainlp-models/zh-topics/model.json" ] || fail "the publish folder of the web project, which a container image gets, has no models"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 18080)
wait_for() { for _ in $(seq 300); do curl -fs "$1" >/dev/null 2>&1 && return; sleep 0.2; done; return 1; }
(cd "$work/out-web" && exec dotnet web.dll --urls "http://127.0.0.1:$port" >"$work/web-run.log" 2>&1) &
server=$!
wait_for "http://127.0.0.1:$port/healthz" || { cat "$work/web-run.log"; fail "the web project does not answer"; }
[ "$(curl -fs "http://127.0.0.1:$port/healthz")" = Healthy ] || fail "the web project is not healthy"
curl -fs --data-binary "@${samples[0]}" "http://127.0.0.1:$port/names" | grep -q '^HOSPITAL 云岭市第一人民医院 ' || fail "the web project found no hospital"
kill "$server"; wait "$server" 2>/dev/null || true; server=
echo "the web project is healthy and answers"
if bash -c 'cd "$0" && timeout 60 dotnet web.dll --MedAiNlp:EntitiesModel=x; exit $?' "$work/out-web" >"$work/web-run.log" 2>&1; then fail "the web project starts with a wrong setting"; fi
grep -q 'MED602: there is no setting MedAiNlp:EntitiesModel' "$work/web-run.log" || { cat "$work/web-run.log"; fail "a wrong setting is not said"; }

echo "-- the tool"
(cd "$work" && dotnet tool install MedAiNlp.Cli --version "$MedAiNlpVersion" --tool-path "$work/tool" --configfile "$work/nuget.config" >/dev/null)
chosen=$(ls "$work/tool/.store/medainlp.cli/$MedAiNlpVersion" | grep -x 'medainlp\.cli\..*' || true)
if [ -f "$root/artifacts/packages/MedAiNlp.Cli.$rid.$MedAiNlpVersion.nupkg" ]; then
  [ "$chosen" = "medainlp.cli.$rid" ] || fail "the tool for $rid was not installed, but ${chosen:-the one for all platforms}"
fi
(cd "$work" && "$work/tool/medainlp" analyze "$root/samples" --format jsonl > "$work/tool.jsonl")
expected=$(find "$root/samples" -maxdepth 1 -type f \( -name '*.txt' -o -name '*.md' -o -name '*.html' \) | wc -l)
actual=$(grep -c '"topics":\[' "$work/tool.jsonl")
[ "$actual" -eq "$expected" ] || fail "the tool analysed $actual of $expected samples"
"$work/tool/medainlp" serve --port "$port" 2>"$work/serve.log" &
server=$!
wait_for "http://127.0.0.1:$port/healthz" || { cat "$work/serve.log"; fail "medainlp serve does not answer"; }
curl -fs --data-binary "@${samples[0]}" "http://127.0.0.1:$port/analyze?id=01-imaging-ai.txt" > "$work/served.json"
grep -qxFf "$work/served.json" "$work/tool.jsonl" || fail "medainlp serve answers otherwise than medainlp analyze"
kill -TERM "$server"
wait "$server" || fail "medainlp serve does not stop in good order"
server=
echo "the tool (${chosen:-for all platforms}) analysed $actual samples, and serves the same"
any=$root/artifacts/packages/MedAiNlp.Cli.any.$MedAiNlpVersion.nupkg
if [ -f "$any" ]; then
  unzip -q "$any" 'tools/*' -d "$work/any"
  dotnet "$work/any/tools/net10.0/any/MedAiNlp.Cli.dll" analyze "$root/samples" --format jsonl > "$work/any.jsonl"
  cmp "$work/tool.jsonl" "$work/any.jsonl" || fail "the tool for all platforms gives other answers"
  echo "the tool for all platforms gives the same"
fi
