"""One runtime in a process of its own: prepares, then stylises once for each line on standard input and
answers with the seconds it took. Run by compare.py."""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def prepare(name, arguments):
    """A function that stylises once."""
    if name == "adain":
        return prepare_adain(arguments)
    import torch

    from network import Stylize, inputs
    torch.set_num_threads(arguments.threads)
    model = Stylize(arguments.model)
    content, mean, deviation = inputs(model, arguments.size)
    folder = Path(tempfile.mkdtemp(prefix="adain-peers-"))
    return {"torch": prepare_torch, "torch-channels-last": prepare_torch, "onnxruntime": prepare_onnxruntime,
            "openvino": prepare_openvino, "openvino-bf16": prepare_openvino, "ncnn": prepare_ncnn,
            "ncnn-bf16": prepare_ncnn}[name](name, arguments, model, (content, mean, deviation), folder)


def prepare_torch(name, arguments, model, tensors, folder):
    import torch
    if name == "torch-channels-last":
        model = model.to(memory_format=torch.channels_last)
        tensors = (tensors[0].to(memory_format=torch.channels_last), *tensors[1:])

    def run():
        with torch.no_grad():
            model(*tensors)
    return run


def export(model, tensors, folder):
    import torch
    path = str(folder / "network.onnx")
    torch.onnx.export(model, tensors, path, input_names=["content", "mean", "deviation"],
                      output_names=["picture"], dynamo=False, opset_version=17)
    return path


def prepare_onnxruntime(name, arguments, model, tensors, folder):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    session = onnxruntime.InferenceSession(export(model, tensors, folder), options,
                                           providers=["CPUExecutionProvider"])
    feed = dict(zip(["content", "mean", "deviation"], (t.numpy() for t in tensors)))
    return lambda: session.run(None, feed)


def prepare_openvino(name, arguments, model, tensors, folder):
    import openvino
    core = openvino.Core()
    precision = "bf16" if name.endswith("bf16") else "f32"
    compiled = core.compile_model(core.read_model(export(model, tensors, folder)), "CPU", {
        "INFERENCE_NUM_THREADS": arguments.threads, "INFERENCE_PRECISION_HINT": precision})
    request = compiled.create_infer_request()
    arrays = [t.numpy() for t in tensors]
    return lambda: request.infer(arrays)


def prepare_ncnn(name, arguments, model, tensors, folder):
    import ncnn
    import torch
    # The convolutions alone: the AdaIN arithmetic between them is negligible, and this favours the peer.
    # Converted with a small picture, since the layers are the same for all sizes and the converter runs them.
    size = min(arguments.size, 512)
    traced = torch.jit.trace(torch.nn.Sequential(model.encoder, model.decoder), tensors[0][..., :size, :size])
    traced.save(str(folder / "network.pt"))
    subprocess.run(["pnnx", str(folder / "network.pt"), f"inputshape=[1,3,{size},{size}]"], check=True,
                   capture_output=True, cwd=folder)
    network = ncnn.Net()
    network.opt.num_threads = arguments.threads
    bf16 = name.endswith("bf16")
    network.opt.use_bf16_storage = bf16
    if not bf16:
        network.opt.use_fp16_packed = network.opt.use_fp16_storage = network.opt.use_fp16_arithmetic = False
    network.load_param(str(folder / "network.ncnn.param"))
    network.load_model(str(folder / "network.ncnn.bin"))
    pixels = tensors[0][0].numpy()  # ncnn.Mat refers to this memory without owning it

    def run():
        extractor = network.create_extractor()
        extractor.input("in0", ncnn.Mat(pixels))
        extractor.extract("out0")
    return run


def prepare_adain(arguments):
    """This project, through its C interface, with whole pixels in and out."""
    import numpy
    from adain import Library
    library = Library(arguments.library, arguments.model, arguments.threads)
    generator = numpy.random.default_rng(0)
    style = library.style(generator.random((256, 256, 3), dtype=numpy.float32))
    content = generator.random((arguments.size, arguments.size, 3), dtype=numpy.float32)
    output = numpy.empty_like(content)
    return lambda: library.stylize(content, style, output)


def peak_memory():
    """MiB. Not ru_maxrss, which begins with what the parent process had."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("runtime")
    parser.add_argument("--model", required=True)
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--library")
    arguments = parser.parse_args()
    run = prepare(arguments.runtime, arguments)
    run()
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        print(seconds, peak_memory(), flush=True)


if __name__ == "__main__":
    main()
