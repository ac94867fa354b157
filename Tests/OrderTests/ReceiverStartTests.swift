import Foundation
import Support
import TestSupport
import Testing

/// What a receiver does besides answering.
@Suite struct ReceiverStartTests {
  private static let links = "  - { id: o, order: anypay, type: wechat, price: 5, custom: =1+1 }"

  /// A shop with one order, and the message that reports its payment.
  private func shop() throws -> (shop: ShopFixture, body: String) {
    let shop = try ShopFixture(links: Self.links)
    #expect(try shop.place().status == 0)
    let number = try #require(try shop.values("out_order_id").first)
    return (shop, try ReceiverProcessTests.body(outOrderID: number))
  }

  private func write(_ program: String, as name: String, in shop: ShopFixture) throws {
    try shop.folder.write(program, to: name)
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/\(name)"])
  }

  /// On the disk, so that it survives a power cut.
  @Test func aPaymentIsOnTheDiskBeforeSuccessIsAnswered() throws {
    let (shop, body) = try shop()
    try #require(!ShopFixture.killer.isEmpty)
    let listener = try Listener(
      shop, ["LD_PRELOAD": ShopFixture.killer, "CALL_LOG": "calls"], passingOn: [])
    #expect(listener.post(body) == "success")
    listener.stop()
    let calls = try shop.lines("calls")
    let answer = try #require(calls.firstIndex { $0.hasPrefix("answer") })
    let write = try #require(calls[..<answer].lastIndex { $0.hasPrefix("write ") })
    #expect(calls[write].hasSuffix("/payments.sqlite-wal"), "\(calls[write])")
    let synced = calls[write..<answer].filter { $0.hasPrefix("sync ") }
    #expect(synced.contains { $0.hasSuffix("/payments.sqlite-wal") }, "\(calls)")
  }

  @Test func aProgramGetsNoDescriptorOfTheReceivers() throws {
    let (shop, body) = try shop()
    try write(
      """
      #!/usr/bin/python3
      import os
      found = []
      for name in os.listdir("/proc/self/fd"):
          try: found.append(name + " " + os.readlink("/proc/self/fd/" + name))
          except FileNotFoundError: pass
      open("found.new", "w").write("\\n".join(sorted(found)) + "\\n")
      os.rename("found.new", "found")

      """, as: "tell.sh", in: shop)
    let listener = try Listener(shop)
    #expect(listener.post(body) == "success")
    listener.wait { shop.folder.has("found") }
    listener.stop()
    let found = try shop.lines("found")
    #expect(found.map { $0.prefix(2) } == ["0 ", "1 ", "2 "], "\(found)")
    #expect(found.first == "0 /dev/null")
    // A pipe of the receiver's, which nobody stalls.
    #expect(found.dropFirst().allSatisfy { $0.dropFirst(2).hasPrefix("pipe:") }, "\(found)")
  }

  /// A running hook does not keep the port; a receiver without the port runs no hook.
  @Test func onlyWhoHasThePortRunsThePrograms() throws {
    let (shop, body) = try shop()
    try write(
      "#!/bin/sh\necho told >> told\nuntil [ -e go ]; do sleep 0.05; done\n", as: "tell.sh",
      in: shop)
    let first = try Listener(shop)
    #expect(first.post(body) == "success")
    first.wait { (try? shop.lines("told").count) == 1 }
    let second = try shop.run([
      "notify", "listen", "--port", first.port, "--exec", "./tell.sh", "--database", "other.sqlite",
    ])
    #expect(second.status == 74 && second.output.isEmpty)
    #expect(
      second.error == """
        paypress: error: the port cannot be used: Address already in use
          hint: choose another with --port or --host, or stop the program that uses it

        """)
    #expect(try shop.lines("told").count == 1)
    // The hook runs when its receiver is stopped; the next receiver gets the port at once.
    first.stop()
    let third = try Listener(shop, port: first.port)
    #expect(third.isRunning && third.port == first.port)
    #expect(third.post(body) == "success")
    try shop.folder.write("", to: "go")
    third.stop()
  }

  @Test(arguments: [
    ("./none", "No such file or directory"), ("./plain", "Permission denied"),
    ("paypress-no-such-program", "No such file or directory"), (".", "Permission denied"),
  ])
  func missesAProgramBeforeTheFirstPaymentNeedsIt(program: String, reason: String) throws {
    let shop = try ShopFixture(links: "  - { id: plain }")
    try shop.folder.write("#!/bin/sh\n", to: "plain")
    let result = try shop.run(["notify", "listen", "--port", "0", "--exec", program])
    #expect(result.status == 74 && result.output.isEmpty)
    #expect(
      result.error.hasPrefix(
        "paypress: error: --exec: \"\(program)\" cannot be run: \(reason)\n  hint: "))
    #expect(!shop.folder.has("payments.sqlite"))
  }

  /// A file of orders that root has put there is no lost file: the remedy is another one, at the start
  /// and later.
  @Test func tellsAFileThatMayNotBeReadFromOneThatIsGone() throws {
    let (shop, body) = try shop()
    // Root may read everything, so it starts the receiver as somebody else.
    let isRoot = getuid() == 0
    let script = """
      \(isRoot ? "chown -R 65534:65534 ." : ":") || exit 2
      "$@" notify listen --port 0 > address 2> refused &
      until grep -q '^http' address; do kill -0 $! || exit 3; sleep 0.05; done
      \(isRoot ? "chown 0:0" : "chmod 0") paypress.lock || exit 4
      curl -s -d "$BODY" "$(cat address)" > answer
      until grep -q 'are accepted' refused; do kill -0 $! || exit 5; sleep 0.05; done
      kill $!; wait
      "$@" notify listen --port 0 2> start
      rm -f paypress.lock
      """
    let change = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let result = try Tool.run(
      "/bin/sh", ["-c", script, "sh"] + (isRoot ? change : []) + [Tool.payPress],
      in: shop.folder.path,
      environment: ["LC_ALL": "C", "BODY": body].merging(ShopFixture.environment) { $1 })
    #expect(result.status == 0, "\(result.error)")
    // The order was known before.
    #expect(try shop.folder.text("answer") == "success")
    let log = try shop.folder.text("refused")
    #expect(
      log.contains("paypress.lock: Permission denied")
        && log.contains("give it to the user of the receiver") && !log.contains("version control"),
      "\(log)")
    #expect(
      try shop.folder.text("start") == """
        paypress: error: paypress.lock cannot be read: Permission denied
          hint: run this as the user whom the file belongs to, or give it to the user who runs this

        """)
  }

  /// What root creates or replaces stays with whom it was: the receiver must be able to use it.
  @Test func whatRootWritesBelongsToTheOwnerOfTheFolder() throws {
    let (shop, _) = try shop()
    guard getuid() == 0 else {
      #expect(FileSystem.ownerToKeep(of: "\(shop.folder.path)/paypress.lock") == nil)
      return
    }
    _ = try Tool.run("/bin/chown", ["-R", "65534:65534", "."], in: shop.folder.path)
    func owners() throws -> [String: uid_t?] {
      let names = ["paypress.lock", "payments.sqlite", "payments.sqlite-lock"]
      return Dictionary(
        uniqueKeysWithValues: names.filter(shop.folder.has).map { name in
          (name, FileSystem.ownerToKeep(of: "\(shop.folder.path)/\(name)")?.user)
        })
    }
    // Adds an order, and sorts the file anew.
    try shop.folder.write(
      try shop.folder.text("paypress.yml")
        + "\n  - { id: b, order: anypay, type: wechat, price: 6, custom: x }\n",
      to: "paypress.yml")
    #expect(try shop.place().status == 0)
    #expect(try shop.values("out_order_id").count == 2)
    let listener = try Listener(shop, passingOn: [])
    listener.stop()
    #expect(
      try owners() == [
        "paypress.lock": 65534, "payments.sqlite": 65534, "payments.sqlite-lock": 65534,
      ])
    shop.remove(["paypress.lock"])
    #expect(try shop.place().status == 0)
    #expect(try owners()["paypress.lock"] == .some(65534))
  }

  @Test func saysWhatToDoAboutADatabaseThatCannotBeUsed() throws {
    let shop = try ShopFixture(links: "  - { id: plain }")
    try shop.folder.write(String(repeating: "no database ", count: 99), to: "text")
    for (language, words) in [
      ("C", "text: file is not a database\n  hint: check that the disk has room"),
      ("zh_CN.UTF-8", "text：文件不是数据库\n  提示：请确认磁盘有空间"),
    ] {
      let result = try shop.run(
        ["notify", "listen", "--port", "0", "--database", "text"],
        environment: ["LC_ALL": language])
      #expect(result.status == 74 && result.error.contains(words), "\(result.error)")
    }
  }

  @Test func keepsADatabaseForEachGateway() throws {
    let (shop, body) = try shop()
    for (arguments, name) in [
      ([], "payments.sqlite"), (["--gateway", shop.gateway], "payments.sqlite"),
      (["--gateway", "http://127.0.0.1:1"], "payments-127.0.0.1-1.sqlite"),
    ] {
      shop.remove(["payments.sqlite", "payments.sqlite-wal", "payments.sqlite-shm"])
      let listener = try Listener(shop, passingOn: arguments)
      #expect(listener.post(body) == "success")
      listener.stop()
      #expect(shop.folder.has(name), "\(name)")
      let listed = try shop.run(["payments", "--csv-raw"] + arguments)
      #expect(listed.text.split(separator: "\r\n").count == 2, "\(listed.error)")
    }
    #expect(!shop.folder.has("payments.sqlite"))
    let missing = try shop.run(["payments"])
    #expect(
      missing.status == 74 && missing.error.contains("hint: `paypress notify listen` creates it"))
  }

  /// The log names file and line; known orders are still accepted.
  @Test func saysWhenTheFileOfOrdersIsDamagedWhileItRuns() throws {
    let (shop, body) = try shop()
    let listener = try Listener(shop, passingOn: [])
    #expect(listener.post(body) == "success")
    let lock = try shop.folder.text("paypress.lock")
    let line = lock.split(separator: "\n", omittingEmptySubsequences: false).count
    try shop.folder.write(lock + "garbage\n\n", to: "paypress.lock")
    #expect(listener.post(body) == "success")
    // The gateway does not know it either: it stays in the inbox.
    #expect(listener.post(try ReceiverProcessTests.body(outOrderID: "unknown-a")) == "success")
    try shop.folder.write(lock, to: "paypress.lock")
    #expect(listener.post(body) == "success")
    listener.stop()
    let told = try shop.lines("log").filter {
      $0.contains("paypress.lock") && $0.contains("; only")
    }
    #expect(told.count == 1, "\(told)")
    #expect(
      told.allSatisfy {
        $0.contains("paypress.lock:\(line): PayPress did not write this; only")
      }, "\(told)")
  }

  /// A soft limit of 64 open files is raised, so idle connections do not exhaust it.
  @Test func answersBesideManyIdleConnections() throws {
    let (shop, body) = try shop()
    let listener = try Listener(shop, passingOn: [], openFiles: 64)
    let script = """
      import socket, sys
      peers = [socket.create_connection(("127.0.0.1", \(listener.port))) for _ in range(200)]
      for peer in peers: peer.sendall(b"POST / HTTP/1.1\\r\\nContent-Length: 60000\\r\\n")
      print("open", flush=True)
      sys.stdin.read()
      """
    let crowd = Process()
    let input = Pipe()
    let output = Pipe()
    crowd.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    crowd.arguments = ["-c", script]
    crowd.standardInput = input
    crowd.standardOutput = output
    try crowd.start()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(line.hasPrefix("open"))
    #expect(listener.post(body) == "success")
    try input.fileHandleForWriting.close()
    crowd.waitUntilExit()
    listener.stop()
  }

  @Test(arguments: [("0.0.0.0", true), ("127.0.0.1", false)])
  func warnsWhenOtherMachinesCanReachIt(host: String, isWarning: Bool) throws {
    let (shop, _) = try shop()
    let listener = try Listener(shop, passingOn: ["--host", host])
    listener.stop()
    let log = try shop.folder.text("log")
    let sentence = """
      warning: --host \(host): other machines can reach the receiver, without encryption
        hint: put a web server with HTTPS in front of it, on the same machine

      """
    #expect(listener.status == 0 && log.contains(sentence) == isWarning, "\(log)")
    #expect(log.contains("warning") == isWarning, "\(log)")
  }

  @Test func listsInChineseToo() throws {
    let (shop, body) = try shop()
    let listener = try Listener(shop, ["LC_ALL": "zh_CN.UTF-8"], passingOn: [])
    #expect(listener.post(body.replacing("sign=", with: "sign=0")) == "fail")
    #expect(listener.post(body) == "success")
    listener.stop()
    let log = try shop.folder.text("log")
    #expect(log.contains("¥5.00 已付款：已记录"), "\(log)")
    let text = try shop.run(["payments"], environment: ["LC_ALL": "zh_CN.UTF-8"]).text
    #expect(text.contains("  已付款  ¥5.00  o  "), "\(text)")
    #expect(text.contains("\n链接 o · Shop：1 笔，共 ¥5.00\n"), "\(text)")
    #expect(text.contains("\ncustom =1+1：1 笔，共 ¥5.00\n"), "\(text)")
  }
}
