import TestSupport
import Testing

@Suite struct UsageTests {
  /// A command line, and the lines before the usage.
  static let cases: [(arguments: [String], english: String, chinese: String)] = [
    (
      ["build", "--outpt", "x"],
      "paypress: error: there is no option \"--outpt\"\n  hint: did you mean \"--output\"?",
      "paypress: 错误：没有 \"--outpt\" 这个选项\n  提示：是不是 \"--output\"？"
    ),
    (
      ["build", "--frobnicate"], "paypress: error: there is no option \"--frobnicate\"",
      "paypress: 错误：没有 \"--frobnicate\" 这个选项"
    ),
    (
      ["build", "-x"], "paypress: error: there is no option \"-x\"",
      "paypress: 错误：没有 \"-x\" 这个选项"
    ),
    (
      ["build", "--output"], "paypress: error: --output <dir> needs a value",
      "paypress: 错误：--output <文件夹> 需要一个值"
    ),
    (
      ["check", "--strict=yes"], "paypress: error: --strict takes no value, but \"yes\" is given",
      "paypress: 错误：--strict 不带值，却给出了 \"yes\""
    ),
    (
      ["check", "now"],
      "paypress: error: there are too many arguments: \"now\"\n"
        + "  hint: put a value with spaces in quotes",
      "paypress: 错误：参数太多：\"now\"\n  提示：带空格的值请加引号"
    ),
    (
      ["check", "right", "now"],
      "paypress: error: there are too many arguments: \"right\", \"now\"\n"
        + "  hint: put a value with spaces in quotes",
      "paypress: 错误：参数太多：\"right\"、\"now\"\n  提示：带空格的值请加引号"
    ),
    (["show"], "paypress: error: <id> is missing", "paypress: 错误：缺少 <编号>"),
    (
      ["build", "-j", "x"], "paypress: error: -j <n> cannot be \"x\"",
      "paypress: 错误：-j <数字> 不能是 \"x\""
    ),
    (
      ["links", "--format", "csw"],
      "paypress: error: --format <format> cannot be \"csw\"\n"
        + "  hint: did you mean \"csv\"? accepted: url, csv, json",
      "paypress: 错误：--format <格式> 不能是 \"csw\"\n  提示：是不是 \"csv\"？可用：url、csv、json"
    ),
    (
      ["init", "bakery"],
      "paypress: error: <kind> cannot be \"bakery\"\n  hint: accepted: shop, marketer, site",
      "paypress: 错误：<类型> 不能是 \"bakery\"\n  提示：可用：shop、marketer、site"
    ),
    (
      ["build", "-j", "0"], "paypress: error: --jobs takes a whole number from 1 to 1024",
      "paypress: 错误：--jobs 需要 1 到 1024 的整数"
    ),
    (
      ["--generate-completion-script", "csh"],
      "paypress: error: no completion can be written for \"csh\"\n"
        + "  hint: write --generate-completion-script=bash, =zsh or =fish",
      "paypress: 错误：无法为 \"csh\" 生成补全脚本\n"
        + "  提示：请写 --generate-completion-script=bash、=zsh 或 =fish"
    ),
    (
      ["order", "create", "anypay", "--type"], "paypress: error: --type <type> needs a value",
      "paypress: 错误：--type <类型> 需要一个值"
    ),
  ]

  @Test(arguments: cases.indices)
  func wrongUsageIsNamed(index: Int) throws {
    let (arguments, english, chinese) = Self.cases[index]
    let first = try Tool.payPress(arguments, in: "/")
    #expect(first.status == 64 && first.output.isEmpty)
    #expect(first.error.hasPrefix(english + "\nUsage: paypress "), "\(first.error)")
    #expect(first.error.contains(" --help' for more information.\n"))
    let second = try Tool.payPress(arguments, in: "/", environment: Language.chinese)
    #expect(second.status == 64 && second.output.isEmpty)
    #expect(second.error.hasPrefix(chinese + "\n用法：paypress "), "\(second.error)")
    #expect(second.error.hasSuffix(" --help'。\n"), "\(second.error)")
    let lines = second.error.split(separator: "\n").filter { !$0.hasPrefix("用法：") }
    for line in lines { #expect(Language.english(in: String(line)) == nil, "\(line)") }
  }

  @Test(arguments: [
    (["bulid"], "bulid", "build"), (["help", "bulid"], "bulid", "build"),
    (["sandbx"], "sandbx", "sandbox"), (["bulid", "-o", "x"], "bulid", "build"),
    (["stock"], "stock", "stocks"), (["make"], "make", "build"),
    (["Generate"], "Generate", "build"),
    (["ls"], "ls", "links"), (["webhook"], "webhook", "notify"), (["new"], "new", "init"),
    (["order", "creat"], "creat", "create"), (["order", "crate"], "crate", "create"),
    (["notify", "lisen"], "lisen", "listen"), (["preview"], "preview", "serve"),
    (["watch"], "watch", "serve"),
  ])
  func anUnknownCommandIsNamedWithTheNearest(
    arguments: [String], word: String, nearest: String
  ) throws {
    let english = try Tool.payPress(arguments, in: "/")
    #expect(english.status == 64 && english.output.isEmpty)
    #expect(
      english.error.hasPrefix(
        "paypress: error: there is no command \"\(word)\"\n  hint: did you mean \"\(nearest)\"? accepted: "
      ), "\(english.error)")
    let chinese = try Tool.payPress(arguments, in: "/", environment: Language.chinese)
    #expect(
      chinese.error.hasPrefix("paypress: 错误：没有 \"\(word)\" 这个命令\n  提示：是不是 \"\(nearest)\"？可用："),
      "\(chinese.error)")
  }

  @Test(arguments: [
    ("version", "write `paypress --version`", "请写 `paypress --version`")
  ])
  func wordsForWhatIsDoneOtherwiseAreAnswered(word: String, hint: String, chinese: String) throws {
    let result = try Tool.payPress([word], in: "/")
    #expect(result.status == 64 && result.error.contains("\n  hint: \(hint)"), "\(result.error)")
    let other = try Tool.payPress([word], in: "/", environment: Language.chinese)
    #expect(other.error.contains("\n  提示：\(chinese)"), "\(other.error)")
  }
}
