"""Compiles the losses with torch.compile, and goes on without where that fails."""

import torch


def compile_losses(objective, batches, phase, processes, say):
    """Tries the compiled losses forwards and backwards on one step's batches, whose sizes are compiled one by
    one; all processes keep them, or none does.

    Done before a stage's first step and apart from DistributedDataParallel, whose exchange an error would
    upset.
    """
    torch._dynamo.reset()
    objective.computes = torch.compile(objective.compute, dynamic=False)
    failure = ""
    try:
        total, _ = objective(batches, phase)
        learning = [p for p in objective.parameters() if p.requires_grad]
        torch.autograd.grad(total, learning, allow_unused=True)
    except Exception as error:  # noqa: BLE001 - whatever the compiler fails with, the plain step still works
        failure = f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0][:200]}"
    if not processes.all_agree(not failure):
        objective.computes = objective.compute
        say(f"the step is not compiled ({failure or 'another process could not'})")
