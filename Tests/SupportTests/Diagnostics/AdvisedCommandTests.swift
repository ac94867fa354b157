import Testing

@testable import Support

/// The commands that messages name, for the config and the folder of a run.
@Suite struct AdvisedCommandTests {
  @Test(arguments: [
    ("run `paypress build`", "run `paypress build -c shop/paypress.yml -o public`"),
    (
      "down: `paypress paper gone 7k4mx-1…3`.",
      "down: `paypress paper gone 7k4mx-1…3 -c shop/paypress.yml -o public`."
    ),
    ("`paypress links` prints", "`paypress links -c shop/paypress.yml` prints"),
    // What is there is there.
    ("`paypress check -c x.yml`", "`paypress check -c x.yml -o public`"),
    ("`paypress build -o DIR`", "`paypress build -o DIR -c shop/paypress.yml`"),
    // Others have no config, or are no commands.
    ("`paypress stocks` and `forward: true`", "`paypress stocks` and `forward: true`"),
    ("`paypress`, `git status`", "`paypress`, `git status`"),
    ("one ` alone, paypress build", "one ` alone, paypress build"),
    ("`a` paypress build `b` paypress pdf", "`a` paypress build `b` paypress pdf"),
    ("`a` and `paypress build", "`a` and `paypress build"),
  ])
  func haveTheOptionsOfTheRun(text: String, completed: String) {
    #expect(
      AdvisedCommand.completed(text, config: "shop/paypress.yml", output: "public") == completed)
  }

  @Test func areQuotedForTheShell() {
    let completed = AdvisedCommand.completed(
      "`paypress build`", config: "my shop/paypress.yml", output: nil)
    #expect(completed == "`paypress build -c 'my shop/paypress.yml'`")
  }
}
