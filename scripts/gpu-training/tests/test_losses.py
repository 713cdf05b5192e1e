"""The losses and gradients against the golden ones that the Swift trainer is tested with."""

import pytest
import torch
from conftest import TOLERANCE, model_of

from gpu_training.losses import Batch, LossNetwork, Objective, pixels, softened, style_losses
from gpu_training.options import parse
from gpu_training.processes import Processes
from gpu_training.step import Learner
from gpu_training.weights import random_decoder, widths_of


def learner_of(tensors, part, *more, teacher=None):
    network, loss = model_of(tensors, "network."), model_of(tensors, "loss.")
    options = parse(
        [
            "--content",
            "-",
            "--style",
            "-",
            "--loss-network",
            "-",
            "-o",
            "x.safetensors",
            "--from",
            "-",
            "--part",
            part,
            "--schedule",
            "constant",
            "--crop",
            "32",
            "--batch",
            "2",
            *more,
        ]
    )
    objective = Objective(options, network, loss, torch.float32, teacher).placed(torch.device("cpu"))
    return Learner(objective, options, torch.device("cpu"), Processes("cpu"))


def batch_of(tensors, learner):
    contents, styles = tensors["contents"] * 255, tensors["styles"] * 255
    loss_network = learner.objective.loss_network
    features, _ = loss_network.targets(pixels(contents))
    _, statistics = loss_network.targets(pixels(styles))
    weight = learner.options.identity_weight[0]
    identity = torch.tensor(weight) if weight else None
    objective, own = learner.objective, (None, None)
    if objective.knows_encoder and not objective.shares_encoder:
        own = objective.known(pixels(contents))[0], objective.known(pixels(styles))[1][0]
    embedding = torch.tensor(learner.options.embedding)
    teacher = torch.tensor(learner.options.teacher_weight[0])
    return Batch(contents, styles, features, statistics, None, identity, embedding, teacher, *own)


@pytest.mark.parametrize("part", ["decoder", "both"])
def test_ten_steps_have_the_golden_losses(golden, part):
    tensors = golden(part)
    learner = learner_of(tensors, part)
    assert learner.objective.shares_encoder == (part == "decoder")
    batch = batch_of(tensors, learner)
    found = torch.stack([learner.advance([batch], 0.0) for _ in range(10)])
    torch.testing.assert_close(found, tensors["losses"], rtol=TOLERANCE, atol=1e-9)


@pytest.mark.parametrize("part", ["decoder", "both"])
def test_gradients_of_the_first_step_are_golden(golden, part):
    tensors = golden(part)
    learner = learner_of(tensors, part)
    total, _ = learner.module([batch_of(tensors, learner)], "style")
    total.backward()
    gradients = {
        name.removeprefix("network."): p.grad
        for name, p in learner.objective.named_parameters()
        if p.requires_grad
    }
    wanted = model_of(tensors, "gradient.")
    assert gradients.keys() == wanted.keys()
    for name, gradient in gradients.items():
        limit = TOLERANCE * float(wanted[name].abs().max())
        assert float((gradient - wanted[name]).abs().max()) <= limit, name


def test_strong_style_losses_count_less_and_are_logged_as_they_are(golden):
    losses = torch.tensor([0.0, 1.0, 3.0, 12.0, 75.0], requires_grad=True)
    soft = softened(losses, 3.0)
    torch.testing.assert_close(soft, torch.tensor([0.0, 1.0, 3.0, 9.0, 27.0]))
    soft.sum().backward()
    torch.testing.assert_close(losses.grad, torch.tensor([1.0, 1.0, 1.0, 0.5, 0.2]))
    assert softened(losses, 0.0) is losses
    tensors = golden("decoder")
    plain, gentle = learner_of(tensors, "decoder"), learner_of(tensors, "decoder", "--soft-style", "0.01")
    batch = batch_of(tensors, plain)
    _, wanted = plain.module([batch], "style")
    _, found = gentle.module([batch], "style")
    torch.testing.assert_close(found[:3], wanted[:3])
    objective = plain.objective
    pictures = objective.network.decoder(objective.mixed(batch.features, batch), torch.float32)
    pairs = style_losses(objective.loss_network(pictures), batch.statistics)
    torch.testing.assert_close(pairs.mean(), wanted[1])
    assert (pairs > 0.01).all() and pairs[0] != pairs[1], "each pair by itself"
    expected = wanted[0] + 10 * (2 * (0.01 * pairs).sqrt() - 0.01).mean()
    torch.testing.assert_close(found[3], expected)


def test_noise_and_encoders_of_ones_own_do_not_share_features(golden):
    assert not learner_of(golden("decoder"), "decoder", "--noise", "0.02").objective.shares_encoder
    assert not learner_of(golden("both"), "both").objective.shares_encoder


def test_bfloat16_stays_near_float32(golden):
    """8 bits of mantissa are a percent or two of a loss; the content's, a thousandth of its features' square,
    has a tenth of itself from their rounding."""
    tensors = golden("both")
    learner = learner_of(tensors, "both")
    batch = batch_of(tensors, learner)
    learner.objective.precision = torch.bfloat16
    learner.objective._loss_network = [LossNetwork(model_of(tensors, "loss."), torch.bfloat16)]
    _, parts = learner.module([batch], "style")
    torch.testing.assert_close(parts, tensors["losses"][0], rtol=0.03, atol=1e-3)
    assert all(p.dtype == torch.float32 for p in learner.parameters)


def test_the_embedding_is_learnt_and_left_out_of_the_model(golden):
    tensors = golden("both")
    plain = learner_of(tensors, "both")
    tied = learner_of(tensors, "both", "--embedding", "5", "--steps", "8")
    first = tied.objective.embedding.weight.detach().clone()
    without, own = (
        plain.advance([batch_of(tensors, plain)], 0.0),
        tied.advance([batch_of(tensors, tied)], 0.0),
    )
    torch.testing.assert_close(own[:3], without[:3])
    assert own[3] > without[3], "what is minimised"
    assert not torch.equal(tied.objective.embedding.weight, first)
    assert tied.weights().keys() == plain.weights().keys()
    name = "encoder.conv4_1.weight"
    assert not torch.equal(tied.weights()[name], plain.weights()[name])


def test_the_encoder_alone_learns_in_the_embeddings_steps(golden):
    tensors = golden("both")
    learner = learner_of(tensors, "both", "--embedding-steps", "3", "--learning-rate", "0.01")
    first = learner.weights()
    first = {name: tensor.clone() for name, tensor in first.items()}
    batch = batch_of(tensors, learner)
    found = torch.stack([learner.advance([batch], 0.0) for _ in range(4)])
    assert (found[:3, :3] == 0).all() and found[2, 3] < found[0, 3], "the embedding's loss, and it falls"
    assert (found[3, :2] > 0).all(), "then the style's steps"
    changed = {name for name, tensor in learner.weights().items() if not torch.equal(tensor, first[name])}
    assert {name.split(".")[0] for name in changed} == {"encoder", "decoder"}, "the last step changes both"
    learner = learner_of(tensors, "both", "--embedding-steps", "3")
    learner.advance([batch], 0.0)
    changed = {name for name, tensor in learner.weights().items() if not torch.equal(tensor, first[name])}
    assert changed and all(name.startswith("encoder.conv") for name in changed)


def test_channels_that_are_0_everywhere_learn_again(golden):
    """Where the encoder has as many channels as the loss network, they are compared one by one."""
    loss = model_of(golden("both"), "loss.")
    tensors = {f"network.{name}": tensor for name, tensor in loss.items()}
    tensors |= {name: tensor for name, tensor in golden("both").items() if not name.startswith("network.")}
    decoder = random_decoder(widths_of(loss), torch.Generator().manual_seed(1))
    tensors |= {f"network.{name}": tensor for name, tensor in decoder.items()}
    learner = learner_of(tensors, "both", "--embedding-steps", "9")
    assert learner.objective.embedding is None
    batch = batch_of(tensors, learner)
    total, _ = learner.module([batch], "embedding")
    assert total == 0, "the loss network's own encoder is right"
    last = learner.objective.network.encoder["conv4_1"]
    channel = batch.features.mean((0, 2, 3)).argmax()
    with torch.no_grad():
        last.bias[channel] -= 1000
    total, _ = learner.module([batch], "embedding")
    total.backward()
    assert total > 0 and last.bias.grad[channel] < 0


def test_an_encoder_that_stays_is_asked_once(golden):
    tensors = golden("both")
    known, asked = learner_of(tensors, "decoder"), learner_of(tensors, "decoder", "--noise", "0.1")
    assert known.objective.knows_encoder and not known.objective.shares_encoder
    assert not asked.objective.knows_encoder
    batch = batch_of(tensors, known)
    _, wanted = asked.module([batch._replace(own_features=None, own_statistics=None)], "style")
    _, found = known.module([batch], "style")
    torch.testing.assert_close(found, wanted)
