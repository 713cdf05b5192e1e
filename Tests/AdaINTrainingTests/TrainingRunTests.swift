// A training's course: what a step draws, where runs stop and go on, what their files say, what broken files
// do.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import AdaINTraining
import Testing

@Suite struct TrainingRunTests {
  /// A narrow training on pictures of noise.
  private struct Setting {
    var options = TrainingOptions()
    var loads: PictureFolder.Load = { path in
      var random = SeededRandom(UInt64(path.utf8.reduce(0) { $0 &* 31 &+ Int($1) }))
      return TrainingPicture(
        width: 40, height: 33, pixels: (0..<40 * 33 * 3).map { _ in UInt8(random.int(0...255)) })
    }

    init() {
      options.width = Fraction(1, 16)
      options.part = .both
      options.identityWeight = 20
      options.reconstructionSteps = 2
      options.crop = 16
      options.batch = 2
      options.learningRate = 1e-3
      options.steps = 7
    }

    func trainer(threads: Int = 2) throws -> Trainer {
      let loss = try ModelWeights(GoldenModel.compact.file)
      return try Trainer(
        options, initial: InitialWeights(width: options.width!, seed: options.seed), loss: loss,
        threads: threads,
        targetRoom: 1 << 20)
    }

    func run(
      _ trainer: Trainer, _ folder: String, resumes: Bool = false, interval: Int = 3, upTo last: Int? = nil
    )
      throws -> [TrainingRun.Report]
    {
      var files = TrainingFiles(model: folder + "/model.safetensors")
      files.log = folder + "/log.csv"
      files.metadata = ["name": "test"]
      let contents = PictureFolder(paths: (0..<5).map { "content \($0)" }, room: 1 << 20, load: loads)
      let styles = PictureFolder(paths: (0..<6).map { "style \($0)" }, room: 0, load: loads)
      let run = try TrainingRun(
        trainer, files: files, contents: contents, styles: styles, resumes: resumes, interval: interval,
        minutes: nil)
      var reports: [TrainingRun.Report] = []
      try run.run {
        reports.append($0)
        return last.map { reports.last!.step < $0 } ?? true
      }
      return reports
    }
  }

  private func rows(_ path: String) throws -> [String] {
    String(decoding: try File.read(path, limit: 1 << 20, kind: "log"), as: UTF8.self).split(separator: "\n")
      .map(String.init)
  }

  @Test(arguments: [0, 2]) func goesOnAsIfItHadNeverStopped(fixedCrops: Int) throws {
    var setting = Setting()
    setting.options.fixedCrops = fixedCrops
    try TestFiles.withFolder { whole in
      try TestFiles.withFolder { parts in
        let reports = try setting.run(setting.trainer(), whole)
        #expect(reports.map(\.step) == Array(1...7))
        #expect(reports.map(\.savedCheckpoint) == [false, false, true, false, false, true, true])
        #expect(try setting.run(setting.trainer(threads: 1), parts, upTo: 2).count == 2)
        #expect(try setting.run(setting.trainer(), parts, resumes: true, upTo: 5).map(\.step) == [3, 4, 5])
        // A run that was killed has written rows behind its checkpoint.
        let log = parts + "/log.csv"
        try File.write(
          File.read(log, limit: 1 << 20, kind: "log") + Array("1,2,3,4,5\n6,7".utf8), to: log, kind: "log")
        #expect(try setting.run(setting.trainer(), parts, resumes: true).map(\.step) == [6, 7])
        for name in ["model.safetensors", "model.safetensors.checkpoint"] {
          #expect(
            try File.read("\(whole)/\(name)", limit: 1 << 24, kind: "")
              == File.read("\(parts)/\(name)", limit: 1 << 24, kind: ""), "\(name) differs")
        }
        let (a, b) = (try rows(whole + "/log.csv"), try rows(log))
        #expect(a.first == "content,style,identity,total,seconds" && a.count == 8 && b.count == 8)
        for (a, b) in zip(a, b) {
          #expect(a.split(separator: ",").dropLast() == b.split(separator: ",").dropLast())
        }
        #expect(
          TestFiles.names(in: parts) == ["log.csv", "model.safetensors", "model.safetensors.checkpoint"])
      }
    }
  }

  @Test func learnsToGiveThePictureBackAndThenStyle() throws {
    var setting = Setting()
    setting.options.steps = 60
    setting.options.reconstructionSteps = 40
    try TestFiles.withFolder { folder in
      let reports = try setting.run(setting.trainer(), folder)
      let reconstruction = reports.prefix(40).map(\.losses)
      #expect(reconstruction.allSatisfy { $0.content == 0 && $0.style == 0 && $0.total == 20 * $0.identity })
      #expect(
        reconstruction[35...].map(\.identity).reduce(0, +) < 0.8
          * reconstruction[..<5].map(\.identity).reduce(0, +))
      let style = reports.suffix(20).map(\.losses)
      #expect(
        style.allSatisfy { abs($0.total - $0.content - 10 * $0.style - 20 * $0.identity) < 1e-9 * $0.total })
      #expect(try Model(path: folder + "/model.safetensors").featureChannels == 32)
    }
  }

  @Test func brokenFilesAreNamedOnceAndSkipped() throws {
    struct Broken: Error, CustomStringConvertible { var description: String { "it is no picture" } }
    var setting = Setting()
    let loads = setting.loads
    setting.loads = { path in
      if path == "content 1" || path == "style 5" { throw Broken() } else { return try loads(path) }
    }
    try TestFiles.withFolder { folder in
      setting.options.steps = 12
      let complaints = try setting.run(setting.trainer(), folder).flatMap(\.complaints).sorted()
      #expect(
        complaints == ["content 1 is left out: it is no picture", "style 5 is left out: it is no picture"])
    }
    setting.loads = { _ in throw Broken() }
    try TestFiles.withFolder { folder in
      expectError(.unreadable, "none of 5 pictures") { _ = try setting.run(setting.trainer(), folder) }
    }
  }

  @Test func checkpointsOfOtherTrainingsAreRefused() throws {
    var setting = Setting()
    setting.options.steps = 1
    try TestFiles.withFolder { folder in
      _ = try setting.run(setting.trainer(), folder)
      var other = setting
      other.options.batch = 3
      expectError(.mismatch, "batch 2, not 3") { _ = try other.run(other.trainer(), folder, resumes: true) }
      let path = folder + "/model.safetensors.checkpoint"
      let bytes = try File.read(path, limit: 1 << 24, kind: "checkpoint")
      try File.write(Array(bytes.prefix(bytes.count / 2)), to: path, kind: "checkpoint")
      expectError(.malformed, "cut short") { _ = try setting.run(setting.trainer(), folder, resumes: true) }
    }
  }

  /// Steps draw what their number says, wherever the training began.
  @Test func drawsFollowFromTheStep() {
    let sampler = Sampler(seed: 5, pictures: 1000, fixedCrops: 0, areStyles: false)
    let other = Sampler(seed: 6, pictures: 1000, fixedCrops: 0, areStyles: false)
    let draws = (0..<64).map { sampler.draw(step: $0 / 8, place: $0 % 8).choice.picture }
    #expect(draws == (0..<64).map { sampler.draw(step: $0 / 8, place: $0 % 8).choice.picture })
    #expect(draws != (0..<64).map { other.draw(step: $0 / 8, place: $0 % 8).choice.picture })
    #expect(Set(draws).count > 55)
  }

  @Test func cropsStayInsideAndFlip() throws {
    // Each pixel says where it is.
    let (width, height) = (50, 40)
    let pixels = (0..<width * height).flatMap { i -> [UInt8] in [UInt8(i % width), UInt8(i / width), 0] }
    let picture = TrainingPicture(width: width, height: height, pixels: pixels)
    var random = CounterRandom(seed: 3, stream: 4)
    var directions: Set<Bool> = []
    for _ in 0..<40 {
      let crop = try picture.crop(side: 40, &random)
      #expect(crop.count == 40 * 40 * 3)
      directions.insert(crop[0] < crop[3 * 39])
    }
    #expect(directions == [true, false])
    // Smaller than the crop: it is enlarged.
    #expect(
      try TrainingPicture(width: 3, height: 5, pixels: .init(repeating: 9, count: 45)).crop(side: 16, &random)
        .count == 768)
    #expect(try picture.middle(side: 40)[0...1] == [Float(5) / 255, 0])
  }

  @Test func widenedNetworksDoTheSame() throws {
    let narrow = try InitialWeights(GoldenModel.compact.file)
    let wide = try narrow.widened(to: Fraction(1, 2), seed: 1)
    #expect(wide.encoder.map(\.outputs) == [32, 32, 64, 64, 128, 128, 128, 128, 256])
    try expectSame(wide, narrow)
    expectError(.invalidArgument, "cannot be widened") { _ = try narrow.widened(to: Fraction(3, 8), seed: 1) }
  }

  @Test func schedules() {
    #expect(Schedule.constant.rate(2, step: 9, of: nil) == 2)
    #expect(abs(Schedule.inverse.rate(2, step: 20_000, of: nil) - 1) < 1e-12)
    #expect(Schedule.cosine.rate(2, step: 0, of: 10) == 2)
    #expect(abs(Schedule.cosine.rate(2, step: 10, of: 10) - 0.02) < 1e-12)
    #expect(
      Fraction("1/4") == Fraction("0.25") && Fraction("1/4")!.of(64) == 16 && Fraction("1/3")!.of(64) == nil)
    #expect(Fraction("0") == nil && Fraction("-1/2") == nil && Fraction("1/0") == nil && Fraction("x") == nil)
  }
}
