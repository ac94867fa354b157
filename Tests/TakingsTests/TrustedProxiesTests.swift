import Serving
import Testing

@Suite struct TrustedProxiesTests {
  /// The last entry that no trusted server could have been; what a client wrote itself is ignored.
  @Test(arguments: [
    ([], "203.0.113.9", ["6.6.6.6"], "203.0.113.9"),
    (["127.0.0.1"], "203.0.113.9", ["6.6.6.6"], "203.0.113.9"),
    (["127.0.0.1"], "127.0.0.1", [], "127.0.0.1"),
    (["127.0.0.1"], "127.0.0.1", ["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
    (["127.0.0.1"], "127.0.0.1", ["6.6.6.6", "203.0.113.9"], "203.0.113.9"),
    (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", ["6.6.6.6, 203.0.113.9, 10.1.2.3"], "203.0.113.9"),
    (["127.0.0.1", "10.0.0.0/9"], "127.0.0.1", ["203.0.113.9, 10.128.0.1"], "10.128.0.1"),
    (["127.0.0.1"], "127.0.0.1", ["203.0.113.9, unknown"], "127.0.0.1"),
    (["127.0.0.1"], "127.0.0.1", ["127.0.0.1"], "127.0.0.1"),
    (["127.0.0.1"], "::ffff:127.0.0.1", ["2001:db8::7"], "2001:db8::7"),
    (["2001:db8::/32"], "2001:db8:1::1", ["203.0.113.9"], "203.0.113.9"),
    (["0.0.0.0/0"], "198.51.100.1", ["203.0.113.9"], "203.0.113.9"),
  ])
  func findsTheClient(
    trusted: [String], peer: String, forwarded: [String], client: String
  ) throws {
    let proxies = try #require(TrustedProxies(trusted))
    #expect(proxies.client(peer: peer, forwarded: forwarded) == client)
  }

  @Test(arguments: [
    "localhost", "127.0.0.1/33", "::1/129", "10.0.0.0/", "10.0.0/8", "", "1.2.3.4 ",
  ])
  func refusesWhatIsNoNetwork(text: String) {
    #expect(TrustedProxies([text]) == nil)
  }
}
