#!/bin/sh
# Makes the default topic model: prepares the labelled texts (Python, standard library only) and trains on them (C#).
#
# usage: train.sh DATA OUTPUT [prepare.py options, such as --hold-out FILE]
set -eu
data=$1
output=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
work=$here/../work
mkdir -p "$work"
python3 "$here/prepare.py" --data "$data" --output "$work/topics.jsonl" "$@"
dotnet run -c Release --project "$here/../../../src/MedAiNlp.Cli" -- train-topics "$work/topics.jsonl" --output "$output" \
    --name zh-health-topics --model-version 1.5.0 --library '>=0.1.0 <0.2.0' --license MIT --folds 10 --labels imaging-ai,telemedicine,5g,internet-hospital,spam
