// A thread that reads pictures ahead of the training, so that it never waits for files.

import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// The crops of one step.
package struct CropBatch: Sendable {
  /// `[image][y][x][3]`, 0...1.
  package let contents, styles: [Float]
  /// The contents as the network sees them, if that is with noise.
  package let noisyContents: [Float]?
  package let contentChoices, styleChoices: [CropChoice]
  /// Which pairs these are.
  package let pairs: [PairAddress]

  package init(
    contents: [Float], styles: [Float], noisyContents: [Float]? = nil, contentChoices: [CropChoice],
    styleChoices: [CropChoice], pairs: [PairAddress] = []
  ) {
    self.pairs = pairs
    self.contents = contents
    self.styles = styles
    self.noisyContents = noisyContents
    self.contentChoices = contentChoices
    self.styleChoices = styleChoices
  }
}

/// Makes the batches of one step after the other on a thread of its own, a few ahead.
package final class BatchLoader {
  private let shared: Shared
  private var thread = pthread_t()

  /// - Parameters:
  ///   - first: the first step, from 0.
  ///   - repeats: pairs that come again, by step; nil: none ever do.
  package init(
    contents: PictureFolder, styles: PictureFolder, plan: BatchPlan, first: Int,
    repeats: [Int: [PairAddress]]? = nil
  ) throws(AdaINError) {
    shared = Shared(contents: contents, styles: styles, plan: plan, next: first, repeats: repeats)
    let argument = Unmanaged.passRetained(shared)
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Shared>.fromOpaque(argument!).takeRetainedValue().fill()
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      throw AdaINError(.outOfMemory, "no thread can be started for reading pictures: \(File.reason(status))")
    }
  }

  deinit {
    shared.stop()
    pthread_join(thread, nil)
  }

  /// Says which pairs come again, after each step for the one that is `HardPairs.delay` later.
  package func set(repeats: [Int: [PairAddress]]) { shared.set(repeats: repeats) }

  /// The next step's batch, and what could not be read for it.
  package func next() throws(AdaINError) -> (batch: CropBatch, complaints: [String]) {
    let result = shared.take()
    return (try result.batch.get(), result.complaints)
  }
}

private final class Shared: @unchecked Sendable {
  typealias Loaded = (batch: Result<CropBatch, AdaINError>, complaints: [String])
  private static let ahead = 3

  private let contents, styles: PictureFolder
  private let contentSampler, styleSampler: Sampler
  private let plan: BatchPlan
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Under the mutex.
  private var ready: [Loaded] = []
  private var repeats: [Int: [PairAddress]]?
  /// The step up to which repeats are known.
  private var known: Int
  private var isStopping = false
  // The loader's.
  private var next: Int

  init(
    contents: PictureFolder, styles: PictureFolder, plan: BatchPlan, next: Int, repeats: [Int: [PairAddress]]?
  ) {
    self.repeats = repeats
    known = next + HardPairs.delay
    self.contents = contents
    self.styles = styles
    self.plan = plan
    self.next = next
    contentSampler = Sampler(
      seed: plan.seed, pictures: contents.paths.count, fixedCrops: plan.fixedCrops, areStyles: false)
    styleSampler = Sampler(
      seed: plan.seed, pictures: styles.paths.count, fixedCrops: plan.fixedCrops, areStyles: true)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  func stop() {
    pthread_mutex_lock(mutex)
    isStopping = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  func set(repeats: [Int: [PairAddress]]) {
    pthread_mutex_lock(mutex)
    self.repeats = repeats
    known += 1
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// The pairs that come again in the next step, as soon as they are known.
  private func nextRepeats() -> [PairAddress] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while repeats != nil && next >= known && !isStopping { pthread_cond_wait(changed, mutex) }
    return repeats?[next] ?? []
  }

  func take() -> Loaded {
    pthread_mutex_lock(mutex)
    while ready.isEmpty { pthread_cond_wait(changed, mutex) }
    let loaded = ready.removeFirst()
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
    return loaded
  }

  /// The thread's life: until it is stopped, or after an error.
  func fill() {
    while true {
      let loaded = load()
      pthread_mutex_lock(mutex)
      while ready.count >= Self.ahead && !isStopping { pthread_cond_wait(changed, mutex) }
      ready.append(loaded)
      pthread_cond_broadcast(changed)
      let ends = isStopping
      pthread_mutex_unlock(mutex)
      if ends { return }
      if case .failure = loaded.batch { return }
    }
  }

  private func load() -> Loaded {
    defer { next += 1 }
    do throws(AdaINError) {
      let repeated = nextRepeats()
      let pairs = (0..<plan.shape(at: next).pairs).map { place in
        place < repeated.count ? repeated[place] : PairAddress(step: next, place: place)
      }
      let (content, contentChoices) = try crops(pairs, contents, contentSampler, plan.content)
      let (style, styleChoices) = try crops(pairs, styles, styleSampler, plan.style)
      let batch = CropBatch(
        contents: content, styles: style, noisyContents: plan.content.noise > 0 ? noisy(content) : nil,
        contentChoices: contentChoices, styleChoices: styleChoices, pairs: pairs)
      return (.success(batch), complaints())
    } catch {
      return (.failure(error), complaints())
    }
  }

  private func complaints() -> [String] {
    defer {
      contents.complaints = []
      styles.complaints = []
    }
    return contents.complaints + styles.complaints
  }

  private func crops(
    _ pairs: [PairAddress], _ folder: PictureFolder, _ sampler: Sampler, _ settings: CropSettings
  ) throws(AdaINError) -> ([Float], [CropChoice]) {
    let shape = plan.shape(at: next)
    var pixels: [Float] = []
    var choices: [CropChoice] = []
    pixels.reserveCapacity(shape.pairs * shape.side * shape.side * 3)
    for pair in pairs {
      var (choice, random) = sampler.draw(step: pair.step, place: pair.place)
      let (number, picture) = try folder.picture(choice.picture)
      if number != choice.picture {
        choice = CropChoice(picture: number, variant: choice.variant)
        if choice.variant != nil { random = sampler.cutting(choice) }
      }
      pixels += try picture.crop(side: shape.side, settings, &random)
      choices.append(choice)
    }
    return (pixels, choices)
  }

  /// Contents with noise of a deviation between 0 and the largest.
  private func noisy(_ contents: [Float]) -> [Float] {
    let shape = plan.shape(at: next)
    let count = shape.side * shape.side * 3
    return (0..<shape.pairs).flatMap { place in
      var random = contentSampler.noise(step: next, place: place)
      let deviation = plan.content.noise * random.unit()
      return CropChanges.noisy(
        contents[place * count..<(place + 1) * count], deviation: deviation, &random)
    }
  }
}
