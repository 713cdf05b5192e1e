// libFuzzer's part: it calls the target, and takes the rest of the command line.

#if ADAIN_LIBFUZZER
  #if canImport(Glibc)
    import Glibc
  #endif

  private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// libFuzzer's own main, in its library without one. It leaves arguments that begin with two dashes alone.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func fuzzerMain(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<Arguments>,
    _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  /// The driver hands on no pointer of ours.
  nonisolated(unsafe) private var run: ([UInt8]) -> Void = { _ in }

  func drive(_ target: FuzzTarget) throws {
    let body = try target.prepare()
    run = { if $0.count <= target.longest { body($0) } }
    var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
    exit(
      fuzzerMain(&count, &arguments) { bytes, count in
        run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
#endif
