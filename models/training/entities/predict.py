"""Entities of whole texts with a trained network: windows, stitching, Viterbi, exact span probabilities."""
import numpy as np
import torch

from features import BITS, Lexicon, Vocabulary, bigrams, folded, unit_string
from model import Marginals, Net, T, spans, viterbi

WINDOW, STRIDE = 512, 448
SHIFTS = np.arange(BITS, dtype=np.int32)


def load(work, name):
    saved = torch.load(work / f"{name}.pt")
    net = Net(**saved["config"])
    net.load_state_dict(saved["net"])
    net.eval()
    return Model(net, Vocabulary.load(work / "chars.txt"), Lexicon.load(work / "lexicon.bin"))


def windows(n):
    """(start, end, keep from, keep to): neighbours overlap by WINDOW - STRIDE and share the overlap half and half."""
    if n <= WINDOW:
        return [(0, n, 0, n)]
    margin, out, start = (WINDOW - STRIDE) // 2, [], 0
    while True:
        end = min(n, start + WINDOW)
        out.append((start, end, start + margin if start else 0, end - margin if end < n else n))
        if end == n:
            return out
        start += STRIDE


class Model:
    def __init__(self, net, vocabulary, lexicon):
        self.net, self.vocabulary, self.lexicon = net, vocabulary, lexicon
        self.transitions = net.transitions.detach().numpy()

    def inputs(self, text):
        chars = folded(text)
        return self.vocabulary.ids(chars).astype(np.int64), bigrams(chars).astype(np.int64), ((self.lexicon.bits(chars)[:, None] >> SHIFTS) & 1).astype(np.uint8)

    def logits(self, texts, batch=32):
        """One array (length, T) a text."""
        todo, out = [], []
        for i, text in enumerate(texts):
            ids, pairs, bits = self.inputs(text)
            out.append(np.zeros((len(ids), T), np.float32))
            todo += [(i, w, ids[w[0]:w[1]], pairs[w[0]:w[1] + 1], bits[w[0]:w[1]]) for w in windows(len(ids)) if len(ids)]
        todo.sort(key=lambda x: len(x[2]))
        for k in range(0, len(todo), batch):
            part = todo[k:k + batch]
            longest = max(len(x[2]) for x in part)
            ids, pairs, bits = np.zeros((len(part), longest), np.int64), np.zeros((len(part), longest + 1), np.int64), np.zeros((len(part), longest, BITS), np.uint8)
            for j, (_, _, a, b, c) in enumerate(part):
                ids[j, :len(a)], pairs[j, :len(b)], bits[j, :len(c)] = a, b, c
            with torch.no_grad():
                y = self.net(torch.from_numpy(ids), torch.from_numpy(pairs), torch.from_numpy(bits)).numpy()
            for j, (i, (start, end, keep, until), *_) in enumerate(part):
                out[i][keep:until] = y[j, keep - start:until - start]
        return out

    def entities(self, texts, scores=False):
        """[(start, end, type[, score])] a text, in UTF-16 units."""
        out = []
        for text, y in zip(texts, self.logits(texts)):
            found = trim(unit_string(text), spans(viterbi(y, self.transitions))) if len(y) else []
            if scores and found:
                m = Marginals(y, self.transitions)
                found = [(a, b, t, m.span(a, b, t)) for a, b, t in found]
            out.append(found)
        return out


EDGE = set(" \n\t\r\u3000")


def trim(text, found):
    out = []
    for a, b, t in found:
        while a < b and text[a] in EDGE:
            a += 1
        while b > a and text[b - 1] in EDGE:
            b -= 1
        if b > a:
            out.append((a, b, t))
    return out
