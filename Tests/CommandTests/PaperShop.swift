import TestSupport
import Testing

/// A shop with two links and a poster of each; nothing forwards, so its file of paper holds marked prints
/// only.
enum PaperShop {
  static let config = """
    site: { title: Tea House, language: en, base_url: https://pay.example.com/ }
    merchants:
      lakeside:
        name: Lakeside
        appkey: e3d704f3542b44a621ebed70dc0efe13
        tokens: { counter: qflknfokn }
    links:
      - { id: tea, title: Longjing, price: 28, stable: true }

      - { id: cake, title: Cake, price: 12, stable: true }

    print:
      - { poster: "*", name: posters, paper: A5 }

    """

  /// A folder with the config.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    return folder
  }

  /// Runs the generator in a folder, where it must succeed.
  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Result {
    let result = try Tool.payPress(arguments, in: folder.path)
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result
  }
}
