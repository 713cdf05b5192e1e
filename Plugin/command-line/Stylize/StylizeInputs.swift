// What a picture is made of, and the job that the library is given: for single pictures and for frames.

import CAdaIN
import CAdaINGEGL
import Glibc

/// What the pictures of one content share.
struct StylizeInputs {
  let content: Picture
  /// Of the content as read, before any resizing.
  let depth: BitDepth
  let mask: Picture?

  init(content: Picture, depth: BitDepth, mask: Picture?) {
    (self.content, self.depth, self.mask) = (content, depth, mask)
  }

  init(content path: String, mask: Picture?, options: StylizeCommand, session: GEGLSession) throws {
    let original =
      path == ContentList.standardInput ? try StandardStreams.readPicture() : try Picture(path: path)
    let content = try original.resized(shorterSide: options.result.size, session: session)
    self.init(
      content: content, depth: BitDepth(holding: original.format),
      mask: try mask?.asMask(of: content, session: session))
  }
}

extension StylizeCommand {
  /// Lends a job whose strings live as long as `body` runs.
  func withJob(
    _ inputs: StylizeInputs, mixture: StyleMixture, _ body: (inout AdainGeglJob) throws -> Void
  ) throws {
    var job = AdainGeglJob()
    adain_gegl_job_init(&job)
    job.content = inputs.content.buffer
    job.extent = inputs.content.extent
    job.mask = inputs.mask?.buffer
    style.fill(&job.options)
    job.style_size = Int32(model.styleSize)
    job.options.threads = Int32(resources.threads)
    job.options.memory = resources.memoryBytes
    let names: [String?] = [model.name, style.backgroundStyle, style.labels] + mixture.parts.map(\.source)
    let strings = names.map { $0.map { strdup($0.system) } ?? nil }
    (job.regions, job.label) = (list(style.regions), list(style.labelStyles))
    defer {
      for string in strings { free(string) }
      g_strfreev(job.regions)
      g_strfreev(job.label)
    }
    job.model = UnsafePointer(strings[0])
    job.background_style = UnsafePointer(strings[1])
    job.labels = UnsafePointer(strings[2])
    withUnsafeMutableBytes(of: &job.styles) { slots in
      let slots = slots.bindMemory(to: UnsafePointer<CChar>?.self)
      for index in mixture.parts.indices { slots[index] = UnsafePointer(strings[index + 3]) }
    }
    withUnsafeMutableBytes(of: &job.weights) { slots in
      let slots = slots.bindMemory(to: Double.self)
      for (index, part) in mixture.parts.enumerated() { slots[index] = part.weight }
    }
    try body(&job)
  }

  /// A list as C has it, ended by NULL, for g_strfreev().
  private func list(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let size = MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
    let list = g_malloc0_n(gsize(texts.count + 1), gsize(size))!
      .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    for (index, text) in texts.enumerated() { list[index] = g_strdup(text.system) }
    return list
  }
}
