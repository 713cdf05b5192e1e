"""One step: losses, gradients, Adam (arXiv 1412.6980), the running average. Nothing here waits for the GPU.

A step whose gradient holds a number that is none changes neither weights, moments nor average.
"""

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from . import course
from .centring import centre
from .reviving import revive

# How much a gradient adds to the running average of their norms.
NORM_SHARE = 0.02


class Learner:
    """The objective with its optimiser and average, on one process's device."""

    def __init__(self, objective, options, device, processes):
        self.options, self.objective = options, objective
        self.module = objective
        if processes.count > 1:
            self.module = DistributedDataParallel(
                objective,
                device_ids=[device.index] if device.type == "cuda" else None,
                gradient_as_bucket_view=True,
                broadcast_buffers=False,
                # While the encoder alone learns, the decoder waits.
                find_unused_parameters=options.embedding_steps > 0,
            )
        self.names = [name for name, p in objective.named_parameters() if p.requires_grad]
        self.parameters = [p for p in objective.parameters() if p.requires_grad]
        # The fused kernel is the one that can leave a step out without being asked from outside.
        self.optimizer = torch.optim.Adam(
            self._groups(), lr=options.learning_rate, betas=(0.9, options.beta2), fused=True
        )
        self.average = [p.detach().clone() for p in self.parameters] if options.average else None
        self.step = 0
        # The running average of the gradients' norms; 0: there was none yet
        self.usual_norm = torch.zeros((), device=device)
        # Steps that changed nothing
        self.skipped = torch.zeros((), device=device)

    def _groups(self):
        """The parameters by what share of the rate is theirs."""
        shares, (exponent, limit) = {}, self.options.layer_rates
        for parameter in self.parameters:
            inputs = parameter[0].numel() if parameter.dim() > 1 else 1
            share = min(1.0, limit / inputs) ** exponent
            shares.setdefault(share, []).append(parameter)
        return [{"params": parameters, "share": share} for share, parameters in shares.items()]

    def revive(self, batches, processes):
        """Lets the decoder's dead channels begin anew; returns how many there were."""
        seed = (self.options.seed * 0x9E3779B97F4A7C15 + self.step) % 2**63
        count = revive(self, batches, torch.Generator().manual_seed(seed))
        if processes.count > 1:
            processes.take_from_leader(self._state())
        return count

    def centre(self, batches, processes):
        """Takes the means of what the decoder's layers see into their biases."""
        centre(self, batches, processes)

    def _state(self):
        """All that changes of the decoder and encoder: parameters, moments, averages, means."""
        moments = [self.optimizer.state.get(p, {}) for p in self.parameters]
        kept = [state[key] for state in moments for key in ("exp_avg", "exp_avg_sq") if key in state]
        means = self.objective.network.decoder.buffers()
        return [*(p.data for p in self.parameters), *kept, *(self.average or []), *means]

    def advance(self, batches, done):
        """One step; `done`: the share of the training that is over. Returns the losses, [4], on the
        device.

        batches: one for each size of crops, which all count alike.
        """
        options = self.options
        for group in self.optimizer.param_groups:
            group["lr"] = course.learning_rate(options, self.step, done) * group["share"]
        total, parts = self.module(batches, course.phase(options, self.step))
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        gradients = [p.grad for p in self.parameters if p.grad is not None]
        norm = nn.utils.get_total_norm(gradients)
        broken = (~norm.isfinite()).float()
        longest = self._longest(norm)
        if longest is not None:
            torch._foreach_mul_(gradients, (longest / (norm + 1e-6)).clamp(max=1))
        self.optimizer.found_inf = broken
        self.optimizer.step()
        self.skipped += broken
        self.step += 1
        if self.average is not None:
            self._add_to_average(1 - broken)
        return parts

    def _longest(self, norm):
        """The norm that a gradient of this norm may have, or None for any."""
        options, usual = self.options, self.usual_norm
        if options.clip_relative:
            # One long gradient says little of the next; it counts as twice the usual one.
            moved = usual.lerp(torch.minimum(norm, 2 * usual), NORM_SHARE)
            moved = torch.where(usual > 0, moved, norm)
            usual.copy_(torch.where(norm.isfinite(), moved, usual))
            return options.clip_relative * usual
        return options.clip or None

    @torch.no_grad()
    def _add_to_average(self, counts):
        """counts: 0 where the step changed nothing."""
        # Weights from before there was any style are no part of what is to be averaged.
        averaged = self.step - course.first_styled_step(self.options)
        if averaged <= 0:
            torch._foreach_copy_(self.average, self.parameters)
            return
        difference = torch._foreach_sub(self.parameters, self.average)
        torch._foreach_mul_(difference, counts * (1 - course.average_share(self.options, averaged)))
        torch._foreach_add_(self.average, difference)

    def weights(self, averaged=False):
        """The tensors of a model file, as they are now or averaged."""
        tensors = {name: tensor.detach() for name, tensor in self.objective.network.state_dict().items()}
        if averaged:
            own = {name.removeprefix("network."): tensor for name, tensor in zip(self.names, self.average)}
            tensors |= {name: tensor for name, tensor in own.items() if name in tensors}
        for name, layer in self.objective.network.decoder.items():
            weight, bias = (f"decoder.{name}.{end}" for end in ("weight", "bias"))
            tensors[bias] = layer.plain_bias(tensors[weight], tensors[bias])
        return tensors

    def exchange(self):
        """Puts the average where the weights are, and the other way round."""
        for parameter, average in zip(self.parameters, self.average):
            kept = parameter.detach().clone()
            with torch.no_grad():
                parameter.copy_(average)
            average.copy_(kept)
