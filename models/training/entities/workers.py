"""Two or more processes train one network without locks (Hogwild): the weights lie in shared memory, every worker has
its own batches and its own Adam. On two cores this sees half as much text again as one process with two threads."""
import torch
import torch.multiprocessing as mp


def _run(rank, function, args):
    torch.set_num_threads(1)
    function(rank, *args)


def run(function, args, workers):
    """function(rank, *args) in every worker; rank 0 is this one's log and checkpoints."""
    if workers == 1:
        return function(0, *args)
    mp.spawn(_run, (function, args), nprocs=workers, join=True)
