internal import Catalog
internal import Console
internal import GatePay
internal import Orders
internal import Payments
internal import Serving
internal import Support

/// The sentences of the server's commands about notifications and payments.
enum Messages {
  /// A line of the receiver's log.
  static func words(_ event: ReceiverEvent) -> Sentence {
    switch event {
    case .listening(let port): Sentence("listening at port \(port)", "正在监听端口 \(port)")
    case .stored(let message): words(message)
    case .judged(let message, let receipt):
      Sentence(
        "\(fact(message.merchant, receipt, message.fields)): \(words(receipt, of: message).english)",
        "\(fact(message.merchant, receipt, message.fields))：\(words(receipt, of: message).chinese)"
      )
    case .recorded(let payment, let outcome): words(payment, outcome)
    case .refused(let refusal, let number):
      refused(refusal.sentence, number)
    case .failed(let error, let number): failed(error, number)
    case .delivered(let key, let target, nil):
      Sentence("\(key): passed on (\(target))", "\(key)：已转发（\(target)）")
    case .delivered(let key, let target, let failure?):
      Sentence(
        "\(key): not passed on (\(target): \(words(failure).english)); will try again",
        "\(key)：转发失败（\(target)：\(words(failure).chinese)），稍后重试")
    case .givenUp(let key, let target):
      Sentence(
        "\(key): given up (\(target)); `paypress payments redeliver --dead` tries again",
        "\(key)：不再重试（\(target)）；可用 `paypress payments redeliver --dead` 再试")
    case .said(let target, let line):
      Sentence("\(target): \(spelledOut(line))", "\(target)：\(spelledOut(line))")
    case .servedElsewhere(let target, let holder): servedElsewhere(target, holder)
    case .notNoted(let error):
      Sentence(
        "deliveries wait: \(error.path): \(error.reason); will try again",
        "转发暂停：\(error.path)：\(Sentence(system: error.reason).chinese)，稍后重试")
    case .notJudged(let error):
      Sentence(
        "verdicts wait: \(error.path): \(error.reason); will try again",
        "判定暂停：\(error.path)：\(Sentence(system: error.reason).chinese)，稍后重试")
    case .ordersUnreadable(let problem): words(problem)
    case .unreadable:
      Sentence("a message could not be read, answered fail", "有一条消息无法读取，已回复 fail")
    case .reloaded(true): Sentence("the config was read again", "已重新读取配置")
    case .reloaded(false):
      Sentence(
        "the config has errors: the one from before stays active", "配置有错误：继续使用之前的配置")
    }
  }

  private static func failed(_ error: LedgerError, _ number: String?) -> Sentence {
    let order = number.map { quoted($0) } ?? "?"
    return Sentence(
      "order \(order) not recorded, answered fail: \(error.path): \(error.reason)",
      "订单 \(order) 没有记录，已回复 fail：\(error.path)：\(Sentence(system: error.reason).chinese)")
  }

  private static func words(_ message: StoredMessage) -> Sentence {
    let fact = fact(message.merchant, message.receipt, message.fields)
    let words = verdict(message.receipt)
    let isRepeated = message.receipt.isRepeated
    return Sentence(
      "\(fact) \(words.english): \(isRepeated ? "already known" : "recorded")",
      "\(fact) \(words.chinese)：\(isRepeated ? "此前已记录" : "已记录")")
  }

  /// The new verdict about a message.
  static func words(_ receipt: Receipt, of message: InboxMessage) -> Sentence { verdict(receipt) }

  private static func verdict(_ receipt: Receipt) -> Sentence {
    let verdict = words(receipt.verdict, nil)
    guard let reason = receipt.reason else { return verdict }
    let why = words(reason)
    return Sentence(
      "\(verdict.english) (\(why.english))", "\(verdict.chinese)（\(why.chinese)）")
  }

  /// The message's number in the inbox, whose payment it is about, and both sums.
  private static func fact(
    _ merchant: String, _ receipt: Receipt, _ fields: AsynchronousNotification
  ) -> String {
    [
      "#\(receipt.id)", merchant, receipt.link.map { shortened($0) }, shortened(fields.outOrderID),
      sums(price: fields.price, realPrice: fields.realPrice),
    ].compactMap(\.self).joined(separator: " ")
  }

  private static func words(_ payment: Payment, _ outcome: RecordingOutcome) -> Sentence {
    let link = payment.link.map { " \(shortened($0))" } ?? ""
    let fact = "\(payment.merchant)\(link) \(payment.outOrderID) \(sums(payment))"
    let state = words(payment.state)
    let (english, chinese) =
      switch outcome {
      case .new: ("recorded", "已记录")
      case .advanced: ("updated", "已更新记录")
      case .repeated: ("already known", "此前已记录")
      }
    return Sentence(
      "\(fact) \(state.english): \(english)", "\(fact) \(state.chinese)：\(chinese)")
  }

  /// The state of a payment.
  static func words(_ state: PaymentState) -> Sentence {
    switch state {
    case .returned: Sentence(state.word, "已跳转回来")
    case .underpaid: Sentence(state.word, "付款不足")
    case .paid: Sentence(state.word, "已付款")
    }
  }

  private static func words(_ failure: DeliveryFailure) -> Sentence {
    switch failure {
    case .exitStatus(let status): Sentence("exit status \(status)", "退出状态 \(status)")
    case .signal(let signal): Sentence("ended by signal \(signal)", "被信号 \(signal) 终止")
    case .status(let status): Sentence("HTTP \(status)", "HTTP \(status)")
    case .timedOut: Sentence("timed out", "超时")
    case .other(let words): Sentence(system: words)
    }
  }

  /// What is wrong with the file of orders while a receiver runs.
  static func words(_ problem: OrderLogProblem) -> Sentence {
    let place = problem.path + (problem.line.map { ":\($0)" } ?? "")
    let english = problem.reason ?? "PayPress did not write this"
    let chinese = problem.reason.map { Sentence(system: $0).chinese } ?? "这不是 PayPress 写入的内容"
    let remedy =
      problem.isNotPermitted
      ? Sentence(
        "the file is there: give it to the user of the receiver, then run `paypress payments judge`",
        "文件还在：请把它交给运行接收程序的用户，然后运行 `paypress payments judge`")
      : Sentence("restore the file from version control", "请从版本库恢复该文件")
    return Sentence(
      "\(place): \(english); only orders that were already known are accepted "
        + "(\(remedy.english))",
      "\(place)：\(chinese)；只接受此前已知的订单（\(remedy.chinese)）")
  }

  /// A line of sums for a group, which `name` gives for people.
  static func words(_ sum: PaymentTable.Sum, _ grouping: PaymentTable.Grouping, _ name: String)
    -> Sentence
  {
    let isOpen = sum.openCount > 0
    let kind =
      switch grouping {
      case .day: "日期"
      case .week: "周"
      case .month: "月份"
      case .link: "链接"
      case .custom: "custom"
      case .type: "渠道"
      case .merchant: "商户"
      }
    return Sentence(
      "\(grouping.rawValue) \(name): \(sum.paidCount) × = ¥\(sum.paid)"
        + (isOpen ? "; \(sum.openCount) open, ¥\(sum.underpaid) received for them" : ""),
      "\(kind) \(name)：\(sum.paidCount) 笔，共 ¥\(sum.paid)"
        + (isOpen ? "；另有 \(sum.openCount) 笔未付清，已收 ¥\(sum.underpaid)" : ""))
  }

  /// The line below all sums.
  static func words(_ total: PaymentTable.Sum, in zone: String) -> Sentence {
    let isOpen = total.openCount > 0
    return Sentence(
      "total: \(total.paidCount) × = ¥\(total.paid)"
        + (isOpen ? "; \(total.openCount) open, ¥\(total.underpaid) received for them" : "")
        + " (days and times of \(zone))",
      "合计：\(total.paidCount) 笔，共 ¥\(total.paid)"
        + (isOpen ? "；另有 \(total.openCount) 笔未付清，已收 ¥\(total.underpaid)" : "")
        + "（日期和时间按 \(zone)）")
  }

  private static func refused(_ reason: Sentence, _ number: String?) -> Sentence {
    let order = number.map { quoted($0) } ?? "?"
    return Sentence(
      "order \(order) refused: \(reason.english)", "订单 \(order) 被拒绝：\(reason.chinese)")
  }

  /// Both sums: what was paid, and the price if that is another sum.
  static func sums(_ payment: Payment) -> String {
    sums(
      price: payment.price.description,
      realPrice: (payment.realPrice ?? payment.price).description)
  }

  static func sums(price: String, realPrice: String) -> String {
    let isEqual =
      Amount(plain: price).map { $0 == Amount(plain: realPrice) } ?? (price == realPrice)
    return isEqual ? "¥\(shortened(realPrice))" : "¥\(shortened(realPrice))/\(shortened(price))"
  }

  static func noPayments(_ path: String) -> Problem {
    Problem(
      Sentence("\(path) does not exist", "\(path) 不存在"),
      hint: Sentence(
        "`paypress notify listen` creates it; give the same --gateway or --database here",
        "`paypress notify listen` 会创建它；请在这里给出相同的 --gateway 或 --database"))
  }

  /// What helps against a database that cannot be used.
  static func remedy(_ kind: LedgerError.Kind) -> Sentence {
    switch kind {
    case .locked:
      Sentence(
        "wait for the process that uses it, or stop it; then run this again",
        "请等待或停止占用它的进程，然后重新运行")
    case .notPermitted:
      Sentence(
        "run this as the user of the receiver, who must own the files and be able to write in "
          + "their folder, or choose another one with --database",
        "请以运行接收程序的用户运行：文件须属于该用户，目录须可写；或用 --database 指定另一个文件")
    case .other:
      Sentence(
        "check that the disk has room and that you may write the file, or choose another one "
          + "with --database",
        "请确认磁盘有空间且有写权限，或用 --database 指定另一个文件")
    }
  }

  static func cannotRun(_ program: String, _ reason: String) -> Problem {
    Problem(
      Sentence(
        "--exec: \(quoted(program)) cannot be run: \(reason)",
        "--exec：\(quoted(program)) 无法运行：\(Sentence(system: reason).chinese)"),
      hint: Sentence(
        "give a program on the PATH, or a path with a slash; make a script executable with "
          + "chmod +x",
        "请写 PATH 里的程序，或带斜杠的路径；脚本要用 chmod +x 设为可执行"))
  }
}

extension Failure {
  /// Describes an error of receiving or listing payments.
  init(payments error: any Error) {
    switch error {
    case let error as LedgerError:
      self = .files(
        Problem(
          Sentence(
            "\(error.path): \(error.reason)",
            "\(error.path)：\(Sentence(system: error.reason).chinese)"),
          hint: Messages.remedy(error.kind)))
    case let error as LedgerIsHeld: self = .files(Messages.databaseIsHeld(error))
    case let error as WritingError: self = Failure(error)
    case let error as PortRefusal:
      self = .files(
        Problem(
          Sentence(
            "the port cannot be used: \(error.reason)",
            "无法使用该端口：\(Sentence(system: error.reason).chinese)"),
          hint: Sentence(
            "choose another with --port or --host, or stop the program that uses it",
            "请用 --port 或 --host 指定另一个，或结束占用它的程序")))
    default: self.init(order: error)
    }
  }
}
