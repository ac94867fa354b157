internal import Console
internal import Support

extension Messages {
  /// A check without errors.
  static func checked(_ linkCount: Int, in time: Duration) -> Sentence {
    let milliseconds = Int((time / .milliseconds(1)).rounded())
    return Sentence(
      "\(counted(linkCount, "link")), checked in \(milliseconds) ms",
      "\(linkCount) 个链接，检查用时 \(milliseconds) 毫秒")
  }

  /// Whoever has the address can see the shop, and with forms change it.
  static func openToNetwork(takesForms: Bool) -> Sentence {
    Sentence(
      "scan the code with a phone in the same network; whoever has this address can see "
        + (takesForms ? "and change the shop" : "the shop"),
      "请用同一网络里的手机扫码；知道这个网址的人都能看到\(takesForms ? "并修改" : "")店铺")
  }

  /// `--open` found no program that opens the address.
  static let noBrowser = Sentence(
    "no browser could be opened: open the address yourself", "无法打开浏览器：请自行打开该网址")
}

extension Problem {
  /// The studio's port cannot be used.
  static func usedPort(_ port: UInt16, _ reason: String) -> Problem {
    Problem(
      Sentence(
        "port \(port) cannot be used: \(reason)",
        "端口 \(port) 无法使用：\(Sentence(system: reason).chinese)"),
      hint: Sentence("take a free one with --port 0", "请用 --port 0 使用空闲端口"))
  }

  /// `--lan` without a network.
  static var noLocalNetwork: Problem {
    Problem(
      Sentence("this machine has no address in a local network", "本机没有局域网地址"),
      hint: Sentence("connect it, or omit --lan", "请先连接网络，或去掉 --lan"))
  }
}
