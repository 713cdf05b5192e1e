// The work of `adain optimize`: pictures in, steps with a bar, the picture and its log out.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINTraining
import CAdaINGEGL
import CGEGL
import Glibc

struct OptimizeRun {
  private let command: OptimizeCommand
  private let session: GEGLSession
  private let plan: OutputPlan
  private let staging: StagingFolder
  private let logStaging: StagingFolder?

  /// Looks at all names before any work.
  init(_ command: OptimizeCommand, session: GEGLSession) throws {
    self.command = command
    self.session = session
    plan = try command.outputPlan()
    for path in [command.content, command.style] {
      if Files.isFolder(path) {
        throw CommandFailure(message: word("%s is a folder; optimising takes one image at a time", path))
      }
    }
    if !Files.exists(command.style) {
      throw CommandFailure(
        message: word(
          "there is no image %s; optimising needs the style's pixels, not a name of the gallery",
          command.style))
    }
    staging = try StagingFolder(in: plan.folder)
    if let log = command.result.log { try Files.checkFolder(of: log) }
    logStaging = try command.result.log.map { try StagingFolder(in: Files.folder(of: $0)) }
  }

  func run() throws {
    let weights = try LossNetworkFile(path: session.modelPath(command.objective.lossNetwork)).weights
    let original = try Picture(path: command.content)
    let originalStyle = try Picture(path: command.style)
    try checkMemory(original, originalStyle, weights)
    let content = try original.resized(shorterSide: command.result.size, session: session)
    let style = try originalStyle.resized(shorterSide: command.result.styleSize, session: session)
    let bar = ProgressBar(total: 1)
    bar.begin(Files.name(of: command.content))
    let optimizer = try PictureOptimizer(
      command.options, content: try content.opaque(command.content), style: try style.opaque(command.style),
      loss: weights, threads: command.result.threads, goesOn: { !Interruption.isRequested })
    let rows = try descend(optimizer, bar)
    bar.erase()
    try write(optimizer.pixels, content: content, depth: BitDepth(holding: original.format))
    if let log = command.result.log, let logStaging {
      try logStaging.place(Files.name(of: log)) {
        try File.write(Array(rows.utf8), to: FilePath($0), kind: "log")
      }
    }
  }

  /// - Returns: the log.
  private func descend(_ optimizer: PictureOptimizer, _ bar: ProgressBar) throws -> String {
    var rows = "content,style,total,seconds\n"
    let start = Progress.seconds()
    func add(_ losses: PictureLosses) {
      rows += "\(losses.content),\(losses.style),\(losses.total),\(Progress.seconds() - start)\n"
    }
    add(optimizer.losses)
    while optimizer.step < command.descent.steps {
      try Interruption.check()
      guard try optimizer.advance() else {
        bar.erase()
        Notes.print(word("no step lowers the losses any more after %s", optimizer.step))
        break
      }
      add(optimizer.losses)
      bar.update(Double(optimizer.step) / Double(command.descent.steps))
    }
    return rows
  }

  private func write(_ pixels: [Float], content: Picture, depth: BitDepth) throws {
    let name = plan.names[0]
    let format = try ImageFormat.ofOutput(name)
    let depth = try format.depth(requested: command.result.depth, content: depth)
    let output = content.emptyResult(depth: depth, alpha: content.hasAlpha, stripped: command.file.strip)
    output.setColors(pixels, alpha: content.colors)
    try staging.place(name) { try output.write(to: $0, depth: depth, file: command.file) }
    if !format.hasAlpha && content.isTransparent { Notes.print(command.file.flattening(plan.path(0))) }
  }

  /// Refuses what the machine cannot hold, before it is asked to.
  private func checkMemory(_ content: Picture, _ style: Picture, _ weights: ModelWeights) throws {
    func size(_ picture: Picture, _ shorterSide: Int) -> Size {
      let (width, height) = (Double(picture.extent.width), Double(picture.extent.height))
      let scale = shorterSide > 0 ? Double(shorterSide) / max(min(width, height), 1) : 1
      return Size(width: Int(min(width * scale, 1e9)), height: Int(min(height * scale, 1e9)))
    }
    let needed = PictureObjective.bytes(
      content: size(content, command.result.size), style: size(style, command.result.styleSize), loss: weights
    )
    let all = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    guard needed <= all else {
      throw CommandFailure(
        message: word(
          """
          this would take %s of memory, and the machine has %s; choose a smaller --size or \
          --style-size
          """, Quantity.bytes(UInt64(needed)), Quantity.bytes(UInt64(all))))
    }
  }
}

extension Picture {
  /// The colours in sRGB with alpha, `[y][x][4]`.
  var colors: [Float] {
    var area = extent
    var pixels = [Float](repeating: 0, count: 4 * Int(area.width) * Int(area.height))
    gegl_buffer_get(buffer, &area, 1, babl_format("R'G'B'A float"), &pixels, 0, GEGL_ABYSS_NONE)
    return pixels
  }

  /// What a network sees of it: 0 to 1, what is transparent on white.
  func opaque(_ path: String) throws -> OptimizedPicture {
    var area = extent
    var pixels = [Float](repeating: 0, count: 3 * Int(area.width) * Int(area.height))
    gegl_buffer_get(
      flattened(on: .white).buffer, &area, 1, babl_format("R'G'B' float"), &pixels, 0, GEGL_ABYSS_NONE)
    guard !pixels.isEmpty, pixels.allSatisfy(\.isFinite) else {
      throw CommandFailure(
        message: word("%s has no pixels, or some that are not numbers; repair it first", path))
    }
    for i in pixels.indices { pixels[i] = min(max(pixels[i], 0), 1) }
    return OptimizedPicture(size: Size(width: Int(extent.width), height: Int(extent.height)), pixels: pixels)
  }

  /// Takes colours in sRGB, `[y][x][3]`, and the alpha of `[y][x][4]`.
  func setColors(_ colors: [Float], alpha: [Float]) {
    var pixels = alpha
    for i in 0..<colors.count / 3 {
      for k in 0..<3 { pixels[4 * i + k] = colors[3 * i + k] }
    }
    var area = extent
    gegl_buffer_set(buffer, &area, 0, babl_format("R'G'B'A float"), pixels, 0)
  }
}
