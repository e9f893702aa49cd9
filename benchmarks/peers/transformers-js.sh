#!/bin/sh
# Token classification with a network of BERT's shape in Node, by @huggingface/transformers, and the same export in MedAiNlp:
#   transformers-js.sh [MEDAINLP]
# The weights are random, so only speed is measured. Float32 on both sides, and THREADS threads (1): transformers.js gives them all to one text,
# MedAiNlp works on as many texts at once. transformers.js cuts off what does not fit into
# the network, MedAiNlp reads it in further windows; so both get the same texts of one line, 500 characters at most, which fit.
set -eu
cd "$(dirname "$0")/../.."
medainlp=${1:-medainlp}
threads=${THREADS:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${PYTHON:-python3} benchmarks/peers/make_bert.py "$work/models/random-bert"
python3 benchmarks/stream.py 1 | python3 -c '
import itertools, json, sys
for line in itertools.islice(sys.stdin, 60):
    article = json.loads(line)
    print(json.dumps({"id": article["id"], "text": article["text"].replace("\n", "")[:500]}, ensure_ascii=False))
' > "$work/articles.jsonl"
cp benchmarks/peers/transformers-js.mjs "$work/"
(cd "$work" && npm init -y > /dev/null && npm install --silent --ignore-scripts --no-audit --no-fund "@huggingface/transformers@${TRANSFORMERS_VERSION:-3}")
# In turns, so that what slows the machine down for a while slows both; of the analysis only the steps that transformers.js has as well.
for round in 1 2 3; do
  (cd "$work" && node transformers-js.mjs "$work/models" "$work/articles.jsonl" "$threads")
  $medainlp bench "$work/articles.jsonl" --entities-model "$work/models/random-bert" --threads "$threads" --repeat 5 --json > "$work/bench.json"
  python3 - "$work/bench.json" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
run = report["runs"][0]
steps = run["stepSeconds"]
share = (steps["features"] + steps["network"] + steps["decode"]) / sum(steps.values())
print("MedAiNlp, same export: %d characters/s (spread of the repeats %.0f %%)" % (run["charactersPerSecond"] / share, 100 * report["spread"]))
PY
done
