internal import Site
internal import Support

/// Converts PDFs to the four inks of printing presses with Ghostscript.
struct PressConversion: Sendable {
  private let program: ExternalProgram
  private let profile: [UInt8]

  /// Where packages put Ghostscript's own profile, for a press in general.
  private static let usualProfiles = [
    "/usr/share/color/icc/ghostscript/default_cmyk.icc",
    "/opt/homebrew/share/ghostscript/iccprofiles/default_cmyk.icc",
    "/usr/local/share/ghostscript/iccprofiles/default_cmyk.icc",
  ]

  private static let profileName = "profile.icc"
  private static let limit = Duration.seconds(600)

  /// Finds the program and a profile of the press: the one named, or Ghostscript's own.
  ///
  /// - Throws: `MissingProgram`, `PrintShop.Refusal`, `ReadingError`.
  init(profile: String?, environment: [String: String]) throws {
    guard let program = ExternalProgram.find("gs", in: environment) else {
      throw MissingProgram(purpose: .convertingColours, name: nil)
    }
    self.program = program
    guard
      let path = profile
        ?? Self.usualProfiles.first(where: { InputFile.isOrdinary($0) })
    else { throw PrintShop.Refusal.noProfile }
    let bytes = try InputFile.bytes(of: path)
    // ICC.1, 7.2: the colour space at 16, the signature at 36.
    guard bytes.count > 128, bytes[36..<40].elementsEqual("acsp".utf8),
      bytes[16..<20].elementsEqual("CMYK".utf8)
    else { throw PrintShop.Refusal.wrongProfile(path) }
    self.profile = bytes
  }

  /// The PDF of a job in four inks, with codes and neutral colours in black alone.
  ///
  /// - Throws: `ProgramError`, `PDFFile.UnexpectedForm`, `WritingError`, `CancellationError`.
  func converted(_ pdf: [UInt8], title: String, in work: WorkFolder) async throws -> [UInt8] {
    let (grey, made, prologue) = ("grey.pdf", "press.pdf", "press.ps")
    for name in [grey, made, prologue, Self.profileName] { try work.files.removeFile(name) }
    try work.write(try PDFFile(pdf).withGreys(), to: grey)
    try work.write(profile, to: Self.profileName)
    try work.write(Array(Self.prologue(title: title).utf8), to: prologue)
    _ = try await program.output(
      [
        "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "--permit-file-read=\(Self.profileName)",
        "-sDEVICE=pdfwrite", "-dCompatibilityLevel=1.6", "-sColorConversionStrategy=CMYK",
        "-dProcessColorModel=/DeviceCMYK", "-sOutputICCProfile=\(Self.profileName)",
        "-dAutoRotatePages=/None", "-dEmbedAllFonts=true", "-dSubsetFonts=true",
        "-dAutoFilterColorImages=false", "-dColorImageFilter=/FlateEncode",
        "-dDownsampleColorImages=false", "-dDownsampleGrayImages=false",
        "-dDownsampleMonoImages=false",
        "-sOutputFile=\(made)", prologue, grey,
      ], in: work.path, limit: Self.limit)
    return try work.files.bytes(of: made)
  }

  /// What PDF/X-4 needs besides colours and boxes (ISO 15930-7, 6.2 and 6.3): its name, the output
  /// intent with the profile, the title, and that nothing is trapped.
  private static func prologue(title: String) -> String {
    """
    %!PS
    [ /Title <\(pdfText(title))> /Trapped /False /GTS_PDFXVersion (PDF/X-4) /DOCINFO pdfmark
    [ /_objdef {profile} /type /stream /OBJ pdfmark
    [ {profile} << /N 4 >> /PUT pdfmark
    [ {profile} (\(profileName)) (r) file /PUT pdfmark
    [ /_objdef {intent} /type /dict /OBJ pdfmark
    [ {intent} << /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (Custom)
      /Info (CMYK) /DestOutputProfile {profile} >> /PUT pdfmark
    [ {Catalog} << /OutputIntents [ {intent} ]
      /ViewerPreferences << /PrintScaling /None >> >> /PUT pdfmark
    [ /XML (<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" \
    pdfxid:GTS_PDFXVersion="PDF/X-4"/><rdf:Description rdf:about="" \
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Trapped="False"/>) /Ext_Metadata pdfmark

    """
  }

  /// A text string in UTF-16 with its mark, as hexadecimal digits (ISO 32000-1, 7.9.2.2).
  private static func pdfText(_ text: String) -> String {
    "FEFF"
      + text.utf16.map { Hexadecimal.text($0, digitCount: 4, uppercase: true) }.joined()
  }

  // MARK: Ink

  /// How much of each ink is where on a page, one byte an ink, as Ghostscript renders it.
  func inks(
    of pdf: String, page: Int, resolution: Int, in work: WorkFolder
  ) async throws -> InkPicture? {
    let name = "inks.pam"
    try work.files.removeFile(name)
    _ = try await program.output(
      [
        "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pamcmyk32", "-r\(resolution)",
        "-dTextAlphaBits=1", "-dGraphicsAlphaBits=1", "-dFirstPage=\(page)", "-dLastPage=\(page)",
        "-sOutputFile=\(name)", pdf,
      ], in: work.path, limit: Self.limit)
    return InkPicture(try work.files.bytes(of: name))
  }
}

/// A picture in four inks (Netpbm's PAM with four bytes a pixel).
struct InkPicture: Sendable {
  let width: Int
  let height: Int
  private let bytes: [UInt8]
  private let start: Int

  /// Parses a picture; nil when the file is not of this form.
  init?(_ bytes: [UInt8]) {
    let end = Array("ENDHDR\n".utf8)
    guard bytes.starts(with: "P7\n".utf8),
      let last = (0..<min(bytes.count, 400)).first(where: { bytes[$0...].starts(with: end) })
    else { return nil }
    var values: [Substring: Int] = [:]
    for line in String(decoding: bytes[..<last], as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, let number = Int(words[1]) { values[words[0]] = number }
    }
    start = last + end.count
    guard let width = values["WIDTH"], let height = values["HEIGHT"], values["DEPTH"] == 4,
      values["MAXVAL"] == 255, width > 0, height > 0, bytes.count == start + 4 * width * height
    else { return nil }
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// Whether an area has cyan, magenta or yellow outside a hole in its middle.
  func hasColour(in area: GrayPicture.Area, except hole: GrayPicture.Area?) -> Bool {
    for row in max(0, area.top)..<max(0, min(height, area.bottom)) {
      for column in max(0, area.left)..<max(0, min(width, area.right)) {
        if let hole, (hole.left..<hole.right).contains(column),
          (hole.top..<hole.bottom).contains(row)
        {
          continue
        }
        let place = start + 4 * (row * width + column)
        if bytes[place] != 0 || bytes[place + 1] != 0 || bytes[place + 2] != 0 { return true }
      }
    }
    return false
  }
}
