// The work of `adain stylize`: every content with every mixture of styles, one picture after the other. A
// picture that fails is reported and the others go on.

import CAdaIN
import CAdaINGEGL
import Glibc

struct StylizeRun {
  /// Above this many seconds the estimate is shown before the work.
  private static let noteworthySeconds = 2.0

  let options: StylizeCommand
  let contents: [ContentList.Entry]
  let mixtures: [StyleMixture]
  let plan: OutputPlan
  let session: GEGLSession
  /// Nil: the picture goes to standard output.
  let staging: StagingFolder?
  private let skipped: Set<Int>
  let bar: ProgressBar

  init(_ options: StylizeCommand, session: GEGLSession) throws {
    self.options = options
    self.session = session
    let list = try ContentList(
      options.contents, recursive: options.result.recursive, output: options.result.output)
    contents = list.entries
    mixtures = try StyleMixture.all(of: options.style)
    plan = try options.outputPlan(contents: list, mixtures: mixtures)
    try options.checkNames(mixtures: mixtures, session: session)
    // What a content's encoding is kept for is the next style.
    if mixtures.count == 1 { adain_gegl_session_set_cache_limit(session.handle, 0) }
    skipped = options.result.isStandardOutput ? [] : try options.existing.skipped(plan)
    staging = options.result.isStandardOutput ? nil : try StagingFolder(in: plan.folder)
    bar = ProgressBar(total: plan.names.count)
  }

  /// - Returns: how many pictures failed.
  func run() throws -> Int {
    let mask = try options.style.mask.map { try Picture(path: $0) }
    var failures = 0
    for (index, content) in contents.enumerated() {
      try Interruption.check()
      let pictures = index * mixtures.count..<(index + 1) * mixtures.count
      bar.begin(Files.name(of: content.path))
      if skipped.isSuperset(of: pictures) {
        for picture in pictures { tell(.skipped, picture) }
        bar.finish(mixtures.count)
        continue
      }
      var finished = 0
      do {
        let inputs = try StylizeInputs(
          content: content.path, mask: mask, options: options, session: session)
        try announce(inputs, content: content.path)
        for (mixture, picture) in zip(mixtures, pictures) {
          failures += try attempt(content: content.path, mixture: mixture, index: picture) {
            try stylize(inputs, mixture: mixture, index: picture)
          }
          finished += 1
          bar.finish()
        }
      } catch let failure as CommandFailure {
        report(failure, about: nil)
        for picture in pictures.dropFirst(finished) { tell(.failed(failure.message), picture) }
        failures += mixtures.count - finished
        bar.finish(mixtures.count - finished)
      }
    }
    return failures
  }

  private func attempt(
    content: String, mixture: StyleMixture, index: Int, _ work: () throws -> Void
  ) throws -> Int {
    if skipped.contains(index) {
      tell(.skipped, index)
      return 0
    }
    do {
      try Interruption.check()
      if mixtures.count > 1 { bar.begin("\(Files.name(of: content)) + \(mixture.label)") }
      try work()
      return 0
    } catch let failure as CommandFailure {
      report(failure, about: subject(of: failure, content, mixture))
      tell(.failed(failure.message), index)
      return 1
    }
  }

  /// What the user has to look at, where the message alone does not say it. The library sees pixels, no
  /// names.
  private func subject(of failure: CommandFailure, _ content: String, _ mixture: StyleMixture) -> String? {
    if plan.names.count > 1 { return word("%s with %s", content, mixture.label) }
    guard failure.message.hasPrefix("a pixel is ") else { return nil }
    return options.style.mask == nil && mixture.regions.isEmpty ? content : word("%s, or a mask", content)
  }

  private func stylize(_ inputs: StylizeInputs, mixture: StyleMixture, index: Int) throws {
    let start = g_get_monotonic_time()
    let name = plan.names[index]
    let format = try ImageFormat.ofOutput(name)
    let depth = try format.depth(requested: options.result.depth, content: inputs.depth)
    let output = inputs.content.emptyResult(
      depth: depth, alpha: inputs.content.hasAlpha, stripped: options.file.strip)
    try options.withJob(inputs, mixture: mixture) { job in
      job.output = output.buffer
      bar.follow(&job.options)
      try reportingFailure { adain_gegl_stylize(session.handle, &job, $0) }
    }
    let write = { try output.write(to: $0, depth: depth, file: options.file) }
    if let staging {
      try staging.place(name, write: write)
    } else {
      try StandardStreams.writePicture(ending: format.ending, write: write)
    }
    if !format.hasAlpha && inputs.content.isTransparent {
      Notes.print(options.file.flattening(staging == nil ? word("standard output") : plan.path(index)))
    }
    let extent = inputs.content.extent
    tell(
      .written(
        width: Int(extent.width), height: Int(extent.height),
        seconds: Double(g_get_monotonic_time() - start) / 1e6), index)
  }

  /// What --verbose and --json print.
  private func tell(_ outcome: PictureRecord.Outcome, _ index: Int) {
    let record = PictureRecord(
      content: contents[index / mixtures.count].path, mixture: mixtures[index % mixtures.count],
      output: plan.path(index))
    options.tell(outcome, record, bar)
  }

  /// Says on a terminal how long large work will take and what it needs.
  private func announce(_ inputs: StylizeInputs, content: String) throws {
    guard Terminal.isInteractive, let mixture = mixtures.first else { return }
    var estimate = adain_estimate()
    estimate.struct_size = MemoryLayout<adain_estimate>.size
    try options.withJob(inputs, mixture: mixture) { job in
      try reportingFailure { adain_gegl_estimate(session.handle, &job, &estimate, $0) }
    }
    guard estimate.seconds * Double(mixtures.count) > Self.noteworthySeconds else { return }
    let extent = inputs.content.extent
    bar.erase()
    Terminal.printError(
      "\(Files.name(of: content)), \(extent.width)x\(extent.height): \(text(estimate))")
  }

  private func text(_ estimate: adain_estimate) -> String {
    let duration = Quantity.duration(estimate.seconds)
    let memory = Quantity.bytes(estimate.memory_bytes)
    let (disk, count) = (Quantity.bytes(estimate.disk_bytes), mixtures.count)
    return switch (count > 1, estimate.disk_bytes > 0) {
    case (false, false): word("about %s, %s of memory", duration, memory)
    case (false, true):
      word("about %s, %s of memory and %s of temporary disk space", duration, memory, disk)
    case (true, false): word("about %s for each of %s styles, %s of memory", duration, count, memory)
    case (true, true):
      word(
        "about %s for each of %s styles, %s of memory and %s of temporary disk space", duration, count,
        memory, disk)
    }
  }

  private func report(_ failure: CommandFailure, about picture: String?) {
    bar.erase()
    Terminal.printError("adain: \(picture.map { $0 + ": " } ?? "")\(failure.message)")
  }
}
