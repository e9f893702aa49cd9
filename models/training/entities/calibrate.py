"""Stage 6: the temperature that makes entity scores honest, and the precision/recall table, on the validation texts."""
import numpy as np

import evaluate
import predict


def scored(model, texts, golds, types):
    """(score, right) of every entity found."""
    out = []
    for g, p in zip(golds, model.entities(texts, scores=True)):
        out += [(s, (a, b, t) in g) for a, b, t, s in p if t in types]
    return np.array([s for s, _ in out]), np.array([r for _, r in out], float)


def warm(p, t):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return 1 / (1 + np.exp(-np.log(p / (1 - p)) / t))


def fit(p, right):
    """The temperature with the least log loss."""
    def loss(t):
        q = np.clip(warm(p, t), 1e-6, 1 - 1e-6)
        return -(right * np.log(q) + (1 - right) * np.log(1 - q)).mean()
    return float(min(np.arange(.5, 4, .02), key=loss))


def calibration_error(p, right, bins=10):
    error = 0.
    for k in range(bins):
        inside = (p > k / bins) & (p <= (k + 1) / bins)
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - right[inside].mean())
    return float(error)


def main(data, work, log, name):
    """(temperature, report): half of the validation texts fit it, the other half measures it; then all fit it."""
    model = predict.load(work, name)
    texts, golds, types, _ = evaluate.gold("validation", data, work)
    types = evaluate.MAIN
    a, b = [scored(model, texts[k::2], golds[k::2], types) for k in (0, 1)]
    errors = [calibration_error(warm(y[0], fit(*x)), y[1]) for x, y in ((a, b), (b, a))]
    p, right = np.concatenate([a[0], b[0]]), np.concatenate([a[1], b[1]])
    t = fit(p, right)
    there = sum(1 for g in golds for x in g if x[2] in types)
    table = []
    for threshold in (0, .3, .5, .6, .7, .8, .9, .95, .99):
        kept = warm(p, t) >= threshold
        table.append({"score": threshold, "precision": round(float(right[kept].mean()), 4), "recall": round(float(right[kept].sum() / there), 4)})
    report = {"temperature": t, "ece": round(float(np.mean(errors)), 4), "ece_raw": round(calibration_error(p, right), 4), "thresholds": table}
    log(f"calibrate {name}: temperature {t:.2f}, ECE {report['ece']} (halves held out: {errors[0]:.3f}, {errors[1]:.3f}; before: {report['ece_raw']})")
    for name_, set_ in (("dev", "dev"), ("passages", "passages")):
        texts, golds, _, _ = evaluate.gold(set_, data, work)
        x = scored(model, texts, golds, types)
        report[f"ece_{name_}"] = round(calibration_error(warm(x[0], t), x[1]), 4)
        log(f"calibrate {name}: ECE on {name_} {report[f'ece_{name_}']}")
    return t, report
