#!/usr/bin/env bash
# Runs every program of samples/apps, as built in Release, on real text.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
log=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$log"' EXIT
fail() { echo "FAILED: $*"; cat "$log"/* 2>/dev/null | tail -40; exit 1; }
app() { echo "$root/artifacts/samples/$1/bin/Release/net10.0/$1.dll"; }

dotnet "$(app Console)" "$root/samples/01-imaging-ai.txt" > "$log/console" || fail "Console"
grep -q '^names   云岭市第一人民医院' "$log/console" || fail "Console found no hospital"

dotnet "$(app OwnRecognizer)" > "$log/own" || fail "OwnRecognizer"
grep -q '^PRODUCT   肺析 ' "$log/own" && grep -q '^HOSPITAL  云岭市第一人民医院 ' "$log/own" || fail "OwnRecognizer found not both"

articles=$(find "$root/samples" -maxdepth 1 -name '*.txt' | wc -l)
dotnet "$(app Worker)" "$root/samples" > "$log/worker" || fail "Worker"
grep -q "^$articles articles" "$log/worker" || fail "Worker did not read $articles articles"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 18081)
(cd "$(dirname "$(app WebApi)")" && exec dotnet WebApi.dll --urls "http://127.0.0.1:$port" >"$log/web" 2>&1) &
server=$!
for _ in $(seq 300); do curl -fs "http://127.0.0.1:$port/healthz" >/dev/null 2>&1 && break; sleep 0.2; done
for i in 1 2 3 4 5 6 7 8; do
  curl -fs "http://127.0.0.1:$port/analyze" -H 'Content-Type: application/json' -d "{\"id\":\"$i\",\"text\":\"云岭市第一人民医院用AI辅助阅片，第$i例。\"}" > "$log/answer-$i" &
  clients+=($!)
done
for client in "${clients[@]}"; do wait "$client" || fail "WebApi"; done
for i in 1 2 3 4 5 6 7 8; do
  grep -q "\"id\":\"$i\".*云岭市第一人民医院\|\"id\":\"$i\".*HOSPITAL" "$log/answer-$i" || fail "WebApi gave request $i no answer of its own"
done
status=$(printf '{"text":"%s"}' "$(head -c 300000 /dev/zero | tr '\0' 'a')" | curl -s -o "$log/too-long" -w '%{http_code}' "http://127.0.0.1:$port/analyze" -H 'Content-Type: application/json' --data-binary @-)
[ "$status" = 400 ] && grep -q MED204 "$log/too-long" || fail "WebApi did not refuse a text that is too long"
kill "$server"; wait "$server" 2>/dev/null || true; server=
echo "Console, OwnRecognizer, Worker and WebApi ran"
