// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "paypress",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "paypress", targets: ["paypress"]),
    .library(name: "GatePay", targets: ["GatePay"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The two C libraries that draw the codes, as the system provides them.
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode",
      providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
    .systemLibrary(
      name: "CLibPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),

    // One C function that writes a PNG: libpng's setjmp cannot be called from Swift.
    .target(name: "CPNGWriter", dependencies: ["CLibPNG"]),

    // The protocol: amounts, addresses, signatures, messages and what they may hold. Pure.
    .target(
      name: "GatePay", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),

    // Text to modules to PNG, SVG and terminal text. The only importer of the C targets.
    .target(
      name: "QRImage", dependencies: ["CQREncode", "CPNGWriter"], swiftSettings: strict),

    // YAML and CSV to a checked catalogue of links, or findings with positions.
    .target(
      name: "Catalog",
      dependencies: [
        "GatePay", "QRImage", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),

    // Links and a skin to HTML. The only place that escapes.
    .target(
      name: "Pages", dependencies: ["Catalog", "GatePay", "QRImage"], swiftSettings: strict,
      plugins: ["EmbedFilesPlugin"]),

    // A plan, parallel rendering, and an output folder that is right or untouched.
    .target(
      name: "Site", dependencies: ["Catalog", "GatePay", "Pages", "QRImage"],
      swiftSettings: strict),

    // Arguments, messages and the exit status.
    .executableTarget(
      name: "paypress",
      dependencies: [
        "Catalog", "GatePay", "Pages", "QRImage", "Site",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, plugins: ["EmbedFilesPlugin"]),

    // For tests: golden files, temporary folders, running programs.
    .target(name: "TestSupport"),
    .testTarget(
      name: "GatePayTests", dependencies: ["GatePay", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "QRImageTests", dependencies: ["QRImage", "TestSupport"],
      exclude: ["Goldens", "torture.c"]),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "GatePay", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PagesTests", dependencies: ["Catalog", "Pages", "TestSupport"],
      exclude: ["Goldens", "skeleton.py"]),
    .testTarget(name: "SiteTests", dependencies: ["TestSupport", "paypress"]),
    .testTarget(
      name: "CommandTests", dependencies: ["GatePay", "TestSupport", "paypress"],
      exclude: ["Goldens"]),

    // Build tool: the templates and the starter configs become part of the binary.
    .executableTarget(name: "EmbedFiles", swiftSettings: strict),
    .plugin(name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"]),
  ],
  swiftLanguageModes: [.v6]
)
