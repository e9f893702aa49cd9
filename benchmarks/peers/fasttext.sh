#!/bin/sh
# Topics against fastText (Debian's package), on the same texts, one thread:  fasttext.sh [MEDAINLP]
# fastText is trained here on the samples with made-up labels: only its speed is measured, and it is given text that is cut into
# characters already and never says where. So the comparison flatters fastText.
set -eu
cd "$(dirname "$0")/../.."
medainlp=${1:-medainlp}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v fasttext > /dev/null; then
  (cd "$work" && apt-get download fasttext libfasttext0 && for package in *.deb; do dpkg -x "$package" .; done)
  PATH="$work/usr/bin:$PATH"
  LD_LIBRARY_PATH=$(dirname "$(find "$work" -name 'libfasttext.so*' | head -1)")
  export PATH LD_LIBRARY_PATH
fi
python3 benchmarks/stream.py 4 > "$work/articles.jsonl"
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
with open(work + "/plain.txt", "w") as plain, open(work + "/train.txt", "w") as train:
    for i, line in enumerate(open(work + "/articles.jsonl")):
        text = " ".join(json.loads(line)["text"].replace("\n", " "))
        plain.write(text + "\n")
        train.write(f"__label__{i % 5} {text}\n")
PY
head -500 "$work/train.txt" > "$work/some.txt"
fasttext supervised -input "$work/some.txt" -output "$work/model" -wordNgrams 4 -dim 16 -bucket 65536 -epoch 2 -thread 1 > /dev/null 2>&1
characters=$(python3 -c "import json;print(sum(len(json.loads(l)['text']) for l in open('$work/articles.jsonl')))")
for repeat in 1 2 3 4 5; do
  start=$(date +%s.%N)
  fasttext predict-prob "$work/model.bin" "$work/plain.txt" 5 > /dev/null
  end=$(date +%s.%N)
  python3 -c "print('fastText: %.2f million characters/s' % ($characters / ($end - $start) / 1e6))"
done
# The topics alone, from the time of that step.
head -300 "$work/articles.jsonl" > "$work/few.jsonl"
$medainlp bench "$work/few.jsonl" --threads 1 --repeat 5 --json > "$work/bench.json"
python3 - "$work/bench.json" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
run = report["runs"][0]
print("MedAiNlp, topics: %.2f million characters/s (spread of the repeats %.0f %%)" % (5 * report["characters"] / run["stepSeconds"]["topics"] / 1e6, 100 * run["spread"]))
PY
