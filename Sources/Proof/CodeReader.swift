internal import Support

/// A program that a proof needs is not on the machine.
public struct MissingProgram: Error, Hashable, Sendable {
  /// What it is for.
  public enum Purpose: Hashable, Sendable {
    /// `zbarimg`: reads codes.
    case readingCodes
    /// `pdfinfo`, `pdftoppm`, `pdftotext`: read PDFs.
    case readingPDFs
    /// A browser: prints pages.
    case printing
  }

  /// What it is for.
  public let purpose: Purpose
  /// The name or path that was looked for, where the user gave one.
  public let name: String?
}

/// Reads codes from pictures with `zbarimg`, which shares nothing with what draws them.
struct CodeReader: Sendable {
  private let program: ExternalProgram
  private let options: [String]

  /// How many pictures one run of the program takes; starting it takes as long as reading ten.
  static let batchSize = 128

  /// Finds the program.
  ///
  /// - Throws: `MissingProgram`, `ProgramError`.
  init(in environment: [String: String]) async throws {
    guard let program = ExternalProgram.find("zbarimg", in: environment) else {
      throw MissingProgram(purpose: .readingCodes, name: nil)
    }
    self.program = program
    // What it reads is nobody's business on the session bus. Versions before 0.23.1 do not know the
    // option, and tell nobody.
    let help = try await program.run(["--help"], limit: .seconds(30))
    let isTold = String(decoding: help.output, as: UTF8.self).contains("--nodbus")
    options = (isTold ? ["--nodbus"] : []) + ["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"]
  }

  /// Reads all codes of pictures.
  ///
  /// - Parameters:
  ///   - pictures: paths relative to the folder, which therefore cannot look like options, addresses
  ///     or formats to the program's picture library.
  ///   - folder: where they are.
  /// - Returns: the texts by picture; a picture that cannot be read is left out.
  /// - Throws: `ProgramError`, `CancellationError`.
  func read(_ pictures: [String], in folder: String) async throws -> [String: [String]] {
    guard !pictures.isEmpty else { return [:] }
    let outcome = try await program.run(options + pictures, in: folder, limit: .seconds(300))
    var found = CodeReport(outcome.output).textsByPicture
    // A picture that it cannot open ends the run, and one that it cannot read is passed over.
    let rest = pictures.filter { found[$0] == nil }
    if rest.isEmpty || pictures.count == 1 { return found }
    for part in [rest[..<(rest.count / 2)], rest[(rest.count / 2)...]] {
      found.merge(try await read(Array(part), in: folder)) { old, _ in old }
    }
    return found
  }
}

/// What `zbarimg --xml` says.
struct CodeReport {
  private(set) var textsByPicture: [String: [String]] = [:]

  private let bytes: [UInt8]
  private var position = 0

  /// Reads a report, also one that breaks off.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var picture: String?
    while let next = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = next
      if takes("<source href='") {
        picture = text(upTo: "'>")
        if let picture { textsByPicture[picture] = textsByPicture[picture] ?? [] }
      } else if takes("<data") {
        let attributes = text(upTo: ">")
        let data = contents()
        // Bytes that are no text come in base 64; no address looks like it.
        let isText = attributes?.contains("base64") != true
        if let picture { textsByPicture[picture, default: []].append(isText ? data : "\0\(data)") }
      } else {
        position += 1
      }
    }
  }

  /// The character data up to `</data>`; whatever a code holds, it cannot pass for markup.
  private mutating func contents() -> String {
    var result = ""
    while position < bytes.count, !takes("</data>") {
      if takes("<![CDATA[") {
        result += text(upTo: "]]>") ?? ""
      } else {
        position += 1
      }
    }
    return result
  }

  private mutating func takes(_ token: String) -> Bool {
    guard bytes[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }

  private mutating func text(upTo end: String) -> String? {
    let end = Array(end.utf8)
    var stop = position
    while stop + end.count <= bytes.count {
      if bytes[stop..<(stop + end.count)].elementsEqual(end) {
        defer { position = stop + end.count }
        return String(decoding: bytes[position..<stop], as: UTF8.self)
      }
      stop += 1
    }
    position = bytes.count
    return nil
  }
}
