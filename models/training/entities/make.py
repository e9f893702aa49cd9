#!/usr/bin/env python3
"""From data to the package models/zh-entities, stage by stage; a stage whose result exists in the work folder is skipped.

    make.py --data ../shared/data                 everything (two CPU cores: about four hours and a half)
    make.py --data ../shared/data --stages train,tune,mean,calibrate,export

Stages: fold, raw, labelled, pretrain, train, tune, mean, calibrate, export. Each logs to work/make.log what it kept, what it
dropped and why. Seeds are fixed; with more than one worker the order in which the workers' steps reach the shared
weights is not, and training runs by the clock, so two runs agree in their scores, not in every bit.
"""
import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

# how often a round sees each set; our own texts count most
COPIES = 8
TRAIN = {"authored": 4, "passages": 2, "sentences": .6, "public": .4, "publicswap": .4, "intro": 1}
TUNE = {"authored": 4, "passages": 2.5, "sentences": .2, "publicswap": .15}
for copy in range(COPIES):
    TRAIN.update({f"authored-swap{copy}": 1, f"passages-swap{copy}": .4, f"filled{copy}": 1.25})
    TUNE.update({f"authored-swap{copy}": .75, f"passages-swap{copy}": .3, f"filled{copy}": .9})
STAGES = ["fold", "raw", "labelled", "pretrain", "train", "tune", "mean", "calibrate", "export"]
# Two networks are trained, the second from the first one's encoder, and their mean is kept: minutes of pretraining, training, tuning.
RUNS = {"a": (54, 56, 12), "b": (32, 74, 16)}
VERSION = "1.3.0"
NETWORK = {"d": 192}          # what differs from the defaults of model.Net


class Log:
    """Says a line on the terminal and in a file; a class, because it is sent to the processes that train."""

    def __init__(self, path):
        self.path = path

    def __call__(self, line):
        line = f"{time.strftime('%H:%M:%S')} {line}"
        print(line, flush=True)
        with open(self.path, "a", encoding="utf-8") as f:
            f.write(line + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    repository = HERE.parents[2]
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE.parent / "work")
    parser.add_argument("--package", type=Path, default=repository / "models" / "zh-entities")
    parser.add_argument("--corpus", type=Path, nargs="*", default=[HERE.parent / "corpus" / "entities"])
    parser.add_argument("--stages", default=",".join(STAGES))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=float, default=1, help="how many times as long as planned everything is trained")
    parser.add_argument("--name", default="entities")
    a = parser.parse_args()
    data, work = a.data.resolve(), a.work
    work.mkdir(parents=True, exist_ok=True)
    stages = a.stages.split(",")

    log = Log(work / "make.log")

    def wanted(stage, result):
        if stage not in stages:
            return False
        if result is not None and (work / result).exists() and a.stages == ",".join(STAGES):
            log(f"{stage}: {result} is there")
            return False
        return True

    if "fold" in stages:
        import fold
        from features import FOLD_TABLE
        fold.write(fold.build(data / "fold"), FOLD_TABLE)
    if wanted("raw", "raw.npz"):
        import raw
        raw.main(data, work, log)
    if wanted("labelled", "authored.npz"):
        import labelled
        labelled.main(data, work, log, [p for p in a.corpus if p.exists()], COPIES)
    there = lambda weights: {k: w for k, w in weights.items() if (work / f"{k}.npz").exists()}
    before = None
    for run, minutes in RUNS.items():
        net, encoder = f"{a.name}-{run}", f"pretrained-{run}"
        pretraining, training, tuning = (m * a.times for m in minutes)
        if wanted("pretrain", f"{encoder}.pt"):
            import pretrain
            pretrain.main(work, log, pretraining, config=NETWORK, name=encoder, resume=before, workers=a.workers)
        if wanted("train", f"{net}-1.pt"):
            import train
            train.main(work, log, f"{net}-1", there(TRAIN), training, encoder=encoder, workers=a.workers)
        if wanted("tune", f"{net}.pt"):
            import train
            train.main(work, log, net, there(TUNE), tuning, rate=8e-4, start=f"{net}-1", workers=a.workers, seed=3)
        before = encoder
    if wanted("mean", f"{a.name}.pt"):
        import mean
        mean.main(work, log, a.name, [f"{a.name}-{run}" for run in RUNS])
    if "calibrate" in stages or "export" in stages:
        import calibrate
        temperature, report = calibrate.main(data, work, log, a.name)
    if "export" in stages:
        import evaluate
        import export
        import predict
        model, metrics = predict.load(work, a.name), {}
        for name in ("validation-authored", "validation", "dev", "passages", "msra", "cluener"):
            texts, golds, types, mapped = evaluate.gold(name, data, work)
            result = evaluate.score(golds, model.entities(texts), types, mapped)
            log(evaluate.show(name, result))
            metrics[name] = {k: round(f, 4) for k, (_, _, f, _) in result.items()}
        metrics.update({k: v for k, v in report.items() if k.startswith("ece")})
        metrics["scores"] = report["thresholds"]
        export.main(work, a.package, repository / "tests" / "MedAiNlp.Tests" / "Features" / "entity-goldens.json", log, a.name, VERSION, metrics, temperature)


if __name__ == "__main__":
    main()
