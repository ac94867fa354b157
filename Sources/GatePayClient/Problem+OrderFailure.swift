internal import GatePay
package import Support

// Messages about requests to the gateway that have no result.

extension OrderFailure {
  /// What went wrong, what that means for the request, and what to do.
  package var problem: Problem {
    switch self {
    case .refused(let refusal): Problem(sentence, hint: refusal.hint, code: "order-refused")
    case .notSent:
      Problem(
        Sentence(
          "\(sentence.english); nothing was sent", "\(sentence.chinese)；没有发送任何内容"),
        code: "order-not-sent")
    case .noReply:
      Problem(
        sentence, hint: Sentence("run the command again", "请重新运行命令"), code: "order-without-reply")
    }
  }

  /// The failure without its consequences.
  var sentence: Sentence {
    switch self {
    case .refused(let refusal): refusal.sentence
    case .notSent(let cause):
      Sentence(
        "the gateway cannot be reached: \(cause.sentence.english)",
        "无法连接网关：\(cause.sentence.chinese)")
    case .noReply(let cause):
      Sentence(
        "the gateway gave no usable answer: \(cause.sentence.english)",
        "网关没有给出可用的回复：\(cause.sentence.chinese)")
    }
  }
}

extension OrderFailure.Cause {
  fileprivate var sentence: Sentence {
    switch self {
    case .cannotConnect(let reason): Sentence(system: reason)
    case .notTrusted: Sentence("its certificate is not trusted", "它的证书不受信任")
    case .timedOut: Sentence("it did not answer in time", "等待超时")
    case .closed: Sentence("the connection was closed", "连接被关闭")
    case .tooLong: Sentence("the answer is too long", "回复太长")
    case .other(let name): Sentence(name, name)
    case .unreadable(let status, let error):
      Sentence(
        "HTTP status \(status), \(error.sentence.english)",
        "HTTP 状态 \(status)，\(error.sentence.chinese)")
    }
  }
}

extension GatewayRefusal {
  fileprivate var sentence: Sentence {
    let cause = self.cause
    let message = shortened(self.message)
    return Sentence(
      "the gateway refuses (\(code)): "
        + [cause?.english, message.isEmpty ? nil : "\"\(message)\""].compactMap(\.self)
        .joined(separator: ", "),
      "网关拒绝（\(code)）：\(message.isEmpty ? cause?.chinese ?? "" : message)")
  }

  /// The remedy, if the code alone is not enough.
  fileprivate var hint: Sentence? {
    switch cause {
    case .callbackURLMissing, .notificationURLMissing:
      Sentence(
        "give both addresses, in the gateway's console or as --notify-url and --return-url, "
          + "here or when `paypress sandbox` starts; in a config they are notify_url and return_url",
        "请给出两个网址：在网关后台填写，或用 --notify-url 和 --return-url（在这里，或启动 `paypress sandbox` 时）；"
          + "配置里写 notify_url 和 return_url")
    default: nil
    }
  }
}

extension ReplyError {
  fileprivate var sentence: Sentence {
    switch self {
    case .refused(let refusal): Sentence("code \(refusal.code)", "代码 \(refusal.code)")
    case .notJSON: Sentence("not JSON", "不是 JSON")
    case .missing(let name): Sentence("\(name) is missing", "缺少 \(name)")
    case .malformed(let name): Sentence("\(name) cannot be read", "\(name) 无法读取")
    }
  }
}
