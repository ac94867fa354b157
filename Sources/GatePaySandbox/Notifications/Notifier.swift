internal import AsyncHTTPClient
internal import GatePay
internal import NIOCore
internal import NIOHTTP1

/// Sends a notification with pauses until `success`, at most `maximumTryCount` times.
struct Notifier: Sendable {
  let settings: SandboxSettings
  let store: OrderStore
  let client: HTTPClient
  let report: @Sendable (SandboxEvent) -> Void

  /// The most attempts for a notification.
  static let maximumTryCount = 3
  /// How long an answer may take, in seconds.
  private static let limitInSeconds: Int64 = 10
  /// How long only the caller sends the notifications that it added, in milliseconds: enough for
  /// the most that one button adds.
  static let headStartInMilliseconds = Int64(Cashier.maximumRepeatCount + 1) * limitInSeconds * 1000
  /// How much of an answer is read, in bytes.
  private static let maximumAnswerLength = 64 << 10

  /// How many are sent at once; those of one order are sent in turn.
  private static let maximumSimultaneousCount = 16

  /// Sends due notifications until cancelled; a server that hangs delays only its own order.
  func run() async throws {
    try await withThrowingTaskGroup(of: Int64?.self) { group in
      var busy: Set<Int64> = []
      var isWaiting = false
      while !Task.isCancelled {
        while busy.count < Self.maximumSimultaneousCount,
          let due = try await store.takeDue(now: settings.clock(), except: busy)
        {
          busy.insert(due.orderID)
          group.addTask {
            try await send(due)
            return due.orderID
          }
        }
        if !isWaiting {
          let due = try store.nextDue(except: busy) ?? .max
          let wait = min(max(due - settings.clock(), 5), 200)
          group.addTask {
            try await Task.sleep(for: .milliseconds(wait))
            return nil
          }
          isWaiting = true
        }
        guard let ended = try await group.next() else { break }
        if let order = ended { busy.remove(order) } else { isWaiting = false }
      }
    }
  }

  /// Sends a notification that was just added; returns when it is answered.
  func deliver(_ id: Int64) async throws {
    if let notification = try await store.takeNew(id) {
      try await send(notification)
    }
  }

  private func send(_ notification: StoredNotification) async throws {
    let outcome = await answer(to: notification)
    let number = notification.tryCount + 1
    let isOver = outcome == .success || number >= Self.maximumTryCount
    try await store.record(
      notification.id, outcome: outcome,
      due: isOver ? nil : settings.clock() + settings.retryInMilliseconds)
    report(.notified(order: notification.orderID, try: number, outcome: outcome))
  }

  private func request(_ notification: StoredNotification) -> HTTPClientRequest {
    guard !settings.notifiesByGet else {
      return HTTPClientRequest(
        url: Cashier.address(notification.url, query: notification.body))
    }
    var request = HTTPClientRequest(url: notification.url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: FormFields.mediaType)
    request.headers.add(name: "User-Agent", value: "GatePay-Sandbox")
    request.body = .bytes(ByteBuffer(string: notification.body))
    return request
  }

  private func answer(to notification: StoredNotification) async -> NotificationOutcome {
    guard LoopbackRule(settings).allows(notification.url) else {
      return .notSent
    }
    let request = request(notification)
    do {
      let response = try await client.execute(request, timeout: .seconds(Self.limitInSeconds))
      guard (200..<300).contains(response.status.code) else {
        return .status(Int(response.status.code))
      }
      let body = try await response.body.collect(upTo: Self.maximumAnswerLength)
      let text = String(buffer: body).split(whereSeparator: \.isWhitespace)
      return text == ["success"] ? .success : text == ["fail"] ? .fail : .anotherAnswer
    } catch is CancellationError {
      return .interrupted
    } catch {
      return .noAnswer
    }
  }
}
