internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Support

struct InspectCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: localized(
      "Takes a payment address apart: who is paid, how much, and what is wrong with it.",
      "拆解一个付款网址：付给谁、付多少、有什么问题。"))

  static let example = """
    paypress inspect 'https://gatepay.io/pay/any?appkey=e3d704f3542b44a621ebed70dc0efe13&token=qflknfokn&price=1.88&stable=1'
    """

  @Argument(help: .words("The address, in single quotes.", "付款网址，放在单引号里。"))
  var url: String

  func run() throws {
    let inspection = QuickCollectInspection(url)
    if let gateway = inspection.gateway { try Terminal.print("gateway  \(gateway)") }
    for part in inspection.parts {
      let name = spelledOut(part.name)
      let padding = String(repeating: " ", count: max(0, 7 - name.count))
      try Terminal.print("\(name)\(padding)  \(spelledOut(part.value))")
    }
    for case .notCanonical(let url) in inspection.problems {
      try Terminal.print("canonical  \(url)")
    }
    // Results come first if both outputs go to one place.
    try Terminal.flush()
    for problem in inspection.problems { Terminal.report(problem.diagnostic) }
    if inspection.link == nil { throw ExitCode(1) }
  }
}
