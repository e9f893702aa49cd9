"""The network and its linear-chain CRF.

Character, bigram and word-list embeddings; gated convolutions of kernel 3 with growing dilation, with one
attention layer over the window in the middle (so that one mention of a name can help another); a linear layer.
Hidden states of pads are zeroed before every convolution and not attended to: how much padding a
batch has does not matter.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import BITS, BUCKETS

TYPES = ["HOSPITAL", "COMPANY", "ORG", "PERSON", "PRODUCT"]
LABELS = ["O"] + [f"{p}-{t}" for t in TYPES for p in "BIES"]
T = len(LABELS)


def tag(kind, part):
    return 1 + 4 * TYPES.index(kind) + "BIES".index(part)


def legal():
    """legal()[i, j]: tag j may follow tag i."""
    out = np.zeros((T, T), bool)
    for i, a in enumerate(LABELS):
        for j, b in enumerate(LABELS):
            inside = a[0] in "BI"
            out[i, j] = (b[0] in "IE" and a[2:] == b[2:]) if inside else b[0] in "OBS"
    return out


LEGAL = legal()
STARTS = np.array([l[0] in "OBS" for l in LABELS])
ENDS = np.array([l[0] in "OES" for l in LABELS])
TAG_BITS = torch.tensor([1 << i for i in range(T)], dtype=torch.int32)
_noise = {}


def dropout(x, p, training):
    """Dropout with masks cut from one random pool: torch's own is slow on a CPU."""
    if not training or not p:
        return x
    if p not in _noise:
        _noise[p] = (torch.rand(1 << 23) >= p).float() / (1 - p)
    pool, n = _noise[p], x.numel()
    at = int(torch.randint(0, pool.numel() - n, (1,)))
    return x * pool[at:at + n].view(x.shape)


class Neighbours(torch.autograd.Function):
    """[h(i-k), h(i), h(i+k)] side by side; one copy forward and back where pad, slice and cat make six."""

    @staticmethod
    def forward(ctx, h, k):
        ctx.k, d = k, h.shape[2]
        x = h.new_empty(h.shape[0], h.shape[1], 3 * d)
        x[:, :k, :d] = 0
        x[:, k:, :d] = h[:, :-k]
        x[:, :, d:2 * d] = h
        x[:, :-k, 2 * d:] = h[:, k:]
        x[:, -k:, 2 * d:] = 0
        return x

    @staticmethod
    def backward(ctx, g):
        k, d = ctx.k, g.shape[2] // 3
        out = g[:, :, d:2 * d].clone()
        out[:, :-k] += g[:, k:, :d]
        out[:, k:] += g[:, :-k, 2 * d:]
        return out, None


class GatedConvolution(nn.Module):
    def __init__(self, d, dilation, p):
        super().__init__()
        self.dilation, self.p = dilation, p
        self.mix = nn.Linear(3 * d, 2 * d)
        self.norm = nn.LayerNorm(d)

    def forward(self, h, keep):
        k = self.dilation
        if self.training:
            x = Neighbours.apply((h * keep).bfloat16(), k)
            y = F.glu(self.mix(x), -1).float()
        else:
            x = F.pad(h * keep, (0, 0, k, k))
            a, b = self.mix(torch.cat([x[:, :-2 * k], x[:, k:-k], x[:, 2 * k:]], -1)).chunk(2, -1)
            y = a * torch.sigmoid(b)
        return self.norm(h + dropout(y, self.p, self.training))


class Attention(nn.Module):
    def __init__(self, d, heads, size, p):
        super().__init__()
        self.heads, self.size, self.p = heads, size, p
        self.into = nn.Linear(d, 3 * heads * size)
        self.out = nn.Linear(heads * size, d)
        self.norm = nn.LayerNorm(d)

    def forward(self, h, bias):
        b, n = h.shape[0], h.shape[1]
        q, k, v = self.into(h).view(b, n, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.matmul(q, k.transpose(-1, -2)).float() * self.size ** -.5 + bias
        x = torch.matmul(torch.softmax(scores, -1), v).transpose(1, 2).reshape(b, n, -1)
        return self.norm(h + dropout(self.out(x).float(), self.p, self.training))


class Net(nn.Module):
    def __init__(self, vocabulary, d=128, chars=128, bigram=64, dilations=(1, 2, 4, 8, 1, 2), attend_after=3, heads=2, size=32, p=.15, hide=.1):
        super().__init__()
        self.config = dict(vocabulary=vocabulary, d=d, chars=chars, bigram=bigram, dilations=dilations, attend_after=attend_after, heads=heads, size=size, p=p, hide=hide)
        self.p, self.hide, self.attend_after = p, hide, attend_after
        self.chars = nn.Embedding(vocabulary, chars)
        self.bigrams = nn.Embedding(BUCKETS, bigram, sparse=True)
        nn.init.normal_(self.chars.weight, 0, .3)
        nn.init.normal_(self.bigrams.weight, 0, .1)
        self.mix = nn.Linear(chars + 2 * bigram, d)
        self.words = nn.Linear(BITS, d, bias=False)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList(GatedConvolution(d, k, p * .7) for k in dilations)
        self.attention = Attention(d, heads, size, p * .7) if attend_after else None
        self.tags = nn.Linear(d, T)
        self.transitions = nn.Parameter(torch.zeros(T, T))

    def encode(self, ids, pairs, bits, pair_keep=None):
        keep = (ids != 0).unsqueeze(-1).float()
        if self.training and self.hide:
            hidden = (torch.rand(ids.shape) < self.hide * .4) & (ids != 0)
            ids = torch.where(hidden, torch.ones_like(ids), ids)
            bits = bits * (torch.rand(bits.shape[0], 1, 1) > .1).float()
        pair = self.bigrams(pairs)
        if pair_keep is not None:
            pair = pair * pair_keep
        elif self.training and self.hide:
            pair = pair * (torch.rand(pair.shape[:2]) > self.hide * 1.5).unsqueeze(-1).float()
        h = torch.cat([self.chars(ids), pair[:, :-1], pair[:, 1:]], -1)
        h = self.mix(dropout(h, self.p, self.training)) + self.words(bits)
        h = dropout(self.norm(h.float()), self.p, self.training)
        bias = None
        for i, layer in enumerate(self.layers):
            if self.attention is not None and i == self.attend_after:
                if self.training:       # documents packed into one window do not see each other
                    part = torch.cumsum((ids == 0).int(), 1)
                    bias = ((part.unsqueeze(1) != part.unsqueeze(2)) | (ids == 0).unsqueeze(1)).float().unsqueeze(1) * -1e4
                else:
                    bias = ((1 - keep) * -1e4).view(keep.shape[0], 1, 1, -1)
                h = self.attention(h, bias)
            h = layer(h, keep)
        return h

    def forward(self, ids, pairs, bits):
        return self.tags(dropout(self.encode(ids, pairs, bits.float()), self.p, self.training)).float()


class Partition(torch.autograd.Function):
    """log Z of each sequence by the scaled forward algorithm, with the exact gradient (the marginals)."""

    @staticmethod
    def forward(ctx, e, step):
        """e: exp of scores, length x batch x tags; step: exp of transitions."""
        n = e.shape[0]
        a, b, s = torch.empty_like(e), torch.empty_like(e), torch.empty(n, e.shape[1], 1)
        x = e[0]
        for t in range(n):
            if t:
                x = (a[t - 1] @ step) * e[t]
            torch.sum(x, -1, keepdim=True, out=s[t])
            s[t] += 1e-9
            torch.div(x, s[t], out=a[t])
        b[n - 1] = 1
        back = step.t().contiguous()
        for t in range(n - 2, -1, -1):
            torch.matmul(b[t + 1] * (e[t + 1] / s[t + 1]), back, out=b[t])
        ctx.save_for_backward(e, step, a, b, s)
        return torch.log(s).sum(0).squeeze(-1)

    @staticmethod
    def backward(ctx, g):
        e, step, a, b, s = ctx.saved_tensors
        scores = a * b * g.view(1, -1, 1)                           # d log Z / d score = marginal
        right = (b[1:] * e[1:] / s[1:]) * g.view(1, -1, 1)
        moves = a[:-1].reshape(-1, T).t() @ right.reshape(-1, T)    # d log Z / d step
        return scores / e.clamp_min(1e-30) * (e > 0), moves


def crf_loss(logits, masks, pads, transitions):
    """Mean over characters of -log P(allowed tags): `masks` holds the allowed tags of each position as bits.

    A pad is O with score 0, whatever the network says."""
    allowed = ((masks.unsqueeze(-1) & TAG_BITS) != 0).float()
    only_o = torch.full((T,), -1e4)
    only_o[0] = 0
    logits = torch.where(pads.unsqueeze(-1), only_o, logits.float())
    e = torch.exp(logits - logits.max(-1, keepdim=True)[0].detach())
    e = torch.cat([e, e * allowed], 0).transpose(0, 1).contiguous()
    total = Partition.apply(e, torch.exp(transitions.float()) * torch.from_numpy(LEGAL).float())
    n = logits.shape[0]
    return (total[:n] - total[n:]).sum() / (~pads).sum()


def viterbi(logits, transitions):
    scores = np.where(LEGAL, transitions, -1e4).astype(np.float32)
    v = logits[0] + np.where(STARTS, 0, -1e4)
    back = np.zeros(logits.shape, np.int16)
    for t in range(1, len(logits)):
        m = v[:, None] + scores
        back[t] = m.argmax(0)
        v = m[back[t], np.arange(T)] + logits[t]
    tags = [int((v + np.where(ENDS, 0, -1e4)).argmax())]
    for t in range(len(logits) - 1, 0, -1):
        tags.append(int(back[t, tags[-1]]))
    return tags[::-1]


def spans(tags):
    out, start = [], None
    for i, k in enumerate(tags):
        part = LABELS[k][0]
        if part == "S":
            out.append((i, i + 1, LABELS[k][2:]))
        elif part == "B":
            start = i
        elif part == "E" and start is not None:
            out.append((start, i + 1, LABELS[k][2:]))
        if part not in "BI":
            start = None
    return out


class Marginals:
    """Exact probabilities of spans by forward-backward over a whole text."""

    def __init__(self, logits, transitions):
        e = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
        self.step = np.where(LEGAL, np.exp(transitions.astype(np.float64)), 0)
        n = len(e)
        a, b, c = np.zeros((n, T)), np.zeros((n, T)), np.zeros(n)
        a[0] = e[0] * STARTS
        c[0] = a[0].sum()
        a[0] /= c[0]
        for t in range(1, n):
            a[t] = (a[t - 1] @ self.step) * e[t]
            c[t] = a[t].sum()
            a[t] /= c[t]
        b[n - 1] = ENDS / a[n - 1][ENDS].sum()
        for t in range(n - 2, -1, -1):
            b[t] = self.step @ (b[t + 1] * e[t + 1]) / c[t + 1]
        self.a, self.b, self.c, self.e = a, b, c, e

    def span(self, start, end, kind):
        if end - start == 1:
            k = tag(kind, "S")
            return float(self.a[start, k] * self.b[start, k])
        p, last = self.a[start, tag(kind, "B")], tag(kind, "B")
        for t in range(start + 1, end):
            k = tag(kind, "E" if t == end - 1 else "I")
            p *= self.step[last, k] * self.e[t, k] / self.c[t]
            last = k
        return float(p * self.b[end - 1, last])
