// What changes in the course of a training: plans, weights, the rate, the average, the frozen encoder; and
// that it goes on from a checkpoint as if it had never stopped with all of it.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import AdaINTraining
import Testing

@Suite struct CourseTests {
  static let load: PictureFolder.Load = { path in
    var random = SeededRandom(UInt64(truncatingIfNeeded: path.utf8.reduce(0) { $0 &* 31 &+ Int($1) }))
    return TrainingPicture(
      width: 40, height: 33, pixels: (0..<40 * 33 * 3).map { _ in UInt8(random.int(0...255)) })
  }

  /// A narrow training with everything that can be chosen.
  static func everything() throws -> TrainingOptions {
    var options = TrainingOptions()
    options.widths = [3, 5, 7, 18]
    options.part = .both
    options.contentWeight = Course(2, 1)
    options.identityWeight = Course(20, 2)
    options.embeddingSteps = 1
    options.reconstructionSteps = 1
    options.learningRate = 1e-3
    options.schedule = .constant
    options.losses.embedding = 5
    options.losses.featureIdentity = 1
    options.losses.range = 3
    options.losses.normalizesStyle = true
    options.course.plan = try Plan("crop 16 batch 2 steps 3, crop 24 batch 1 steps 4, rate 5e-4 steps 2")
    options.course.warmUp = 2
    options.course.cosineFrom = 0.5
    options.course.average = 0.9
    options.course.freezeEncoderAfter = 0.7
    options.course.clip = 5
    options.crops.scale = ScaleRange(0.5, 2)
    options.crops.noise = 0.05
    options.crops.vary = 0.5
    options.crops.varyContent = 0.5
    options.crops.hard = 0.6
    options.losses.identityShare = 0.5
    return options
  }

  static func trainer(_ options: TrainingOptions, threads: Int = 2) throws -> Trainer {
    try Trainer(
      options, initial: InitialWeights(widths: options.widths!, seed: options.seed),
      loss: ModelWeights(GoldenModel.compact.file), threads: threads, targetRoom: 1 << 20)
  }

  static func pairs() throws -> HeldOutPairs {
    try HeldOutPairs(
      (0..<5).map { (try load("unseen \($0)"), try load("unseen style \($0)")) }, side: 16, interval: 2)
  }

  private static func run(
    _ options: TrainingOptions, _ folder: String, threads: Int = 2, upTo last: Int? = nil
  )
    throws -> [TrainingRun.Report]
  {
    var files = TrainingFiles(model: folder + "/model.safetensors")
    files.log = folder + "/log.csv"
    let run = try TrainingRun(
      trainer(options, threads: threads), files: files,
      contents: PictureFolder(paths: (0..<5).map { "content \($0)" }, room: 1 << 20, load: load),
      styles: PictureFolder(paths: (0..<6).map { "style \($0)" }, room: 1 << 20, load: load), resumes: true,
      interval: 2, minutes: nil, heldOut: pairs())
    var reports: [TrainingRun.Report] = []
    try run.run {
      reports.append($0)
      return last.map { reports.last!.step < $0 } ?? true
    }
    return reports
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    try File.read(path, limit: 1 << 24, kind: "file")
  }

  @Test(arguments: [0, 2]) func goesOnWithEverything(fixedCrops: Int) throws {
    var options = try Self.everything()
    options.fixedCrops = fixedCrops
    try TestFiles.withFolder { whole in
      try TestFiles.withFolder { parts in
        let reports = try Self.run(options, whole)
        #expect(reports.map(\.step) == Array(1...9))
        #expect(
          reports.map { $0.heldOut != nil } == [false, true, false, true, false, true, false, true, true])
        #expect(reports.allSatisfy { $0.losses.total.isFinite })
        _ = try Self.run(options, parts, threads: 1, upTo: 3)
        _ = try Self.run(options, parts, upTo: 6)
        _ = try Self.run(options, parts)
        for name in ["model.safetensors", "model.safetensors.checkpoint"] {
          #expect(try Self.bytes("\(whole)/\(name)") == Self.bytes("\(parts)/\(name)"), "\(name) differs")
        }
        func rows(_ folder: String) throws -> [[Substring]] {
          String(decoding: try Self.bytes(folder + "/log.csv"), as: UTF8.self).split(separator: "\n").map {
            var columns = $0.split(separator: ",", omittingEmptySubsequences: false)
            columns.remove(at: 4)
            return columns
          }
        }
        let (a, b) = (try rows(whole), try rows(parts))
        #expect(a == b && a.count == 10 && a.allSatisfy { $0.count == 8 })
        #expect(a[0].suffix(4) == ["held-out-content", "held-out-style", "average-content", "average-style"])
        #expect(a[1].suffix(4) == ["", "", "", ""] && a[2].suffix(4).allSatisfy { Double($0)! > 0 })
        let model = try Safetensors(path: whole + "/model.safetensors", kind: "model")
        #expect(model.tensors["encoder.conv4_1.weight"]!.shape == [18, 7, 3, 3])
        #expect(!model.tensors.keys.contains { $0.hasPrefix("embedding") || $0.hasPrefix("average") })
        let training = try #require(model.metadata["training"])
        #expect(training.contains("widths 3/5/7/18") && training.contains("clip 5.0, steps 9"))
      }
    }
  }

  @Test func settingsOfSteps() throws {
    var options = try Self.everything()
    let sizes = (0..<9).map { options.settings(at: $0) }
    #expect(sizes.map(\.crop) == [16, 16, 16, 24, 24, 24, 24, 24, 24])
    #expect(sizes.map(\.batch) == [2, 2, 2, 1, 1, 1, 1, 1, 1])
    #expect((0..<9).map { options.batchPlan.shape(at: $0).side } == sizes.map(\.crop))
    #expect(sizes.map(\.learnsEncoder) == (0..<9).map { Double($0) / 9 < 0.7 })
    #expect(sizes[0].rate == 5e-4 && sizes[1].rate == 1e-3 && sizes[4].rate == 1e-3)
    #expect(sizes[8].rate < sizes[7].rate && sizes[7].rate < 5e-4)
    #expect(sizes[0].identityWeight == 20 && abs(sizes[3].identityWeight - 14) < 1e-12)
    #expect(sizes[0].embeddingWeight == 5 && sizes[5].embeddingWeight == 0)
    #expect(
      sizes.map(\.phase)
        == [.embedding, .reconstruction] + [StepSettings.Phase](repeating: .style, count: 7))
    options.course.plan = try Plan("steps 2\n identity-weight 7 crop 32")
    #expect(options.settings(at: 1).identityWeight != 7 && options.settings(at: 5).identityWeight == 7)
    #expect(options.length == nil)
    expectError(.invalidArgument, "number of steps") { _ = try Self.trainer(options) }
  }

  /// Hard pairs come again the more often, and the state survives as text.
  @Test func hardPairsComeAgain() {
    var hard = HardPairs(share: 0.5, seed: 3)
    let pairs = (0..<10).map { PairAddress(step: 0, place: $0) }
    var counts = [Int](repeating: 0, count: 10)
    for step in 0..<200 {
      hard.note(pairs, losses: (0..<10).map { Double($0) }, step: step, count: 4)
      let drawn = hard.repeats[step + HardPairs.delay]!
      #expect(drawn.count == 2 && Set(drawn).count == 2)
      for pair in drawn { counts[pair.place] += 1 }
      #expect(hard.repeats.count <= HardPairs.delay)
    }
    #expect(counts[0] == 0 && counts[9] > 2 * counts[3], "\(counts)")
    #expect(HardPairs(hard.text, share: 0.5, seed: 3) == hard)
    for text in ["", "1 2|", "|x: 1 2", "|3: 1", "1 2 3"] {
      #expect(HardPairs(text, share: 1, seed: 1) == nil)
    }
    // What is easy is forgotten first.
    for step in 200..<300 {
      let some = (0..<4).map { PairAddress(step: step, place: $0) }
      hard.note(some, losses: [1, 50, 60, 70], step: step, count: 4)
    }
    #expect(hard.text.split(separator: "|")[0].split(separator: ";").count == 256)
  }

  @Test func plansAndCoursesAreRead() throws {
    #expect(
      try Plan("crop 128 batch 8 steps 20, rate 1e-4").description
        == "crop 128 batch 8 steps 20 / rate 0.0001")
    for (text, words) in [
      ("", "no stage"), ("crop", "odd number"), ("crop 30", "multiple of 8"),
      ("crop 32, crop 64", "how many steps"),
      ("speed 3", "does not know speed"), ("rate nan", "rate nan"), ("batch 0 steps 1", "from 1 to 256"),
    ] { expectError(.invalidArgument, words) { _ = try Plan(text) } }
    #expect(Course("20:2") == Course(20, 2) && Course("3") == 3 && Course("20:2")!.value(at: 0.5) == 11)
    for text in ["", ":", "1:", "1:2:3", "x"] { #expect(Course(text) == nil) }
  }

  @Test func settingsThatDifferAreNamed() throws {
    try TestFiles.withFolder { folder in
      var options = try Self.everything()
      _ = try Self.run(options, folder, upTo: 1)
      options.crops.noise = 0
      options.course.clip = 6
      expectError(.mismatch, "noise 0.05, not default; clip 5.0, not 6.0;") {
        _ = try Self.run(options, folder)
      }
    }
  }

  /// Defaults are named as they always were: checkpoints of before go on.
  @Test func defaultsAreNamedAsBefore() {
    #expect(
      TrainingOptions().identity == "width given, part decoder, content-weight 1.0, style-weight 10.0, "
        + "identity-weight 0.0, reconstruction-steps 0, crop 256, batch 8, learning-rate 0.0001, "
        + "schedule inverse, seed 1, fixed-crops 0")
  }

  @Test func levelsAreWidenedEachByItsOwn() throws {
    let narrow = try InitialWeights(widths: [3, 5, 7, 9], seed: 4)
    let wide = try narrow.widened(to: [3, 10, 7, 36], seed: 1)
    #expect(wide.encoder.map(\.outputs) == [3, 3, 10, 10, 7, 7, 7, 7, 36])
    try expectSame(wide, narrow)
    expectError(.invalidArgument, "cannot be widened to 4,5,7,9") {
      _ = try narrow.widened(to: [4, 5, 7, 9], seed: 1)
    }
    expectError(.invalidArgument, "four numbers") { _ = try InitialWeights(widths: [3, 5, 0, 9], seed: 1) }
  }
}
