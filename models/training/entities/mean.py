"""Stage 5: the mean of the weights of networks that grew from one encoder, which is better than each of them."""
import torch


def main(work, log, name, networks):
    """Writes work/NAME.pt, the mean of work/NETWORK.pt …"""
    saved = [torch.load(work / f"{network}.pt") for network in networks]
    mean = {key: sum(s["net"][key].float() for s in saved) / len(saved) for key in saved[0]["net"]}
    torch.save({**saved[0], "net": mean}, work / f"{name}.pt")
    log(f"mean: {name} is the mean of {', '.join(networks)}")
