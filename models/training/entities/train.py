"""Stage 4: training on the labelled sets."""
import math
import time

import numpy as np
import torch
import torch.nn as nn

from features import BITS
from model import Net, crf_loss
from workers import run

LENGTH, BATCH = 192, 24
SHIFTS = np.arange(BITS, dtype=np.int32)


def load_sets(work, weights):
    sets = {}
    for name in weights:
        z = np.load(work / f"{name}.npz")
        sets[name] = (z["ids"], z["pairs"], z["bits"], z["masks"])
    return sets


def batches(sets, weights, rng):
    """Windows of all sets in random order; set NAME is seen weights[NAME] times a round."""
    while True:
        windows = []
        for name, (ids, *_) in sets.items():
            w = weights[name]
            for copy in range(math.ceil(w)):
                starts = np.arange(int(rng.integers(0, LENGTH)), len(ids) - LENGTH - 1, LENGTH)
                share = min(1., w - copy)
                windows += [(name, int(s)) for s in rng.permutation(starts)[:int(round(len(starts) * share))]]
        order = rng.permutation(len(windows))
        for i in range(0, len(order) - BATCH, BATCH):
            yield [windows[k] for k in order[i:i + BATCH]]


def main(work, log, name, weights, minutes, rate=2e-3, start=None, encoder=None, seed=0, p=.15, warm=200, workers=2):
    """Trains for so many minutes and writes work/NAME.pt (the moving average of the weights).

    One of the two it begins with, whose shape it has: encoder, a pretrained network whose encoder is taken; start, a trained network to go on from."""
    torch.manual_seed(seed)
    saved = torch.load(work / f"{start or encoder}.pt")
    shape = {k: v for k, v in saved["config"].items() if k not in ("p", "hide")}     # these two belong to a training, not to a network
    net = Net(**shape, p=p)
    net.load_state_dict({k: v for k, v in saved["net"].items() if start or not k.startswith(("tags", "transitions"))}, strict=False)
    net.share_memory()
    run(worker, (work, log, name, weights, minutes, rate, net, seed, warm, time.time(), workers), workers)


def worker(rank, work, log, name, weights, minutes, rate, net, seed, warm, t0, workers):
    torch.manual_seed(seed + 1000 * rank)
    rng = np.random.default_rng(seed + 1000 * rank)
    sets = load_sets(work, weights)
    net.train()
    dense = [q for n, q in net.named_parameters() if n != "bigrams.weight"]
    optimizers = [torch.optim.AdamW(dense, lr=rate, weight_decay=.01), torch.optim.SparseAdam([net.bigrams.weight], lr=rate)]
    average = {k: v.clone() for k, v in net.state_dict().items()} if rank == 0 else None
    step, total = 0, 0.
    for batch in batches(sets, weights, rng):
        done = (time.time() - t0) / 60 / minutes
        if done >= 1:
            break
        take = lambda i, more=0: np.stack([sets[k][i][s:s + LENGTH + more] for k, s in batch])
        ids = torch.from_numpy(take(0).astype(np.int64))
        pairs = torch.from_numpy(take(1, 1).astype(np.int64))
        bits = torch.from_numpy(((take(2)[..., None] >> SHIFTS) & 1).astype(np.float32))
        now = rate * min(1, (step + 1) / warm) * max(.02, 1 - done)
        for o in optimizers:
            for group in o.param_groups:
                group["lr"] = now
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(ids, pairs, bits)
        loss = crf_loss(logits, torch.from_numpy(take(3)), ids == 0, net.transitions)
        for o in optimizers:
            o.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(dense, 5.)
        for o in optimizers:
            o.step()
        total += loss.item()
        step += 1
        if rank == 0 and step % 8 == 0:
            decay = 0. if done < .1 else math.exp(-8 / (.04 * max(200, step / done)))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    average[k].lerp_(v, 1 - decay)
        if step % 200 == 0:
            if rank == 0:
                log(f"train {name} step {step} {done:.0%} loss {total / 200:.4f} {step * BATCH * LENGTH / (time.time() - t0):.0f} chars/s a worker")
            assert total == total, "the loss is not a number"
            total = 0.
    if rank == 0:
        torch.save({"config": net.config, "net": average, "weights": weights, "chars": step * BATCH * LENGTH * workers}, work / f"{name}.pt")
        log(f"train {name}: about {step * BATCH * LENGTH * workers / 1e6:.1f} M characters in {(time.time() - t0) / 60:.1f} min")
