#!/bin/sh
# Token classification with a network of BERT's shape in Node, by @huggingface/transformers:  transformers-js.sh
# The weights are random, so only speed is measured. One thread. It is another network than the library's own: what can be compared
# is this against the library running the same export, and the share that is not the network.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${PYTHON:-python3} benchmarks/peers/make_bert.py "$work/models/random-bert"
python3 benchmarks/stream.py 1 > "$work/articles.jsonl"
cp benchmarks/peers/transformers-js.mjs "$work/"
cd "$work"
npm init -y > /dev/null
npm install --silent --ignore-scripts --no-audit --no-fund "@huggingface/transformers@${TRANSFORMERS_VERSION:-3}"
node transformers-js.mjs "$work/models" "$work/articles.jsonl"
