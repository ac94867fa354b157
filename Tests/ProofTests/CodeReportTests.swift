import Testing

@testable import Proof

@Suite struct CodeReportTests {
  @Test func readsTheTextsOfEachPicture() {
    let report = """
      <barcodes><source href='a.png'><index num='0'><symbol><data><![CDATA[https://x/?a=1&b=</data>]]>\
      </data></symbol><symbol><data format='base64' length='2'><![CDATA[/w==]]></data></symbol></index>\
      </source><source href='b.png'></source><source href='c.png'><data><![CDATA[cut of
      """
    let texts = CodeReport(Array(report.utf8)).textsByPicture
    #expect(texts["a.png"] == ["https://x/?a=1&b=</data>", "\0/w=="])
    #expect(texts["b.png"] == [])
    #expect(texts.keys.sorted() == ["a.png", "b.png", "c.png"])
  }

  @Test func findsInkAndContrastInAPicture() throws {
    // Four by three pixels, one of them black and one grey.
    let pixels: [UInt8] = [255, 255, 255, 255, 255, 0, 255, 255, 255, 255, 200, 255]
    let picture = try #require(GrayPicture(Array("P5\n4 3\n255\n".utf8) + pixels))
    let all = GrayPicture.Area(left: -1, top: -1, right: 9, bottom: 9)
    #expect(picture.ink(in: all) == GrayPicture.Area(left: 1, top: 1, right: 2, bottom: 2))
    #expect(picture.contrast(in: all) == 255)
    #expect(picture.contrast(in: GrayPicture.Area(left: 2, top: 0, right: 4, bottom: 3)) == 55)
    #expect(
      picture.part(GrayPicture.Area(left: 1, top: 1, right: 3, bottom: 9))
        == Array("P5\n2 2\n255\n".utf8) + [0, 255, 255, 200])
    #expect(GrayPicture(Array("P5\n4 3\n255\n".utf8) + pixels.dropLast()) == nil)
    #expect(GrayPicture(Array("P6\n4 3\n255\n".utf8) + pixels) == nil)
  }

  @Test func takesASampleThatIsSpreadEvenly() {
    let sample = Sample(total: 10, size: 3)
    #expect((0..<10).filter(sample.takes) == [3, 6, 9] && sample.count == 3)
    #expect((0..<4).allSatisfy(Sample(total: 4, size: nil).takes))
  }
}
