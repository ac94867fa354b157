package import ArgumentParser
internal import Catalog
package import GatePay
package import Support

/// Where a command finds the appsecret: never in its arguments, which every user of the machine can
/// read, nor in the config, which is shared.
package struct SecretOptions: ParsableArguments {
  package init() {}

  /// The environment variable that holds the secret.
  package static let variable = "GATEPAY_APPSECRET"

  @Option(
    help: .words(
      "A file that holds the appsecret and that nobody else can read. (default: the environment "
        + "variable GATEPAY_APPSECRET)",
      "存放 appsecret 的文件，别人不能读取。（默认：环境变量 GATEPAY_APPSECRET）", value: "file"))
  package var secretFile: String?

  /// The secret from the file, or else from the environment; nil if neither is given.
  ///
  /// - Throws: `Failure` when the file is unreadable or others can read it, and for an invalid
  ///   secret, whose text no message contains.
  package func secretIfGiven() throws(Failure) -> Secret? {
    if let secretFile { return try SecretFile.read(secretFile) }
    guard let text = Terminal.environment[Self.variable], !text.isEmpty else { return nil }
    guard let secret = Secret(text) else {
      throw .usage(.noSecret(in: Self.variable))
    }
    return secret
  }

  /// The secret from the file, or else from the environment; throws without one.
  package func secret() throws(Failure) -> Secret {
    guard let secret = try secretIfGiven() else { throw .usage(.secretMissing) }
    return secret
  }
}

private enum SecretFile {
  static func read(_ path: String) throws(Failure) -> Secret {
    // Opened before it is checked, so that the checked file is the one that is read.
    let file: InputFile
    let status: stat
    do throws(ReadingError) {
      file = try InputFile(path)
      status = try file.status()
    } catch {
      throw error.errorNumber == ESPIPE || error.errorNumber == EISDIR
        ? .usage(.noSecret(in: path)) : Failure(error)
    }
    guard status.st_mode & 0o077 == 0 else { throw .input(.secretIsReadable(path)) }
    guard status.st_uid == geteuid() || geteuid() == 0 else {
      throw .input(.secretIsForeign(path))
    }
    let text = try contents(file)
    guard let secret = Secret(text) else { throw .usage(.noSecret(in: path)) }
    return secret
  }

  /// The text without the line end that editors add; empty if it is too long.
  private static func contents(_ file: InputFile) throws(Failure) -> String {
    let limit = 1023
    let bytes: [UInt8]
    do throws(ReadingError) {
      bytes = try file.bytes(limit: limit)
    } catch {
      throw Failure(error)
    }
    if bytes.count > limit { return "" }
    var text = bytes[...]
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Problem {
  /// An invalid secret, whose text is not shown.
  package static func noSecret(in place: String) -> Problem {
    Problem(
      Sentence(
        "\(place) holds no appsecret: it takes 1 to 256 bytes without spaces",
        "\(place) 里没有 appsecret：应为 1 到 256 字节，不含空白"),
      hint: Sentence(
        "copy it from the console once more; a line end may follow it, nothing else",
        "请从后台重新复制；后面可以有一个换行，不能有别的内容"))
  }

  fileprivate static func secretIsReadable(_ path: String) -> Problem {
    Problem(
      Sentence(
        "\(path) holds a secret, and other users of this machine can read it",
        "\(path) 里有密钥，而本机的其他用户可以读取它"),
      hint: Sentence("chmod 600 \(path)", "chmod 600 \(path)"))
  }

  fileprivate static func secretIsForeign(_ path: String) -> Problem {
    Problem(
      Sentence(
        "\(path) holds a secret, but belongs to another user", "\(path) 里有密钥，但它属于另一个用户"),
      hint: Sentence("copy it into a file of your own", "请复制到您自己的文件里"))
  }
}
