"""Trains AdaIN networks with PyTorch, on GPUs or the processor; the options, losses and files are `adain
train`'s.

Only for those who train models: nothing that stylises needs this package, or Python.
"""
