// swift-tools-version: 6.1
import PackageDescription

let warnings: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]
let cWarnings: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]

/// Hosts find the library as libadain.so.1, see adain_* only, and may never unload it (its threads and Swift's
/// runtime would be left without code).
let libraryLinking: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld"]
      + [
      "-soname=libadain.so.1", "--version-script=\(Context.packageDirectory)/Sources/LibAdaIN/libadain.map",
      "-z", "nodelete", "--gc-sections",
    ].flatMap { ["-Xlinker", $0] })
]

let package = Package(
  name: "adain",
  products: [
    .executable(name: "adain", targets: ["adain"]),
    .library(name: "AdaINBenchmark", targets: ["AdaINBenchmark"]),
    // Installed as libadain.so.1; SwiftPM would not let it share the executable's name.
    .library(name: "adain-abi", type: .dynamic, targets: ["LibAdaIN"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    .target(name: "CKernels", cSettings: cWarnings + [.unsafeFlags(["-O3"])]),
    .target(name: "AdaIN", dependencies: ["CKernels"], swiftSettings: warnings),
    .target(name: "AdaINImport", dependencies: ["AdaIN"], swiftSettings: warnings),
    .target(name: "CAdaIN", cSettings: cWarnings),
    .target(name: "AdaINABI", dependencies: ["AdaIN", "CAdaIN"], swiftSettings: warnings),
    .target(
      name: "LibAdaIN", dependencies: ["AdaINABI"], exclude: ["libadain.map"], swiftSettings: warnings,
      linkerSettings: libraryLinking),
    .target(name: "AdaINTraining", dependencies: ["AdaIN", "CKernels"], swiftSettings: warnings),
    .target(name: "AdaINBenchmark", dependencies: ["AdaIN"], swiftSettings: warnings),
    .systemLibrary(name: "CGEGL", pkgConfig: "gegl-0.4", providers: [.apt(["libgegl-dev"])]),
    .target(
      name: "CAdaINGEGL", dependencies: ["CAdaIN", "CGEGL"],
      cSettings: cWarnings + [.define("ADAIN_DATADIR", to: "\"\(Context.packageDirectory)/resources\"")],
      linkerSettings: [.linkedLibrary("jpeg")]),
    .executableTarget(
      name: "adain",
      dependencies: [
        "AdaIN", "AdaINABI", "AdaINBenchmark", "AdaINImport", "AdaINTraining", "CAdaIN", "CAdaINGEGL",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: warnings),
    .target(
      name: "AdaINTestSupport", dependencies: ["AdaIN"], path: "Tests/AdaINTestSupport", swiftSettings: warnings),
    .testTarget(
      name: "AdaINTests", dependencies: ["AdaIN", "AdaINABI", "AdaINTestSupport", "CAdaIN", "CKernels"],
      swiftSettings: warnings),
    .testTarget(
      name: "AdaINTrainingTests", dependencies: ["AdaIN", "AdaINTraining", "AdaINTestSupport", "CKernels"],
      swiftSettings: warnings),
    .testTarget(
      name: "AdaINImportTests", dependencies: ["AdaIN", "AdaINImport", "AdaINTestSupport"],
      swiftSettings: warnings),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)
