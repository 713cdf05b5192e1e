// libadain.so.1 itself: the functions of AdaINLibrary, linked as hosts of a C library expect (see
// Package.swift). It has no code of its own.
