// The work of `adain stylize --frames`: all frames of one content, those of a scene normalised by statistics
// that they share, with what does not change held still. One frame is stylised at a time.

import AdaINPictures
import CAdaIN
import CAdaINGEGL

final class FramesRun {
  private let options: StylizeCommand
  private let session: GEGLSession
  private let content: String
  private let mixture: StyleMixture
  private let format: FrameFormat
  private let survey: FrameSurvey
  private let plan: OutputPlan
  private let skipped: Set<Int>
  private let staging: StagingFolder
  private let bar: ProgressBar
  /// Each scene's.
  private var statistics: [OpaquePointer?]
  private var mask: Picture?
  private var hold: FrameHold?

  init(_ options: StylizeCommand, session: GEGLSession) throws {
    self.options = options
    self.session = session
    guard options.contents.count == 1, options.contents[0] != ContentList.standardInput else {
      throw CommandFailure(
        message: word("--frames takes one folder, animation or video; run it once for each"))
    }
    content = options.contents[0]
    let mixtures = try StyleMixture.all(of: options.style)
    guard mixtures.count == 1 else {
      throw CommandFailure(
        message: word("--frames takes one style; add --combine to mix them, or run it once for each"))
    }
    mixture = mixtures[0]
    format = try FrameFormat.of(options.result.output)
    try options.checkNames(mixtures: mixtures, session: session)
    adain_gegl_session_set_cache_limit(session.handle, 0)
    survey = try FrameSurvey(content, memory: Int(options.resources.memoryBytes))
    statistics = Array(repeating: nil, count: survey.scenes.count)
    plan = try options.framesPlan(survey, format: format)
    skipped = try options.existing.skipped(plan)
    staging = try StagingFolder(in: plan.folder)
    bar = ProgressBar(total: survey.frames.count)
    mask = try options.style.mask.map { try Picture(path: $0) }
  }

  deinit {
    for scene in statistics { adain_statistics_free(scene) }
  }

  func run() throws {
    if skipped.count == plan.names.count {
      for index in plan.names.indices { tell(.skipped, index) }
      return
    }
    try measure()
    if format == .folder {
      try eachFrame(except: skipped) { picture, depth, _, index in
        try staging.place(plan.names[index]) { try picture.write(to: $0, depth: depth, file: options.file) }
      }
    } else {
      let start = g_get_monotonic_time()
      try staging.place(plan.names[0]) { path in
        var sink: (any FrameSink)?
        try eachFrame(except: []) { picture, depth, frame, _ in
          if sink == nil { sink = try self.sink(path, depth: depth) }
          try sink!.add(picture, frame)
        }
        try sink?.finish()
      }
      tell(written(survey.first.picture, since: start), 0)
    }
  }

  private func sink(_ path: String, depth: BitDepth) throws -> any FrameSink {
    if format == .video {
      let hasSound = FrameFormat(content) == .video
      return VideoSink(path, rate: survey.videoRate, sound: hasSound ? content : nil)
    }
    return try AnimationSink(
      path, frames: survey.frames.count, plays: survey.plays, depth: depth, file: options.file)
  }

  /// The statistics that the frames of each scene are normalised by, from a few of them.
  private func measure() throws {
    var source: (any FrameSource)?
    var read = 0
    for (scene, range) in survey.scenes.enumerated() {
      for index in FrameSamples.of(range) {
        try Interruption.check()
        if let frame = survey.kept[index] {
          try measure(frame, scene)
          continue
        }
        if source == nil { source = try FrameFormat.read(content, kept: survey.kept) }
        while read < index {
          try source!.skip()
          read += 1
        }
        guard let frame = try source!.next() else { throw changed }
        read += 1
        try measure(frame, scene)
      }
    }
  }

  private func measure(_ frame: Frame, _ scene: Int) throws {
    let inputs = try inputs(frame)
    try options.withJob(inputs, mixture: mixture) { job in
      try reportingFailure { adain_gegl_measure(session.handle, &job, &statistics[scene], $0) }
    }
  }

  private func inputs(_ frame: Frame) throws -> StylizeInputs {
    let content = try frame.picture.resized(shorterSide: options.result.size, session: session)
    mask = try mask?.asMask(of: content, session: session)
    return StylizeInputs(content: content, depth: BitDepth(holding: frame.picture.format), mask: mask)
  }

  /// Stylises the frames but the unwanted ones, which are read all the same, since what is held depends on
  /// them.
  private func eachFrame(
    except unwanted: Set<Int>, _ body: (Picture, BitDepth, Frame, Int) throws -> Void
  ) throws {
    let source = try FrameFormat.read(content, kept: survey.kept)
    var (index, scene) = (0, 0)
    while let frame = try source.next() {
      try Interruption.check()
      guard index < survey.frames.count else { throw changed }
      bar.begin(frame.name)
      let start = g_get_monotonic_time()
      if index == survey.scenes[scene].upperBound {
        scene += 1
        hold = nil
      }
      let inputs = try inputs(frame)
      let held = hold(inputs.content)
      if !unwanted.contains(index) {
        let depth = try depth(inputs)
        let result = try stylized(inputs, held, statistics[scene], depth: depth)
        try body(result, depth, frame, index)
        if format == .folder { tell(written(result, since: start), index) }
      } else {
        tell(.skipped, index)
      }
      index += 1
      bar.finish()
    }
    if index < survey.frames.count { throw changed }
  }

  private var changed: CommandFailure {
    CommandFailure(message: word("%s has changed while it was read; start again", content))
  }

  /// The content with what does not change held still; the content itself where it is only copied.
  private func hold(_ content: Picture) -> Picture {
    var neutral = adain_options()
    adain_options_init(&neutral, MemoryLayout<adain_options>.size)
    options.style.fill(&neutral)
    if adain_options_are_neutral(&neutral) != 0 { return content }
    let (width, height) = (Int(content.extent.width), Int(content.extent.height))
    if hold == nil { hold = FrameHold(width: width, height: height) }
    return Picture(width: width, height: height, rgba: hold!.next(content.rgba), at: content.extent)
  }

  private func depth(_ inputs: StylizeInputs) throws -> BitDepth {
    let (name, content) =
      switch format {
      case .folder: (plan.names[0], inputs.depth)
      case .animation:
        // A GIF is made of what a PNG holds.
        (Files.ending(of: plan.names[0]) == "webp" ? "a.webp" : "a.png", survey.depth)
      case .video: ("a.webp", BitDepth.eight)
      }
    return try ImageFormat.ofOutput(name).depth(requested: options.result.depth, content: content)
  }

  private func stylized(
    _ inputs: StylizeInputs, _ held: Picture, _ statistics: OpaquePointer?, depth: BitDepth
  ) throws -> Picture {
    let output = inputs.content.emptyResult(
      depth: depth, alpha: format == .folder ? inputs.content.hasAlpha : survey.hasAlpha,
      stripped: options.file.strip)
    let shown = StylizeInputs(content: held, depth: inputs.depth, mask: inputs.mask)
    try options.withJob(shown, mixture: mixture) { job in
      job.output = output.buffer
      job.options.statistics = statistics
      bar.follow(&job.options)
      try reportingFailure { adain_gegl_stylize(session.handle, &job, $0) }
    }
    return output
  }

  private func written(_ picture: Picture, since start: gint64) -> PictureRecord.Outcome {
    .written(
      width: Int(picture.extent.width), height: Int(picture.extent.height),
      seconds: Double(g_get_monotonic_time() - start) / 1e6)
  }

  private func tell(_ outcome: PictureRecord.Outcome, _ index: Int) {
    let source = format == .folder ? survey.frames[index].file.map { "\(content)/\($0)" } : nil
    options.tell(
      outcome, PictureRecord(content: source ?? content, mixture: mixture, output: plan.path(index)), bar)
  }
}

extension StylizeCommand {
  /// A file, or a folder with a file for each frame, called as the frame is.
  func framesPlan(_ survey: FrameSurvey, format: FrameFormat) throws -> OutputPlan {
    let content = contents[0]
    let inputs =
      [content] + style.moreInputs
      + survey.frames.compactMap { frame in frame.file.map { "\(content)/\($0)" } }
    if result.isStandardOutput {
      throw CommandFailure(
        message: word("frames do not go to standard output; name a file or a folder with -o"))
    }
    let isFolder = format == .folder
    let names = survey.frames.map { "\($0.name).\(ending(for: $0.file ?? "frame.png"))" }
    let plan = try OutputPlan(
      output: result.output, folderNames: isFolder ? names : [Files.name(of: result.output)],
      sources: isFolder ? names : [content], inputs: inputs, countsFolder: isFolder,
      overwrites: existing.overwrite)
    if isFolder { for name in plan.names { _ = try ImageFormat.ofOutput(name) } }
    return plan
  }
}
