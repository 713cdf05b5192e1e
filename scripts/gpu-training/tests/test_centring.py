"""Means of the inputs in the decoder's biases: the same function, other gradients."""

import pytest
import torch
from test_losses import batch_of, learner_of
from test_reviving import features_of, picture_of

from gpu_training.network import NAMES, Decoder
from gpu_training.processes import Processes
from gpu_training.reviving import dead_channels

KILLED = {"conv4_1": [0, 3], "conv3_4": [1], "conv1_2": [2]}


@pytest.fixture(params=["decoder", "both"])
def centred(request, golden):
    """A learner before its first step, its batch, and the tensors that both come from."""
    tensors = golden(request.param)
    learner = learner_of(tensors, request.param, "--centre", "--average", "0.9", "--learning-rate", "1e-3")
    batch = batch_of(tensors, learner)
    learner.centre([batch], Processes("cpu"))
    return learner, batch, tensors


def test_the_function_stays_and_gradients_are_those_of_centred_inputs(centred, request):
    learner, batch, tensors = centred
    part = learner.options.part
    plain = learner_of(tensors, part)
    features = features_of(plain, batch).detach()
    torch.testing.assert_close(picture_of(learner, features), picture_of(plain, features))
    for name, tensor in plain.weights().items():
        torch.testing.assert_close(learner.weights()[name], tensor)
    gradients = []
    for one in (learner, plain):
        total, _ = one.module([batch], "style")
        total.backward()
        gradients.append({name: layer for name, layer in one.objective.network.decoder.items()})
    for name in NAMES:
        own, other = (layers[name] for layers in gradients)
        assert own.mean.any()
        torch.testing.assert_close(own.bias.grad, other.bias.grad, rtol=1e-3, atol=1e-5)
        expected = other.weight.grad - own.mean[:, None, None] * other.bias.grad[:, None, None, None]
        limit = 1e-3 * float(other.weight.grad.abs().max())
        # At the picture's edge as well: its reflection is part of what a layer sees.
        assert float((own.weight.grad - expected).abs().max()) <= limit, name


def test_a_model_file_has_the_plain_biases(centred):
    learner, batch, _ = centred
    for _ in range(5):
        learner.advance([batch], 0.0)
    features = features_of(learner, batch).detach()
    for written in [Decoder(learner.weights(averaged)) for averaged in (False, True)]:
        found = written(features, torch.float32)
        torch.testing.assert_close(found, picture_of(learner, features), rtol=1e-4, atol=1e-4)
        learner.exchange()


def test_what_begins_anew_leaves_the_pictures(centred):
    learner, batch, _ = centred
    decoder = learner.objective.network.decoder
    features = features_of(learner, batch).detach()

    def kill(which):
        with torch.no_grad():
            for _ in range(2):
                for name, channels in which.items():
                    decoder[name].bias[channels] = -1e4
                learner.exchange()

    kill(KILLED)
    # What is above 0 in one place of a thousand counts as dead, too, and would be missed.
    kill(dead_channels(decoder, features, torch.float32))

    def pictures():
        found = []
        for _ in range(2):
            found.append(picture_of(learner, features))
            learner.exchange()
        return found

    before = pictures()
    assert learner.revive([batch], Processes("cpu")) >= sum(map(len, KILLED.values()))
    for old, new in zip(before, pictures(), strict=True):
        torch.testing.assert_close(new, old, rtol=1e-4, atol=1e-4)
