// Files appear whole or not at all, and reading says why it fails.

import AdaINRuntime
import AdaINTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct FileTests {
  private let bytes: [UInt8] = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }

  @Test func whatIsWrittenIsRead() throws {
    try TestFiles.withFolder { folder in
      let path = folder + "/file"
      for content in [[], [1], bytes] {
        try File.write(content, to: path, kind: "style")
        #expect(try File.read(path, limit: 1 << 20, kind: "style") == content)
        #expect(TestFiles.names(in: folder) == ["file"], "no temporary file is left")
      }
    }
  }

  @Test func permissionsAreThoseOfAnyNewFile() throws {
    try TestFiles.withFolder { folder in
      try File.write(bytes, to: folder + "/ours", kind: "style")
      let descriptor = open(folder + "/usual", O_WRONLY | O_CREAT, 0o666)
      close(descriptor)
      var (ours, usual) = (stat(), stat())
      #expect(stat(folder + "/ours", &ours) == 0 && stat(folder + "/usual", &usual) == 0)
      #expect(ours.st_mode == usual.st_mode)
    }
  }

  @Test func aFailedWriteLeavesWhatWasThere() throws {
    try TestFiles.withFolder { folder in
      // A folder cannot be replaced by a file, and neither its contents nor a temporary file may show.
      let path = folder + "/folder"
      #expect(mkdir(path, 0o755) == 0)
      defer { rmdir(path) }
      expectError(.unreadable, "style", path) { try File.write(bytes, to: path, kind: "style") }
      #expect(TestFiles.names(in: folder) == ["folder"])
      expectError(.unreadable, "No such file") {
        try File.write(bytes, to: folder + "/none/file", kind: "style")
      }
      #expect(TestFiles.names(in: folder) == ["folder"])
    }
  }

  /// In a process of its own, because the limit that stands for a full disk holds for all of it.
  @Test func aFullDiskIsAnErrorAndLeavesNothing() async {
    await #expect(processExitsWith: .success) {
      try TestFiles.withFolder { folder in
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 50_000, rlim_max: .max)
        guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(2) }
        do {
          try File.write([UInt8](repeating: 1, count: 100_000), to: folder + "/file", kind: "style")
          exit(3)
        } catch let error as AdaINError {
          guard error.code == .unreadable, error.message.contains("too large") else { exit(4) }
        }
        if !TestFiles.names(in: folder).isEmpty { exit(5) }
      }
    }
  }

  /// In a process of its own, because the limit holds for all of it.
  @Test func aFileThatMemoryHasNoRoomForIsAnError() async {
    await #expect(processExitsWith: .success) {
      try TestFiles.withFolder { folder in
        let path = folder + "/large"
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        guard ftruncate(descriptor, 1 << 40) == 0 else { exit(2) }
        close(descriptor)
        var limit = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
        guard setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { exit(3) }
        do {
          _ = try File.read(path, limit: 1 << 41, kind: "model")
          exit(4)
        } catch let error as AdaINError {
          guard error.code == .outOfMemory else { exit(5) }
        }
      }
    }
  }

  /// The kernel's files of settings say that they have a page, and have a few bytes.
  @Test func aFileThatEndsEarlierThanItSaidIsAnError() {
    let path = "/sys/kernel/mm/transparent_hugepage/enabled"
    guard TestFiles.exists(path) else { return }
    expectError(.unreadable, "changed while it was read") {
      _ = try File.read(path, limit: 1 << 20, kind: "model")
    }
  }

  @Test func unreadableFilesAreErrors() throws {
    try TestFiles.withFolder { folder in
      expectError(.unreadable, "model", "No such file") {
        _ = try File.read(folder + "/none", limit: 10, kind: "model")
      }
      expectError(.unreadable, "is not a file") { _ = try File.read(folder, limit: 10, kind: "model") }
      expectError(.unreadable, "is not a file") { _ = try File.read("/dev/zero", limit: 10, kind: "model") }
      expectError(.unreadable) { _ = try File.read("", limit: 10, kind: "model") }
      try File.write(bytes, to: folder + "/large", kind: "model")
      expectError(.malformed, "100000 bytes") {
        _ = try File.read(folder + "/large", limit: bytes.count - 1, kind: "model")
      }
    }
  }

  /// A pipe that nobody writes to must not hold up the host. In a process of its own, which SIGALRM ends if
  /// reading waits for somebody who never comes.
  @Test func aNamedPipeIsRefused() async {
    await #expect(processExitsWith: .success) {
      try TestFiles.withFolder { folder in
        let pipe = folder + "/pipe"
        guard mkfifo(pipe, 0o600) == 0 else { exit(2) }
        alarm(120)
        do {
          _ = try File.read(pipe, limit: 10, kind: "style")
          exit(3)
        } catch let error as AdaINError {
          guard error.code == .unreadable, error.message.contains("is not a file") else { exit(4) }
        }
      }
    }
  }
}
