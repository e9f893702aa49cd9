"""The mean of several networks that grew from one start: work/OUT.pt from work/NAME.pt ..."""
import torch


def main(work, log, out, names):
    saved = [torch.load(work / f"{n}.pt") for n in names]
    mean = {k: sum(s["net"][k].float() for s in saved) / len(saved) for k in saved[0]["net"]}
    torch.save({**saved[0], "net": mean}, work / f"{out}.pt")
    log(f"soup: {out} is the mean of {', '.join(names)}")
