import Foundation
import TestSupport
import Testing

private let config = """
  site: { title: Test, language: en }
  merchants:
    shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
  links:
    - { id: tea, title: Tea, price: 12, stable: true }
  """

@Suite struct MonitoringTests {
  /// Health, metrics, and a log whose client a trusted server names; then somebody deletes the
  /// database.
  @Test func aReceiverCanBeWatched() throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let script = """
      set -e
      export GATEPAY_APPSECRET=test-secret
      paypress notify listen --port 0 --log-format json --trusted-proxy 127.0.0.1 > out 2> log &
      receiver=$!
      trap 'kill $receiver; wait' EXIT
      until grep -q '^http' out; do kill -0 $receiver; sleep 0.05; done
      url=$(cat out)
      curl -sf $url/healthz
      curl -sf "$url/healthz?x=1&sign=2"
      curl -sfI "$url/healthz?x=1" > head
      curl -sfI $url/metrics >> head
      curl -s -H 'X-Forwarded-For: 6.6.6.6, 203.0.113.9' -d 'order_id=1&sign=x' $url/notify
      echo
      curl -sf $url/metrics
      rm payments.sqlite
      curl -s -o reason -w '%{http_code}\\n' $url/healthz
      curl -sI -o head -w '%{http_code}\\n' $url/healthz
      """
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    let result = try Tool.run(
      "/bin/sh", ["-c", script], in: folder.path,
      environment: ["PATH": "\(bin):/usr/bin:/bin", "LC_ALL": "C"])
    let log = try folder.text("log")
    #expect(result.status == 0 && result.text.hasPrefix("ok\nok\nfail\n"), "\(result.text) \(log)")
    for line in [
      "# TYPE paypress_refused_total counter", "paypress_refused_total 1",
      "paypress_failed_total 0",
      "paypress_inbox_open{verdict=\"unexpected\"} 0", "paypress_config_valid 1",
      "paypress_answer_seconds_bucket{le=\"+Inf\"} 1", "paypress_answer_seconds_count 1",
    ] {
      #expect(result.text.contains("\n\(line)\n"), "\(line) in \(result.text)")
    }
    #expect(result.text.hasSuffix("\n503\n503\n"), "\(result.text)")
    #expect(!log.contains("6.6.6.6"), "\(log)")
    let events = try log.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String]
    }
    // The judge may look at the database when it is gone, and say so.
    let refused = events.filter { $0?["event"] == "refused" }
    #expect(refused.map { $0?["client"] } == ["203.0.113.9"], "\(log)")
  }

  @Test(arguments: [
    (["--trusted-proxy", "localhost"], "--trusted-proxy takes an address or a network"),
    (["--log-format", "xml"], "--log-format takes text or json"),
  ])
  func refusesOtherOptions(options: [String], words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let result = try Tool.payPress(["notify", "listen", "--port", "0"] + options, in: folder.path)
    #expect(result.status == 64 && result.error.contains(words), "\(result.error)")
  }

  @Test(arguments: ["GMT+8", "Shanghai", "Asia/", "/etc/localtime", "Asia/../x", "Asia/Shang hai"])
  func theConfigTakesNamesOfTimeZonesAlone(zone: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      config.replacing("language: en", with: "language: en, time_zone: \"\(zone)\""),
      to: "paypress.yml")
    let result = try Tool.payPress(["check"], in: folder.path)
    let finding = """
      paypress.yml:1:47: error: site.time_zone: "\(zone)" is not the name of a time zone \
      [bad-time-zone]
      """
    #expect(result.status == 1 && result.error.contains(finding), "\(result.error)")
  }
}
