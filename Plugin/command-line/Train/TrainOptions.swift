// The options of `adain train`: what they are called, which values they may have, and what follows from them.

import AdaINNetwork
import AdaINRuntime
import AdaINTraining
import ArgumentParser
import CAdaIN
import Glibc

struct TrainingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      word("Share of VGG-19's widths: 1, 1/2, 1/4 … (default: 1, or --from's)."), valueName: "share"))
  var width: String?

  @Option(help: ArgumentHelp(word("Channels of the four levels, as 32,64,128,512."), valueName: "a,b,c,d"))
  var widths: String?

  @Option(
    help: ArgumentHelp(
      word("What learns: decoder or both (default: decoder at width 1, else both)."), valueName: "part"))
  var part: String?

  @Option(
    help: ArgumentHelp(
      word("Start from this model; --width or --widths may widen it to a multiple."),
      valueName: "file-or-name"))
  var from: String?

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Side of the crops in pixels, a multiple of 8.")))
  var crop = 256

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Pairs of crops in a step.")))
  var batch = 8

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Learning rate of Adam, before the schedule changes it.")))
  var learningRate = 1e-4

  @Option(
    help: ArgumentHelp(
      word("How it changes: constant, inverse (as published) or cosine (needs --steps)."), valueName: "course"
    ))
  var schedule = "inverse"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Steps at the start in which the encoder alone learns to give the loss network's features."),
      valueName: "steps"))
  var embeddingSteps = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word(
        """
        Steps after these that only learn to reproduce contents (default: 1500 for new encoders, \
        else 0).
        """)))
  var reconstructionSteps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Fixed crops of each picture, whose targets are computed once; 0 always draws new ones.")))
  var fixedCrops = 0

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Seed of all random choices.")))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp(word("The model's name (default: the file's)."), valueName: "text"))
  var name: String?

  @Option(help: ArgumentHelp(word("The model's licence, for its metadata."), valueName: "text"))
  var license: String?

  @Flag(help: ArgumentHelp(word("Store the model in 16-bit floats.")))
  var half = false

  func validate() throws {
    guard width.map({ Fraction($0) != nil }) ?? true else {
      throw ValidationError(word("--width %s is not a share; give 1, 1/2, 1/4 or 0.25", width!))
    }
    guard part.map({ TrainingOptions.Part(rawValue: $0) != nil }) ?? true else {
      throw ValidationError(word("--part %s is unknown; give decoder or both", part!))
    }
    guard Schedule(rawValue: schedule) != nil else {
      throw ValidationError(word("--schedule %s is unknown; give constant, inverse or cosine", schedule))
    }
    guard (16...2048).contains(crop), crop % 8 == 0 else {
      throw ValidationError(word("--crop %s cannot be used; give a multiple of 8 from 16 to 2048", crop))
    }
    try checkRange("batch", batch, 1...256)
    guard learningRate > 0, learningRate <= 1 else {
      throw ValidationError(
        word("--%s %s is out of range; choose one above 0, up to 1", "learning-rate", learningRate))
    }
    guard widths == nil || width == nil, channels.map({ $0.count == 4 }) ?? (widths == nil) else {
      throw ValidationError(
        word("--widths takes the channels of four levels, as 32,64,128,512, and excludes --width"))
    }
    for (name, steps) in [
      ("embedding-steps", embeddingSteps), ("reconstruction-steps", reconstructionSteps ?? 0),
    ] where !(0...10_000_000).contains(steps) {
      throw ValidationError(word("--%s %s is out of range; choose 0 or more", name, steps))
    }
    try checkRange("fixed-crops", fixedCrops, 0...1000)
  }

  private var channels: [Int]? {
    widths.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 } }
  }

  func options(steps: Int?, _ losses: LossArguments, _ course: CourseArguments, _ crops: CropArguments) throws
    -> TrainingOptions
  {
    var options = TrainingOptions()
    options.width = width.map { Fraction($0)! } ?? (from == nil && widths == nil ? Fraction(1, 1) : nil)
    options.widths = channels
    let isNarrow = options.width != Fraction(1, 1)
    options.part = part.map { TrainingOptions.Part(rawValue: $0)! } ?? (isNarrow ? .both : .decoder)
    losses.set(&options)
    options.embeddingSteps = embeddingSteps
    options.reconstructionSteps = reconstructionSteps ?? (options.part == .both && from == nil ? 1500 : 0)
    options.crop = crop
    options.batch = batch
    options.learningRate = learningRate
    options.schedule = Schedule(rawValue: schedule)!
    options.seed = seed
    options.fixedCrops = fixedCrops
    options.crops = crops.options
    options.steps = steps
    try course.set(&options)
    if options.schedule == .cosine && options.length == nil {
      throw CommandFailure(message: word("--schedule cosine needs to know where it ends; add --steps"))
    }
    if options.part == .decoder && from == nil && isNarrow {
      throw CommandFailure(message: word("a narrow encoder has to be trained; add --from or --part both"))
    }
    return options
  }

  func initialWeights(_ session: GEGLSession, loss: Safetensors, _ options: TrainingOptions) throws
    -> InitialWeights
  {
    if let from {
      let path = try session.modelPath(from)
      let file = try Safetensors(path: path, kind: "model")
      do {
        let weights = try InitialWeights(file)
        if let widths = options.widths { return try weights.widened(to: widths, seed: seed) }
        return try options.width.map { try weights.widened(to: $0, seed: seed) } ?? weights
      } catch let error as AdaINError {
        throw CommandFailure(message: "model \(path) \(error.message)")
      }
    }
    if options.part == .both, let widths = options.widths {
      return try InitialWeights(widths: widths, seed: seed)
    }
    return options.part == .decoder
      ? try InitialWeights(encoderOf: loss, seed: seed)
      : try InitialWeights(width: options.width ?? Fraction(1, 1), seed: seed)
  }

  func metadata(output: String, _ options: TrainingOptions, contents: Int, styles: Int) -> [String: String] {
    var metadata = [
      "format": "adain-model", "name": name ?? Files.stem(of: output),
      "architecture": "VGG-19 to relu4_1 and its mirror, AdaIN between (arXiv 1703.06868)",
      "data": "\(Quantity.count(contents, "content")), \(Quantity.count(styles, "style"))",
    ]
    metadata["license"] = license
    return metadata
  }
}

struct RunArguments: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Steps of the whole training (default: until it is stopped).")))
  var steps: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Minutes after which this run ends.")))
  var minutes: Double?

  @Flag(help: ArgumentHelp(word("Continue from MODEL.checkpoint, if there is one.")))
  var resume = false

  @Flag(help: ArgumentHelp(word("Start afresh even if the model, its checkpoint or the log exists.")))
  var overwrite = false

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Steps between two checkpoints.")))
  var checkpointEvery = 50

  @Option(help: ArgumentHelp(word("Write each step's losses to this file."), valueName: "file.csv"))
  var log: String?

  @Option(help: ArgumentHelp(word("Write contact sheets, FILE-STEP.png."), valueName: "file.png"))
  var sheet: String?

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Steps between two contact sheets.")))
  var sheetEvery = 500

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_THREADS, "count"))
  var threads = 0

  func validate() throws {
    if resume && overwrite {
      throw ValidationError(word("--resume and --overwrite exclude each other; leave one out"))
    }
    guard (1...1_000_000_000).contains(steps ?? 1) else {
      throw ValidationError(word("--%s %s is out of range; choose 1 or more", "steps", steps!))
    }
    guard minutes.map({ $0 > 0 && $0 < 1e6 }) ?? true else {
      throw ValidationError(word("--%s %s is out of range; choose more than 0", "minutes", minutes!))
    }
    guard checkpointEvery >= 1, sheetEvery >= 1 else {
      throw ValidationError(word("--checkpoint-every and --sheet-every count steps; choose 1 or more"))
    }
    try ADAIN_OPTION_THREADS.check(Double(threads))
  }

  /// A share of the memory that is free at the start.
  private static let freeMemory = FreeMemory.bytes
  /// Bytes of decoded pictures of one folder.
  var roomForPictures: Int { Self.freeMemory / 10 }
  /// Bytes of fixed crops' targets.
  var roomForTargets: Int { Self.freeMemory / 4 }
}
