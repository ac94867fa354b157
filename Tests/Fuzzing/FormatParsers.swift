import CPNGReader
import GatePay
import QRImage

@testable import Artwork
@testable import Proof
@testable import Support

/// Formats that come from elsewhere.
let formatParsers: [String: MakeParser] = [
  "zip": {
    let file = try ScratchFile("archive.zip")
    return { bytes in
      file.write(bytes)
      let archive = try ZIPArchive(InputFile(file.path))
      for name in archive.names {
        do {
          guard let entry = try archive.open(name, limit: 1 << 20) else { continue }
          var buffer: [UInt8] = []
          repeat { try entry.readChunk(into: &buffer) } while !buffer.isEmpty
        } catch {
          // The other entries may be sound.
          continue
        }
      }
    }
  },
  "xml": {
    return { bytes in
      var depth = 0
      let parser = try XMLParser(maximumDepth: 100, maximumTokenByteCount: 1 << 16) { event in
        switch event {
        case .start: depth += 1
        case .end: depth -= 1
        case .text, .instruction: break
        }
      }
      let middle = bytes.count / 2
      try parser.parse(Array(bytes[..<middle]))
      try parser.parse(Array(bytes[middle...]))
      try parser.finish()
      demand(depth == 0, "every element ends")
    }
  },
  "svg": {
    return { bytes in
      let ratio = try SVGInspector.aspectRatio(of: bytes)
      demand(ratio > 0 && ratio.isFinite, "pictures have sides")
      let text = String(decoding: bytes, as: UTF8.self).lowercased()
      demand(!text.contains("<script"), "accepted pictures run nothing")
    }
  },
  "png": {
    return { bytes in
      // Two libraries: what both accept has one size.
      let other = PNGPicture(bytes)
      let file = try PNGFile(bytes)
      if let other { demand(other.image.width == file.width, "readers agree on the width") }
      var modules = [UInt8](repeating: 0, count: 21 * 21)
      _ = png_reader_modules(bytes, bytes.count, 21, 4, 1, &modules)
    }
  },
  "json": {
    return { bytes in
      for allows in [false, true] {
        guard let value = try? JSON(reading: bytes, allowsTrailingCommas: allows) else { continue }
        demand(try JSON(reading: Array(value.line.utf8)) == value, "what is written is read")
      }
    }
  },
  "json-list": {
    let file = try ScratchFile("links.json")
    return { bytes in
      file.write(bytes)
      var reader = try JSONListReader(file.path)
      while try reader.next() != nil {}
    }
  },
  "html": {
    return { bytes in
      guard let document = HTMLDocument(bytes) else { return }
      _ = document.lines()
      for element in document.elements { demand(element.end > 0, "elements end") }
    }
  },
  "csv-list": {
    let file = try ScratchFile("links.csv")
    return { bytes in
      file.write(Array("id,url\r\n".utf8) + bytes)
      var rows = try CSVRows(file.path, headers: [["id", "url"]])
      while let row = try rows.next() { demand(!row.isEmpty, "rows have cells") }
    }
  },
  "pdf": {
    return { bytes in
      let file = try PDFFile(bytes)
      _ = try? file.missingGlyphs()
      let turned = try PDFFile(file.turned())
      demand(turned.pageSizes.count == file.pageSizes.count, "turned pages are all there")
      _ = try? file.trimmed(toWidth: 10, height: 10)
      var assembly = PDFAssembly()
      if (try? assembly.append(file)) != nil { _ = try? PDFFile(assembly.finish(date: 0)) }
    }
  },
  "address": {
    return { bytes in
      let inspection = QuickCollectInspection(String(decoding: bytes, as: UTF8.self))
      guard let link = inspection.link else {
        return demand(inspection.problems.contains(where: \.isError), "refusals have a reason")
      }
      let again = QuickCollectInspection(link.url)
      demand(again.link == link && again.problems.allSatisfy { !$0.isError }, "links are links")
    }
  },
  "amount": {
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let amount = Amount(canonical: text) else { return }
      demand(amount.description == text, "a canonical amount has one form")
    }
  },
  "notification": {
    guard let appkey = Appkey("00112233445566778899aabbccddeeff"),
      let secret = Secret("s3cret-s3cret-s3cret")
    else { fatalError("the fixture is right") }
    let verifier = NotificationVerifier(appkey: appkey, secret: secret)
    let anything = ExpectedPayment(outOrderID: nil, price: nil)
    return { bytes in
      let form = try FormFields(decoding: bytes)
      if let message = try? AsynchronousNotification(form) {
        // A right signature lets the input reach what lies behind it.
        var signed = message
        signed.signature = message.signature(appkey: appkey, secret: secret)
        let payment = try? verifier.verify(signed, expecting: anything)
        if let payment { demand(payment.orderID == message.orderID, "the order is the message's") }
        if message.signature != signed.signature {
          demand((try? verifier.verify(message, expecting: anything)) == nil, "forged")
        }
      }
      if var message = try? SynchronousNotification(form) {
        message.signature = message.signature(appkey: appkey, secret: secret)
        _ = try? verifier.verify(message, expecting: anything)
      }
    }
  },
  "reply": {
    return { bytes in
      for kind in OrderKind.allCases { _ = try? CreatedOrder(reading: bytes, of: kind) }
      _ = try? CheckedOrder(reading: bytes)
    }
  },
]
