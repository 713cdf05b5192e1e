// A thread that reads pictures ahead of the training, so that it never waits for files.

import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// The crops of one step.
package struct CropBatch: Sendable {
  /// `[image][y][x][3]`, 0...1.
  package let contents, styles: [Float]
  package let contentChoices, styleChoices: [CropChoice]

  package init(contents: [Float], styles: [Float], contentChoices: [CropChoice], styleChoices: [CropChoice]) {
    self.contents = contents
    self.styles = styles
    self.contentChoices = contentChoices
    self.styleChoices = styleChoices
  }
}

/// Files that crops are cut from. A file that cannot be read is named once and replaced by the next one. For
/// one thread.
package final class PictureFolder: @unchecked Sendable {
  /// Reads a picture; what it throws becomes the text that names the file.
  package typealias Load = @Sendable (_ path: String) throws -> TrainingPicture

  package let paths: [String]
  private let load: Load
  private var kept: [Int: TrainingPicture] = [:]
  private var room: Int
  private var broken: Set<Int> = []
  /// What could not be read since the last look, and why.
  package var complaints: [String] = []

  /// - Parameter room: bytes of pictures that are kept.
  package init(paths: [String], room: Int, load: @escaping Load) {
    self.paths = paths
    self.room = room
    self.load = load
  }

  /// The picture of this number, or the first readable one after it.
  package func picture(_ number: Int) throws(AdaINError) -> (number: Int, picture: TrainingPicture) {
    for offset in 0..<paths.count {
      let number = (number + offset) % paths.count
      if let picture = kept[number] { return (number, picture) }
      if broken.contains(number) { continue }
      do {
        let picture = try load(paths[number])
        if picture.pixels.count <= room {
          kept[number] = picture
          room -= picture.pixels.count
        }
        return (number, picture)
      } catch {
        broken.insert(number)
        complaints.append("\(paths[number]) is left out: \(error)")
      }
    }
    throw AdaINError(
      .unreadable, "none of \(paths.count) pictures can be read; the first is \(paths.first ?? "")")
  }
}

/// Makes the batches of one step after the other on a thread of its own, a few ahead.
package final class BatchLoader {
  private let shared: Shared
  private var thread = pthread_t()

  /// - Parameter first: the first step, from 0.
  package init(contents: PictureFolder, styles: PictureFolder, options: TrainingOptions, first: Int)
    throws(AdaINError)
  {
    shared = Shared(contents: contents, styles: styles, options: options, next: first)
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
  private let options: TrainingOptions
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Under the mutex.
  private var ready: [Loaded] = []
  private var isStopping = false
  // The loader's.
  private var next: Int

  init(contents: PictureFolder, styles: PictureFolder, options: TrainingOptions, next: Int) {
    self.contents = contents
    self.styles = styles
    self.options = options
    self.next = next
    contentSampler = Sampler(
      seed: options.seed, pictures: contents.paths.count, fixedCrops: options.fixedCrops, areStyles: false)
    styleSampler = Sampler(
      seed: options.seed, pictures: styles.paths.count, fixedCrops: options.fixedCrops, areStyles: true)
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
      let (content, contentChoices) = try crops(contents, contentSampler)
      let (style, styleChoices) = try crops(styles, styleSampler)
      let batch = CropBatch(
        contents: content, styles: style, contentChoices: contentChoices, styleChoices: styleChoices)
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

  private func crops(_ folder: PictureFolder, _ sampler: Sampler) throws(AdaINError) -> (
    [Float], [CropChoice]
  ) {
    var pixels: [Float] = []
    var choices: [CropChoice] = []
    pixels.reserveCapacity(options.batch * options.crop * options.crop * 3)
    for place in 0..<options.batch {
      var (choice, random) = sampler.draw(step: next, place: place)
      let (number, picture) = try folder.picture(choice.picture)
      if number != choice.picture {
        choice = CropChoice(picture: number, variant: choice.variant)
        if choice.variant != nil { random = sampler.cutting(choice) }
      }
      pixels += try picture.crop(side: options.crop, &random)
      choices.append(choice)
    }
    return (pixels, choices)
  }
}
