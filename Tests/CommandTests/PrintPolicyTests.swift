import Foundation
import TestSupport
import Testing

/// Print pages have a policy that lets a browser load and run nothing.
@Suite struct PrintPolicyTests {
  @Test func aPrintPageAllowsItsOwnStyleAndPicturesAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: "T</style><script>1</script>", language: en }
      merchants:
        m: { name: "M\\"><img src=x>", appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: a, title: "<script>2</script>", note: "</svg><style>*{{}}</style>" }]
      print: [{ poster: a, logo: logo.svg }]
      """, to: "paypress.yml")
    try folder.write(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><style>a{fill:red}</style></svg>",
      to: "logo.svg")
    let built = try Tool.payPress(["build"], in: folder.path)
    try #require(built.status == 0, "\(built.error)")
    // An independent reader of HTML, and the hash that a browser computes.
    let script = """
      import base64, glob, hashlib, html.parser, re
      class Page(html.parser.HTMLParser):
          def __init__(self):
              super().__init__(); self.tags = []; self.policy = None; self.style = ""; self.inside = False
          def handle_starttag(self, tag, attributes):
              values = dict(attributes); self.tags.append(tag)
              if values.get("http-equiv"): self.policy = values["content"]; self.before = list(self.tags)
              if tag == "style": self.inside = True
          def handle_data(self, data):
              if self.inside: self.style += data
          def handle_endtag(self, tag):
              if tag == "style": self.inside = False
      for path in glob.glob("output/print/*.html"):
          page = Page(); page.feed(open(path).read())
          digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
          print(page.policy.replace(digest, "DIGEST"))
          print(page.before, page.tags.count("style"), page.tags.count("script"), "x" in page.tags)
      """
    let result = try Tool.run("/usr/bin/python3", ["-c", script], in: folder.path)
    #expect(
      result.text == """
        default-src 'none'; style-src 'sha256-DIGEST'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'
        ['html', 'head', 'meta', 'meta'] 1 0 False

        """, "\(result.text) \(result.error)")
  }
}
