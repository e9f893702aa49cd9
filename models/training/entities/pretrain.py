"""Stage 2: the encoder learns to restore masked characters of unlabelled text."""
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import BITS, Vocabulary
from model import Net
from workers import run

LENGTH, BATCH, RATE = 192, 24, 1.5e-3
SHIFTS = np.arange(BITS, dtype=np.int32)


class Head(nn.Module):
    def __init__(self, d, vocabulary):
        super().__init__()
        self.a, self.norm, self.out = nn.Linear(d, 128), nn.LayerNorm(128), nn.Linear(128, vocabulary)

    def forward(self, h):
        return self.out(self.norm(torch.relu(self.a(h)).float()))


def mask_spans(rng, shape):
    """About 13 % of the characters, in runs of one to four: names are masked whole now and then."""
    m = np.zeros(shape, bool)
    b, n = shape
    for run, share in ((1, .05), (2, .05), (3, .02), (4, .02)):
        at = rng.integers(0, n - run, (b, max(1, int(n * share / run))))
        for r in range(run):
            np.put_along_axis(m, at + r, True, 1)
    return m


def spread(m):
    """Where a word-list bit could tell a masked character."""
    out = m.copy()
    for k in (1, 2, 3):
        out[:, k:] |= m[:, :-k]
        out[:, :-k] |= m[:, k:]
    return out


def main(work, log, minutes, config=None, name="pretrained", resume=None, workers=2):
    """Trains for so many minutes of wall-clock (the rate falls linearly to nothing) and writes work/NAME.pt."""
    torch.manual_seed(0)
    vocabulary = len(Vocabulary.load(work / "chars.txt"))
    net = Net(vocabulary, **(config or {}), p=.1, hide=0)
    head = Head(net.config["d"], vocabulary)
    if resume:
        saved = torch.load(work / f"{resume}.pt")
        net.load_state_dict(saved["net"])
        head.load_state_dict(saved["head"])
    net.share_memory()
    head.share_memory()
    run(worker, (work, log, minutes, name, net, head, 0 if resume is None else 100, time.time(), workers), workers)


def worker(rank, work, log, minutes, name, net, head, seed, t0, workers):
    torch.manual_seed(seed + rank)
    rng = np.random.default_rng(seed + rank)
    z = np.load(work / "raw.npz")
    ids, pairs, bits = z["ids"], z["pairs"], z["bits"]
    net.train()
    dense = [p for n, p in net.named_parameters() if n != "bigrams.weight" and not n.startswith(("tags", "transitions"))] + list(head.parameters())
    optimizers = [torch.optim.AdamW(dense, lr=RATE, weight_decay=.01), torch.optim.SparseAdam([net.bigrams.weight], lr=RATE)]
    starts = np.arange(0, len(ids) - 2 * LENGTH, LENGTH)
    order, at, step, loss_sum, hits, last_save = rng.permutation(starts), 0, 0, 0., 0., time.time()

    def save():
        torch.save({"config": net.config, "net": net.state_dict(), "head": head.state_dict(), "chars": step * BATCH * LENGTH * workers}, work / f"{name}.pt")

    while True:
        done = (time.time() - t0) / 60 / minutes
        if done >= 1:
            break
        if at + BATCH > len(order):
            order, at = rng.permutation(starts) + int(rng.integers(0, LENGTH)), 0
        windows = order[at:at + BATCH]
        at += BATCH
        x = np.stack([ids[k:k + LENGTH] for k in windows]).astype(np.int64)
        b = torch.from_numpy(np.stack([pairs[k:k + LENGTH + 1] for k in windows]).astype(np.int64))
        l = np.stack([bits[k:k + LENGTH] for k in windows])
        m = mask_spans(rng, x.shape) & (x != 0)
        pair_mask = np.zeros((BATCH, LENGTH + 1), bool)
        pair_mask[:, :-1] |= m
        pair_mask[:, 1:] |= m
        seen = ((l[..., None] >> SHIFTS) & 1).astype(np.float32) * ~spread(m)[..., None]
        rate = RATE * min(1, (step + 1) / 200) * max(.05, 1 - done)
        for o in optimizers:
            for group in o.param_groups:
                group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = net.encode(torch.from_numpy(np.where(m, 1, x)), b, torch.from_numpy(seen), torch.from_numpy(~pair_mask).float().unsqueeze(-1))
            where = torch.from_numpy(m.reshape(-1)).nonzero()[:, 0]
            logits = head(h.reshape(-1, h.shape[-1])[where]).float()
        target = torch.from_numpy(x.reshape(-1))[where]
        loss = F.cross_entropy(logits, target)
        for o in optimizers:
            o.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(dense, 5.)
        for o in optimizers:
            o.step()
        step += 1
        loss_sum += loss.item()
        hits += (logits.argmax(-1) == target).float().mean().item()
        if step % 300 == 0:
            if rank == 0:
                log(f"pretrain {name} step {step} {done:.0%} loss {loss_sum / 300:.3f} right {hits / 300:.3f} {step * BATCH * LENGTH / (time.time() - t0):.0f} chars/s a worker")
            loss_sum = hits = 0.
            if rank == 0 and time.time() - last_save > 120:
                save()
                last_save = time.time()
    if rank == 0:
        save()
        log(f"pretrain {name}: about {step * BATCH * LENGTH * workers / 1e6:.1f} M characters")
