import Testing

@testable import Support

/// The commands that messages name, for the config and the folder of a run.
@Suite struct AdvisedCommandTests {
  @Test(arguments: [
    ("run `paypress build`", "run `paypress build -c shop/paypress.yml -o public`"),
    (
      "down: `paypress paper gone 7k4mx3d-1…3`.",
      "down: `paypress paper gone 7k4mx3d-1…3 -c shop/paypress.yml -o public`."
    ),
    ("`paypress links` prints", "`paypress links -c shop/paypress.yml` prints"),
    // What is there is there.
    ("`paypress check -c x.yml`", "`paypress check -c x.yml -o public`"),
    ("`paypress build -o DIR`", "`paypress build -o DIR -c shop/paypress.yml`"),
    // The folder of a build is not theirs.
    ("`paypress order check 7x`", "`paypress order check 7x -c shop/paypress.yml`"),
    ("`paypress payments`", "`paypress payments -c shop/paypress.yml`"),
    (
      "`paypress payments inbox --all`",
      "`paypress payments inbox --all -c shop/paypress.yml`"
    ),
    ("`paypress notify listen`", "`paypress notify listen -c shop/paypress.yml`"),
    ("`paypress calibrate mine`", "`paypress calibrate mine -c shop/paypress.yml`"),
    // Others have no config, need none, or are no commands.
    ("`paypress explain` and `forward: true`", "`paypress explain` and `forward: true`"),
    ("`paypress order create --help`", "`paypress order create --help`"),
    ("`paypress order` needs", "`paypress order` needs"),
    ("`paypress`, `git status`", "`paypress`, `git status`"),
    ("one ` alone, paypress build", "one ` alone, paypress build"),
    ("`a` paypress build `b` paypress pdf", "`a` paypress build `b` paypress pdf"),
    ("`a` and `paypress build", "`a` and `paypress build"),
  ])
  func haveTheOptionsOfTheRun(text: String, completed: String) {
    #expect(
      AdvisedCommand.completed(text, for: .init(config: "shop/paypress.yml", output: "public"))
        == completed)
  }

  @Test func areQuotedForTheShell() {
    let completed = AdvisedCommand.completed(
      "`paypress build`", for: .init(config: "my shop/paypress.yml"))
    #expect(completed == "`paypress build -c 'my shop/paypress.yml'`")
  }

  /// What a run reads may be the database of another gateway, such as a sandbox.
  @Test(arguments: [
    (
      "`paypress payments inbox --all`",
      "`paypress payments inbox --all --gateway 'http://127.0.0.1:8080' --database 'my pay.sqlite'`"
    ),
    (
      "`paypress payments deliver --since DAY --database x`",
      "`paypress payments deliver --since DAY --database x --gateway 'http://127.0.0.1:8080'`"
    ),
    (
      "`paypress notify listen`",
      "`paypress notify listen --gateway 'http://127.0.0.1:8080' --database 'my pay.sqlite'`"
    ),
    ("`paypress notify verify x`", "`paypress notify verify x`"),
    ("`paypress links`", "`paypress links`"),
  ])
  func areAboutTheDatabaseOfTheRun(text: String, completed: String) {
    let site = AdvisedCommand.Site(
      gateway: "http://127.0.0.1:8080", database: "my pay.sqlite")
    #expect(AdvisedCommand.completed(text, for: site) == completed)
  }
}
