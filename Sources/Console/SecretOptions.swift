package import ArgumentParser
internal import Catalog
package import GatePay
internal import Support

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
      "存放 appsecret 的文件，别人不能读取。（默认：环境变量 GATEPAY_APPSECRET）", value: "file"),
    completion: .file())
  package var secretFile: String?

  /// The secret from the file, or else from the environment; nil if neither is given.
  ///
  /// - Throws: `Failure` when the file is unreadable or others can read it, and for an invalid
  ///   secret, whose text no message contains.
  package func secretIfGiven() throws(Failure) -> Secret? {
    if let secretFile { return try SecretFile.read(secretFile) }
    return try SecretText.secretIfSet(in: Self.variable)
  }

  /// The secret from the file, or else from the environment; throws without one.
  package func secret() throws(Failure) -> Secret {
    guard let secret = try secretIfGiven() else { throw .usage(.secretMissing) }
    return secret
  }
}

/// A file that holds a secret.
enum SecretFile {
  static func read(_ path: String) throws(Failure) -> Secret {
    try SecretText.secret(in: bytes(of: path), of: path)
  }

  /// The bytes of a file that only its owner can read.
  static func bytes(of path: String) throws(Failure) -> [UInt8] {
    // Opened before it is checked, so that the checked file is the one that is read.
    let file: InputFile
    let status: stat
    do throws(ReadingError) {
      file = try InputFile(path)
      status = try file.status()
    } catch {
      throw error.errorNumber == ESPIPE || error.errorNumber == EISDIR
        ? .usage(.secretIsNoFile(path)) : Failure(error)
    }
    guard status.st_mode & 0o077 == 0 else { throw .input(.secretIsReadable(path)) }
    guard status.st_uid == geteuid() || geteuid() == 0 else {
      throw .input(.secretIsForeign(path))
    }
    do throws(ReadingError) {
      // More bytes than a secret has.
      return try file.bytes(limit: 2047)
    } catch {
      throw Failure(error)
    }
  }
}

extension Problem {
  fileprivate static func secretIsNoFile(_ path: String) -> Problem {
    Problem(
      Sentence("\(path) is not an ordinary file", "\(path) 不是普通文件"),
      hint: Sentence("name the file that holds the appsecret", "请指定存放 appsecret 的文件"))
  }

  fileprivate static func secretIsReadable(_ path: String) -> Problem {
    Problem(
      Sentence(
        "\(path) holds a secret, and other users of this machine can read it",
        "\(path) 里有密钥，而本机的其他用户可以读取它"),
      hint: Sentence("run `chmod 600 \(path)`", "请运行 `chmod 600 \(path)`"))
  }

  fileprivate static func secretIsForeign(_ path: String) -> Problem {
    Problem(
      Sentence(
        "\(path) holds a secret, but belongs to another user", "\(path) 里有密钥，但它属于另一个用户"),
      hint: Sentence("copy it into a file of your own", "请复制到您自己的文件里"))
  }
}
