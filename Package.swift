// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// What only the server program needs; without the trait it is neither fetched nor compiled.
func server(_ product: String, _ package: String) -> Target.Dependency {
  .product(name: product, package: package, condition: .when(traits: ["Server"]))
}

/// A C library as the system provides it.
func library(_ name: String, _ pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
  name: "paypress",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "paypress", targets: ["paypress"]),
    .executable(name: "paypress-server", targets: ["paypress-server"]),
    .library(name: "GatePay", targets: ["GatePay"]),
  ],
  traits: [
    .default(enabledTraits: ["Server"]),
    .trait(
      name: "Server",
      description: "The program paypress-server. Without it, only the generator is built."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // MARK: Ground: nothing here knows of payments.

    library("CQREncode", "libqrencode", apt: "libqrencode-dev", brew: "qrencode"),
    library("CLibPNG", "libpng", apt: "libpng-dev", brew: "libpng"),
    library("CZlib", "zlib", apt: "zlib1g-dev", brew: "zlib"),
    library("CLibYAML", "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
    library("CLibExpat", "expat", apt: "libexpat1-dev", brew: "expat"),
    library("CGumbo", "gumbo", apt: "libgumbo-dev", brew: "gumbo-parser"),
    library("CLibSPNG", "spng", apt: "libspng-dev", brew: "libspng"),
    library("CZXing", "zxing", apt: "libzxing-dev", brew: "zxing-cpp"),
    // Two functions of the static library: pkg-config would name the shared one.
    .systemLibrary(name: "CLibCrypto", providers: [.apt(["libssl-dev"])]),
    library("CLibJPEG", "libjpeg", apt: "libjpeg62-turbo-dev", brew: "jpeg-turbo"),

    // One C function that writes a PNG: libpng's setjmp cannot be called from Swift.
    .target(name: "CPNGWriter", dependencies: ["CLibPNG"]),
    // And one that reads a PNG to its end.
    .target(name: "CPNGReader", dependencies: ["CLibPNG"]),

    // System calls and the arguments of `main`, which Swift cannot reach.
    .target(name: "CSystemCalls"),
    // And C++ functions that find codes in pictures and photos: ZXing has no C interface.
    .target(name: "CCodeReader", dependencies: ["CZXing"]),
    // Libraries that few commands need, loaded when they are called first.
    .target(
      name: "CLateLibraries", dependencies: ["CGumbo", "CLibJPEG", "CLibSPNG"],
      linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    // C functions that read and write whole photos, for libjpeg and libpng use setjmp.
    .target(name: "CPhotoFiles", dependencies: ["CLateLibraries", "CLibJPEG", "CLibPNG"]),

    // Files, digests, text formats, findings, and running programs.
    .target(
      name: "Support",
      dependencies: [
        "CLibExpat", "CSystemCalls", "CZlib",
        .target(name: "CLibCrypto", condition: .when(platforms: [.linux])),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict,
      // Part of the C library elsewhere.
      linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),

    // Fontconfig and HarfBuzz, loaded when words are measured.
    .target(name: "CFontTools", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

    // The machine's fonts: which one has a character, the width of words, subsets for pages.
    .target(name: "Fonts", dependencies: ["CFontTools", "Support"], swiftSettings: strict),

    // MARK: Generator: reads files, writes files, opens no socket.

    // The protocol: amounts, URLs, signatures, messages and what they may hold. Pure.
    .target(name: "GatePay", dependencies: ["Support"], swiftSettings: strict),

    // What was published and printed: slugs, stamps, the file of paper, and how right paper is. Pure.
    .target(name: "Paper", dependencies: ["GatePay", "Support"], swiftSettings: strict),

    // Text to modules to PNG, SVG and terminal text.
    .target(
      name: "QRImage", dependencies: ["CPNGReader", "CPNGWriter", "CQREncode", "Support"],
      swiftSettings: strict),

    // Pictures of the shop's own: safe to embed, or refused.
    .target(name: "Artwork", dependencies: ["QRImage", "Support"], swiftSettings: strict),

    // YAML and spreadsheets to a checked catalogue of links, or findings with positions.
    .target(
      name: "Catalog",
      dependencies: ["Artwork", "CLibYAML", "GatePay", "Paper", "QRImage", "Support"],
      swiftSettings: strict),

    // Changes single places of a config's text, and leaves the rest as it is.
    .target(
      name: "Editing", dependencies: ["Catalog", "GatePay", "Support"], swiftSettings: strict),

    // The file of orders, which links to orders are made from.
    .target(
      name: "Orders", dependencies: ["Catalog", "GatePay", "Support"], swiftSettings: strict),

    // Links to sheets of paper: stocks, layout and checks, in millimetres. Pure.
    .target(
      name: "Print",
      dependencies: ["Artwork", "Catalog", "Fonts", "GatePay", "Paper", "QRImage", "Support"],
      swiftSettings: strict),

    // Links and a skin to HTML, sheets to SVG. The only place that escapes.
    .target(
      name: "Pages",
      dependencies: [
        "Artwork", "Catalog", "Fonts", "GatePay", "Paper", "Print", "QRImage", "Support",
      ],
      swiftSettings: strict, plugins: ["EmbedFilesPlugin"]),

    // A plan, parallel rendering, and an output folder that is right or untouched.
    .target(
      name: "Site",
      dependencies: [
        "Catalog", "Fonts", "GatePay", "Pages", "Paper", "Print", "QRImage", "Support",
      ],
      swiftSettings: strict),

    // Pages to PDF through a browser, and whole sites read back by software that did not write them.
    .target(
      name: "Proof",
      dependencies: [
        "CCodeReader", "CGumbo", "CLateLibraries", "CLibSPNG", "CZlib", "Catalog", "GatePay",
        "Pages", "Paper", "QRImage", "Site", "Support",
      ],
      swiftSettings: strict),

    // What is different about a site, in sentences, and what it means for paper.
    .target(
      name: "Changes",
      dependencies: ["Catalog", "GatePay", "Pages", "Paper", "Proof", "Site", "Support"],
      swiftSettings: strict),

    // The codes in photos of the shop: ours, old ones, and those of others.
    .target(
      name: "Audit",
      dependencies: [
        "CCodeReader", "CPhotoFiles", "Catalog", "Changes", "GatePay", "Pages", "Paper", "Proof",
        "Site", "Support",
      ],
      swiftSettings: strict),

    // What both programs share: options, messages, standard output, exit status.
    .target(
      name: "Console",
      dependencies: [
        "Catalog", "GatePay", "Orders", "QRImage", "Site", "Support",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The generator's commands.
    .executableTarget(
      name: "paypress",
      dependencies: [
        "Audit", "Catalog", "Changes", "Console", "Editing", "GatePay", "Pages", "Paper", "Print",
        "Proof", "QRImage", "Site", "Support",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, plugins: ["EmbedFilesPlugin"]),

    // MARK: Server: listens and calls out, and writes no site but through the generator.

    // Creates and checks orders at a gateway over HTTP, each once.
    .target(
      name: "GatePayClient",
      dependencies: [
        "Catalog", "GatePay", "Orders", "Support",
        server("AsyncHTTPClient", "async-http-client"),
        server("NIOCore", "swift-nio"),
        server("NIOPosix", "swift-nio"),
        server("NIOHTTP1", "swift-nio"),
        server("NIOSSL", "swift-nio-ssl"),
      ],
      swiftSettings: strict),

    // What all servers share: requests that must arrive in time, many connections.
    .target(
      name: "Serving",
      dependencies: [
        "Support",
        server("HTTPTypes", "swift-http-types"),
        server("Hummingbird", "hummingbird"),
        server("HummingbirdCore", "hummingbird"),
        server("Logging", "swift-log"),
        server("NIOCore", "swift-nio"),
        server("NIOHTTPTypes", "swift-nio-extras"),
        server("NIOHTTPTypesHTTP1", "swift-nio-extras"),
        server("ServiceLifecycle", "swift-service-lifecycle"),
      ],
      swiftSettings: strict),

    // A local GatePay: the whole protocol over HTTP, orders in SQLite.
    .target(
      name: "GatePaySandbox",
      dependencies: [
        "Catalog", "GatePay", "Pages", "QRImage", "Serving", "Support",
        server("AsyncHTTPClient", "async-http-client"),
        server("GRDB", "GRDB.swift"),
        server("HTTPTypes", "swift-http-types"),
        server("Hummingbird", "hummingbird"),
        server("NIOCore", "swift-nio"),
        server("NIOHTTP1", "swift-nio"),
      ],
      swiftSettings: strict),

    // Takes notifications of payments, keeps them in SQLite, passes them on.
    .target(
      name: "Payments",
      dependencies: [
        "Catalog", "GatePay", "GatePayClient", "Orders", "Pages", "Paper", "Serving", "Support",
        server("AsyncHTTPClient", "async-http-client"),
        server("GRDB", "GRDB.swift"),
        server("HTTPTypes", "swift-http-types"),
        server("Hummingbird", "hummingbird"),
        server("NIOCore", "swift-nio"),
        server("NIOHTTP1", "swift-nio"),
        server("NIOPosix", "swift-nio"),
      ],
      swiftSettings: strict),

    // A shop while it is made: built again after every change, shown in a browser.
    .target(
      name: "Studio",
      dependencies: [
        "Catalog", "Editing", "GatePay", "Pages", "Paper", "Print", "Serving", "Site", "Support",
        server("HTTPTypes", "swift-http-types"),
        server("Hummingbird", "hummingbird"),
        server("NIOCore", "swift-nio"),
      ],
      swiftSettings: strict),

    // The server's commands.
    .executableTarget(
      name: "paypress-server",
      dependencies: [
        "Catalog", "Console", "GatePay", "GatePayClient", "GatePaySandbox", "Editing", "Orders",
        "Payments", "QRImage", "Serving", "Site", "Studio", "Support",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: Tests

    // Golden files, temporary folders, running programs.
    .target(name: "TestSupport"),
    .testTarget(name: "SupportTests", dependencies: ["Support", "TestSupport"]),
    .testTarget(
      name: "GatePayTests", dependencies: ["GatePay", "Support", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PaperTests", dependencies: ["GatePay", "Paper", "Support", "TestSupport"]),
    .testTarget(
      name: "QRImageTests", dependencies: ["QRImage", "TestSupport"],
      exclude: ["Goldens", "deflate_fuzz.c", "pictures.c", "torture.c"],
      // Plain versions of the rules for masks, which take ten times as long without.
      swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "GatePay", "Support", "TestSupport"],
      exclude: ["Fixtures", "workbooks.py"]),
    .testTarget(
      name: "PrintTests", dependencies: ["Catalog", "Fonts", "Print", "Support", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "GatePay", "Support", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "PagesTests",
      dependencies: ["Catalog", "GatePay", "Pages", "QRImage", "Support", "TestSupport"],
      exclude: ["Goldens", "skeleton.py"]),
    .testTarget(
      name: "GatePaySandboxTests",
      dependencies: [
        "Catalog", "GatePay", "GatePaySandbox", "Serving", "Support", "TestSupport", "paypress",
        "paypress-server",
        server("HTTPTypes", "swift-http-types"),
        server("Hummingbird", "hummingbird"),
        server("HummingbirdTesting", "hummingbird"),
        server("NIOCore", "swift-nio"),
        server("NIOEmbedded", "swift-nio"),
      ],
      exclude: [
        "cashier.py", "client.py", "codes.py", "crowd.py", "document.py", "document.txt",
        "interface.py", "sandbox.py", "shop.py", "statuses.py",
      ]),
    .testTarget(
      name: "OrderTests",
      dependencies: [
        "Catalog", "GatePay", "GatePayClient", "Orders", "Payments", "Support", "TestSupport",
        "paypress", "paypress-server",
      ],
      exclude: ["Fixtures", "Goldens", "disk.c", "gateway.py", "kill.c"]),
    .testTarget(
      name: "TakingsTests",
      dependencies: [
        "Catalog", "GatePay", "Pages", "Payments", "Serving", "Support", "TestSupport", "paypress",
        "paypress-server",
      ],
      exclude: ["hooks.py", "takings.py"]),
    .testTarget(
      name: "StudioTests",
      dependencies: [
        "Catalog", "Editing", "GatePay", "Pages", "Site", "Studio", "Support", "TestSupport",
        "paypress", "paypress-server",
      ],
      exclude: [
        "drops.py", "editing.py", "entries.py", "first.py", "following.py", "forms.py",
        "gallery.py", "guests.py", "opening.py", "printing.py", "removals.py", "studio.py",
        "turns.py",
      ]),
    .testTarget(
      name: "SiteTests",
      dependencies: [
        "Artwork", "Catalog", "Console", "GatePay", "Pages", "Paper", "Print", "Site", "Support",
        "TestSupport", "paypress",
      ],
      exclude: ["search.py"]),
    .testTarget(
      name: "ProofTests",
      dependencies: ["Catalog", "Proof", "Site", "Support", "TestSupport", "paypress"],
      exclude: ["browser.py", "follow.py", "measure.py", "smaller.py"]),
    .testTarget(
      name: "ChangeTests",
      dependencies: ["Changes", "Paper", "Site", "Support", "TestSupport", "paypress"],
      exclude: ["Goldens"]),
    .testTarget(
      name: "AuditTests",
      dependencies: ["Audit", "Support", "TestSupport", "paypress"],
      exclude: ["drawing.c", "scenes.c", "scenes.h", "spoiling.c"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["GatePay", "Support", "TestSupport", "paypress", "paypress-server"],
      exclude: ["FieldCases", "Goldens", "hosts.py"]),

    // Build tool: the templates and the starter configs become part of the program.
    .executableTarget(name: "EmbedFiles", swiftSettings: strict),
    .plugin(name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// What tests spend most of their time in, optimized: `make test` alone sets the variable. Whoever looks for
// a fault builds without it.
if Context.environment["PAYPRESS_FAST_TESTS"] != nil {
  let fast: Set = [
    "Support", "Fonts", "GatePay", "Paper", "QRImage", "Artwork", "Catalog", "Editing", "Print",
    "Pages", "Site", "Studio",
  ]
  for target in package.targets where fast.contains(target.name) {
    target.swiftSettings = strict + [.unsafeFlags(["-O"])]
  }
}

// The fuzzer of all parsers. `scripts/promises` alone sets the variable, to libFuzzer's archive.
if let library = Context.environment["PAYPRESS_FUZZER_LIBRARY"] {
  for target in package.targets where target.type == .regular && target.name != "TestSupport" {
    let swiftFlags = ["-sanitize=fuzzer,address"]
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(swiftFlags)]
    let flags = ["-fsanitize=fuzzer-no-link,address"]
    target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(flags)]
    target.cxxSettings = (target.cxxSettings ?? []) + [.unsafeFlags(flags)]
  }
  package.targets.append(
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "Artwork", "CPNGReader", "Catalog", "GatePay", "Pages", "Proof", "QRImage", "Site",
        "Support",
      ],
      path: "Tests/Fuzzing",
      swiftSettings: strict + [.unsafeFlags(["-sanitize=address"])],
      linkerSettings: [.unsafeFlags(["-sanitize=address", library]), .linkedLibrary("stdc++")]))
  package.products.append(.executable(name: "Fuzzing", targets: ["Fuzzing"]))
}
