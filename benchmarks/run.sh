#!/usr/bin/env bash
# Everything that docs/performance.md reports, into benchmarks/results/. Wants a quiet machine; takes about twenty minutes.
#   benchmarks/run.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mkdir -p "${1:-benchmarks/results}" && cd "${1:-benchmarks/results}" && pwd)
{ uname -sr; grep -m1 'model name' /proc/cpuinfo || true; nproc; uptime; dotnet --version; git log -1 --format=%h; } > "$out/machine.txt"

dotnet build -c Release -v q benchmarks/MedAiNlp.Benchmarks
dotnet publish src/MedAiNlp.Cli -c Release -r "${RID:-linux-x64}" --self-contained false -v q -o "$out/tool"
tool=(dotnet "$out/tool/MedAiNlp.Cli.dll")

echo "== whole analysis: one thread, two, all"
"${tool[@]}" bench --threads 1 2 "$(nproc)" --repeat 9 | tee "$out/bench.txt"
"${tool[@]}" bench --threads 1 2 "$(nproc)" --repeat 9 --json > "$out/bench.json"

echo "== against the bare network, batching, parts"
dotnet run -c Release --no-build --project benchmarks/MedAiNlp.Benchmarks -- --filter '*NetworkBenchmarks*' '*BatchingBenchmarks*' '*AnalyzerBenchmarks*' '*EntityBenchmarks*' '*Topic*' '*Figure*' --artifacts "$out/benchmarkdotnet"

echo "== cold start and peak memory of one article"
for _ in 1 2 3 4 5 6 7 8 9 10; do
  /usr/bin/time -f '%e s, %U s user, %M KiB' "${tool[@]}" analyze samples/02-telemedicine.txt 2>&1 > /dev/null
done | tee "$out/coldstart.txt"

# First articles that are all different, then syndicated ones: a text that comes again near by is computed once, so that more passes through
# reading, pipeline and writing. SYNDICATED_MEGABYTES=2000 makes it 2 GB.
echo "== memory over a stream"
stream() {
  python3 benchmarks/stream.py "$1" --copies "$2" | /usr/bin/time -f "$1 MB of JSON Lines, each article $2 times: %e s, peak %M KiB" "${tool[@]}" analyze --input jsonl --format jsonl - 2>&1 > /dev/null | tail -1
}
for megabytes in 2 8 "${STREAM_MEGABYTES:-32}"; do
  stream "$megabytes" 1
done | tee "$out/stream.txt"
for megabytes in 20 "${SYNDICATED_MEGABYTES:-200}"; do
  stream "$megabytes" 100
done | tee -a "$out/stream.txt"

echo "== peers"
sh benchmarks/peers/fasttext.sh "${tool[*]}" | tee "$out/fasttext.txt" || true
sh benchmarks/peers/transformers-js.sh "${tool[*]}" | tee "$out/transformers-js.txt" || true
