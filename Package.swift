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
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // The two C libraries that draw the codes, as the system provides them.
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode",
      providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
    .systemLibrary(
      name: "CLibPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    // What libpng stands on, and what PDFs are packed with.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // One C function that writes a PNG: libpng's setjmp cannot be called from Swift.
    .target(name: "CPNGWriter", dependencies: ["CLibPNG"]),
    // And one that reads a PNG to its end.
    .target(name: "CPNGReader", dependencies: ["CLibPNG"]),

    // The protocol: amounts, addresses, signatures, messages and what they may hold. Pure.
    .target(
      name: "GatePay", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),

    // Text to modules to PNG, SVG and terminal text. The only importer of the C targets.
    .target(
      name: "QRImage", dependencies: ["CQREncode", "CPNGReader", "CPNGWriter"],
      swiftSettings: strict),

    // YAML and CSV to a checked catalogue of links, or findings with positions.
    .target(
      name: "Catalog",
      dependencies: [
        "GatePay", "QRImage", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),

    // Links to sheets of paper: stocks, layout and checks, in millimetres. Pure.
    .target(
      name: "Print", dependencies: ["Catalog", "GatePay", "QRImage"], swiftSettings: strict),

    // Links and a skin to HTML, sheets to SVG. The only place that escapes.
    .target(
      name: "Pages", dependencies: ["Catalog", "GatePay", "Print", "QRImage"],
      swiftSettings: strict,
      plugins: ["EmbedFilesPlugin"]),

    // A plan, parallel rendering, and an output folder that is right or untouched.
    .target(
      name: "Site", dependencies: ["Catalog", "GatePay", "Pages", "Print", "QRImage"],
      swiftSettings: strict),

    // A local GatePay: the whole protocol over HTTP, orders in SQLite.
    .target(
      name: "GatePaySandbox",
      dependencies: [
        "Catalog", "GatePay", "Pages", "QRImage",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
      ],
      swiftSettings: strict),

    // Creates and checks orders at a gateway over HTTP.
    .target(
      name: "GatePayClient",
      dependencies: [
        "GatePay",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),

    // The file of orders: none is created twice.
    .target(
      name: "Orders", dependencies: ["Catalog", "GatePay", "GatePayClient"],
      swiftSettings: strict),

    // Takes notifications of payments, keeps them in SQLite, passes them on.
    .target(
      name: "Payments",
      dependencies: [
        "Catalog", "GatePay", "GatePayClient", "Orders",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),

    // Pages to PDF through a browser, and codes read back by programs that did not write them.
    .target(
      name: "Proof",
      dependencies: [
        "CZlib", "Catalog", "Pages", "Site",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),

    // Arguments, messages and the exit status.
    .executableTarget(
      name: "paypress",
      dependencies: [
        "Catalog", "GatePay", "GatePayClient", "GatePaySandbox", "Orders", "Pages", "Payments",
        "Print", "Proof", "QRImage", "Site",
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
    .testTarget(name: "PrintTests", dependencies: ["Catalog", "Print", "TestSupport"]),
    .testTarget(
      name: "PagesTests", dependencies: ["Catalog", "GatePay", "Pages", "TestSupport"],
      exclude: ["Goldens", "skeleton.py"]),
    .testTarget(
      name: "GatePaySandboxTests",
      dependencies: [
        "Catalog", "GatePay", "GatePaySandbox", "TestSupport", "paypress",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      exclude: ["client.py", "codes.py", "crowd.py", "sandbox.py", "shop.py"]),
    .testTarget(
      name: "OrderTests",
      dependencies: [
        "Catalog", "GatePay", "GatePayClient", "Orders", "Payments", "TestSupport", "paypress",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Goldens", "gateway.py", "kill.c"]),
    .testTarget(name: "SiteTests", dependencies: ["TestSupport", "paypress"]),
    .testTarget(
      name: "ProofTests", dependencies: ["TestSupport", "paypress"], exclude: ["measure.py"]),
    .testTarget(
      name: "CommandTests", dependencies: ["GatePay", "TestSupport", "paypress"],
      exclude: ["Goldens"]),

    // Build tool: the templates and the starter configs become part of the binary.
    .executableTarget(name: "EmbedFiles", swiftSettings: strict),
    .plugin(name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"]),
  ],
  swiftLanguageModes: [.v6]
)
