// swift-tools-version: 6.1
// The package's products and targets, and what each depends on; scripts/arrows.txt says what it may.

import PackageDescription

let warnings: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]
/// Beside the warnings, what makes a mistake in memory hard to use (Plugin/Makefile has the same);
/// Tests/install looks for it in what is installed.
let cWarnings: [CSetting] = [
  .unsafeFlags(["-Wall", "-Wextra", "-Werror", "-fstack-protector-strong"]),
  .define("_FORTIFY_SOURCE", to: "2", .when(configuration: .release)),
]
/// No table of functions can be written to once a program runs. By the linker of the Swift toolchain: the
/// system's is another on each Debian, and 13's leaves the programs without.
let hardLinking = ["-use-ld=lld"] + ["-z", "relro", "-z", "now"].flatMap { ["-Xlinker", $0] }
/// Of what is installed: Swift's library is inside, since users have no toolchain.
let installedLinking = hardLinking + ["-static-stdlib"]
/// With Foundation inside as well. What that stands on the compiler names by itself only where it compiles
/// for such linking, which would keep the tests from being built by the same commands.
let programLinking = installedLinking + ["-l_FoundationCollections", "-l_FoundationCShims"]

/// Hosts find the library as libadain.so.1, see adain_* only, and may never unload it (its threads and
/// Swift's runtime would be left without code).
let libraryLinking: [LinkerSetting] = [
  .unsafeFlags(
    installedLinking
      + [
        "-soname=libadain.so.1", "--version-script=\(Context.packageDirectory)/Sources/libadain/libadain.map",
        "-z", "nodelete", "--gc-sections",
      ].flatMap { ["-Xlinker", $0] })
]

/// What picture files are read and written with, beside GEGL; Plugin/Makefile reads this list.
let pictureLibraries = [
  "png", "z", "jpeg", "tiff", "webp", "webpdemux", "webpmux", "gif", "heif", "openjp2", "jxl",
  "gdk_pixbuf-2.0",
  "gexiv2", "lcms2",
]

/// Where models and styles are looked for when nothing else tells: a package's folder, or this clone's.
let dataFolder = Context.environment["ADAIN_DATADIR"] ?? "\(Context.packageDirectory)/resources"

let package = Package(
  name: "adain",
  products: [
    .executable(name: "adain", targets: ["adain"]),
    .library(name: "AdaINBenchmark", targets: ["AdaINBenchmark"]),
    // What all hosts share, for those that Plugin/Makefile builds and for the tests of it.
    .library(name: "adain-gegl", type: .static, targets: ["CAdaINGEGL"]),
    // Installed as libadain.so.1; SwiftPM would not let it share the executable's name.
    .library(name: "adain-abi", type: .dynamic, targets: ["libadain"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  // The floors, lowest first: a target sees only those that it names, which stand below it.
  targets: [
    .target(name: "CKernels", cSettings: cWarnings + [.unsafeFlags(["-O3"])]),
    .target(name: "CSystem", cSettings: cWarnings),
    // The C interface: adain.h, and the table of options that everybody reads.
    .target(name: "CAdaIN", cSettings: cWarnings),
    // What is installed beside the library. Not in CAdaIN: the hosts have that inside, and lie elsewhere.
    .target(
      name: "CInstalled", dependencies: ["CAdaIN"], publicHeadersPath: ".",
      cSettings: cWarnings + [.define("ADAIN_DATADIR", to: "\"\(dataFolder)\"")]),
    .target(name: "AdaINRuntime", dependencies: ["CSystem"], swiftSettings: warnings),
    .target(name: "AdaINPictures", dependencies: ["AdaINRuntime"], swiftSettings: warnings),
    .target(
      name: "AdaINNetwork", dependencies: ["AdaINRuntime", "AdaINPictures", "CKernels"],
      swiftSettings: warnings),
    .target(
      name: "AdaINStylizing",
      dependencies: ["AdaINRuntime", "AdaINPictures", "AdaINNetwork", "CAdaIN", "CKernels"],
      swiftSettings: warnings),
    .target(
      name: "AdaINTraining", dependencies: ["AdaINRuntime", "AdaINPictures", "AdaINNetwork", "CKernels"],
      swiftSettings: warnings),
    .target(name: "AdaINImport", dependencies: ["AdaINRuntime", "AdaINNetwork"], swiftSettings: warnings),
    .target(
      name: "AdaINBenchmark",
      dependencies: ["AdaINRuntime", "AdaINPictures", "AdaINNetwork", "AdaINStylizing", "CKernels"],
      swiftSettings: warnings),

    // The library: what implements adain.h.
    .target(
      name: "AdaINLibrary",
      dependencies: [
        "AdaINRuntime", "AdaINPictures", "AdaINNetwork", "AdaINStylizing", "CAdaIN", "CInstalled",
      ],
      swiftSettings: warnings),
    .target(
      name: "libadain", dependencies: ["AdaINLibrary"], exclude: ["libadain.map"], swiftSettings: warnings,
      linkerSettings: libraryLinking),

    // Hosts; the GEGL operation and the GIMP plug-in are built by Plugin/Makefile.
    .systemLibrary(
      name: "CGEGL", path: "Plugin/CGEGL", pkgConfig: "gegl-0.4", providers: [.apt(["libgegl-dev"])]),
    .systemLibrary(
      name: "CGdkPixbuf", path: "Plugin/CGdkPixbuf", pkgConfig: "gdk-pixbuf-2.0",
      providers: [.apt(["libgdk-pixbuf-2.0-dev"])]),
    .systemLibrary(
      name: "COpenJPEG", path: "Plugin/COpenJPEG", pkgConfig: "libopenjp2",
      providers: [.apt(["libopenjp2-7-dev"])]),
    .target(
      name: "CAdaINGEGL", dependencies: ["CAdaIN", "CGEGL", "CGdkPixbuf", "COpenJPEG"], path: "Plugin/shared",
      cSettings: cWarnings + [.headerSearchPath(".")],
      linkerSettings: pictureLibraries.map { .linkedLibrary($0) }),
    .executableTarget(
      name: "adain",
      dependencies: [
        "AdaINRuntime", "AdaINPictures", "AdaINNetwork", "AdaINStylizing", "AdaINTraining", "AdaINImport",
        "AdaINBenchmark", "AdaINLibrary", "CAdaIN", "CAdaINGEGL", "CGEGL",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Plugin/command-line", swiftSettings: warnings, linkerSettings: [.unsafeFlags(programLinking)]),

    .target(
      name: "AdaINTestSupport",
      dependencies: ["AdaINRuntime", "AdaINPictures", "AdaINNetwork", "AdaINStylizing"],
      path: "Tests/AdaINTestSupport", swiftSettings: warnings),
    // Hostile input for every parser and boundary (scripts/fuzz.sh, Tests/fuzzing/run).
    .executableTarget(
      name: "adain-fuzz",
      dependencies: [
        "AdaINRuntime", "AdaINNetwork", "AdaINStylizing", "AdaINTraining", "AdaINImport", "AdaINLibrary",
        "AdaINTestSupport", "CAdaIN", "CAdaINGEGL", "CGEGL",
      ],
      path: "Tests/AdaINFuzzing", exclude: ["Corpora"], swiftSettings: warnings),
    tests("AdaINTestSupport"),
    tests("AdaINRuntime"),
    tests("AdaINPictures"),
    tests("AdaINNetwork", ["CKernels"]),
    tests("AdaINStylizing", ["CKernels"]),
    tests("AdaINLibrary", ["CAdaIN"]),
    tests("AdaINTraining", ["CKernels"]),
    tests("AdaINImport"),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)

/// The tests of a target, which see all floors but the command line. Their own code is compiled for its speed
/// of compiling: what takes time in them is what they test.
func tests(_ name: String, _ more: [String] = []) -> Target {
  let floors = ["AdaINRuntime", "AdaINPictures", "AdaINNetwork", "AdaINStylizing", "AdaINTestSupport"]
  let own = floors.contains(name) ? [] : [name]
  return .testTarget(
    name: "\(name)Tests", dependencies: (floors + own + more).map { .byName(name: $0) },
    swiftSettings: warnings + [.unsafeFlags(["-Onone"])])
}
