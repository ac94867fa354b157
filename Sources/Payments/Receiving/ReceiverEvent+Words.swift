internal import GatePay
package import Support

// What is said about the work of a receiver.

extension ReceiverEvent {
  /// A line of the receiver's log.
  package var sentence: Sentence {
    switch self {
    case .listening(let port): Sentence("listening at port \(port)", "正在监听端口 \(port)")
    case .stored(let message): message.sentence
    case .judged(let message, let receipt):
      Sentence(
        "\(fact(message.merchant, receipt, message.fields)): \(receipt.sentence.english)",
        "\(fact(message.merchant, receipt, message.fields))：\(receipt.sentence.chinese)")
    case .recorded(let payment, let outcome): payment.sentence(outcome)
    case .refused(let refusal, let number): Self.refusal(refusal.sentence, number)
    case .failed(let error, let number): Self.failure(error, number)
    case .delivered(let key, let target, nil):
      Sentence("\(key): passed on (\(target))", "\(key)：已转发（\(target)）")
    case .delivered(let key, let target, let failure?):
      Sentence(
        "\(key): not passed on (\(target): \(failure.sentence.english)); will try again",
        "\(key)：转发失败（\(target)：\(failure.sentence.chinese)），稍后重试")
    case .givenUp(let key, let target):
      Sentence(
        "\(key): given up (\(target)); `paypress payments redeliver --dead` tries again",
        "\(key)：不再重试（\(target)）；可用 `paypress payments redeliver --dead` 再试")
    case .said(let target, let line):
      Sentence("\(target): \(spelledOut(line))", "\(target)：\(spelledOut(line))")
    case .servedElsewhere(let target, let holder): Self.turn(of: holder, target)
    case .notNoted(let error):
      Sentence(
        "deliveries wait: \(error.path): \(error.reason); will try again",
        "转发暂停：\(error.path)：\(Sentence(system: error.reason).chinese)，稍后重试")
    case .notJudged(let error):
      Sentence(
        "verdicts wait: \(error.path): \(error.reason); will try again",
        "判定暂停：\(error.path)：\(Sentence(system: error.reason).chinese)，稍后重试")
    case .ordersUnreadable(let problem): problem.sentence
    case .unreadable:
      Sentence("a message could not be read, answered fail", "有一条消息无法读取，已回复 fail")
    case .reloaded(true): Sentence("the config was read again", "已重新读取配置")
    case .reloaded(false):
      Sentence(
        "the config has errors: the one from before stays active", "配置有错误：继续使用之前的配置")
    }
  }

  private static func refusal(_ reason: Sentence, _ number: String?) -> Sentence {
    let order = number.map { quoted($0) } ?? "?"
    return Sentence(
      "order \(order) refused: \(reason.english)", "订单 \(order) 被拒绝：\(reason.chinese)")
  }

  private static func failure(_ error: LedgerError, _ number: String?) -> Sentence {
    let order = number.map { quoted($0) } ?? "?"
    return Sentence(
      "order \(order) not recorded, answered fail: \(error.path): \(error.reason)",
      "订单 \(order) 没有记录，已回复 fail：\(error.path)：\(Sentence(system: error.reason).chinese)")
  }

  /// Another process passes payments on to a target.
  private static func turn(of holder: String?, _ target: DeliveryTarget) -> Sentence {
    let process = holder.map { quoted($0) } ?? "?"
    return Sentence(
      "\(target): process \(process) passes payments on to it meanwhile",
      "\(target)：目前由进程 \(process) 转发")
  }
}

extension StoredMessage {
  fileprivate var sentence: Sentence {
    let about = fact(merchant, receipt, fields)
    let words = receipt.sentence
    let isRepeated = receipt.isRepeated
    return Sentence(
      "\(about) \(words.english): \(isRepeated ? "already known" : "recorded")",
      "\(about) \(words.chinese)：\(isRepeated ? "此前已记录" : "已记录")")
  }
}

extension Payment {
  fileprivate func sentence(_ outcome: RecordingOutcome) -> Sentence {
    let link = link.map { " \(shortened($0))" } ?? ""
    let fact = "\(merchant)\(link) \(outOrderID) \(sums)"
    let state = state.sentence
    let (english, chinese) =
      switch outcome {
      case .new: ("recorded", "已记录")
      case .advanced: ("updated", "已更新记录")
      case .repeated: ("already known", "此前已记录")
      }
    return Sentence(
      "\(fact) \(state.english): \(english)", "\(fact) \(state.chinese)：\(chinese)")
  }
}

/// The message's number in the inbox, whose payment it is about, and both sums.
private func fact(
  _ merchant: String, _ receipt: Receipt, _ fields: AsynchronousNotification
) -> String {
  [
    "#\(receipt.id)", merchant, receipt.link.map { shortened($0) }, shortened(fields.outOrderID),
    fields.sums,
  ].compactMap(\.self).joined(separator: " ")
}
