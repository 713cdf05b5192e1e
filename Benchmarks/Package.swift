// swift-tools-version: 6.1
// Measurements that nobody needs in order to use or test the project; `Benchmarks/run` runs them.
import PackageDescription

let package = Package(
  name: "adain-benchmarks",
  dependencies: [.package(name: "adain", path: "..")],
  targets: [
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .executableTarget(
      name: "shapes",
      dependencies: [.product(name: "AdaINBenchmark", package: "adain"), "COpenBLAS"]),
  ],
  swiftLanguageModes: [.v6]
)
