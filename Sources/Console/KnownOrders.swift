internal import Catalog
internal import GatePay
internal import Orders
internal import Site
internal import Support

/// Adds the recorded orders to a catalogue.
struct KnownOrders {
  let config: String
  /// The severity of a link without an order.
  let severity: Finding.Severity
  let sink: FindingSink

  /// The catalogue with its orders; reports links without a usable order.
  func complete(_ catalogue: Catalogue) throws(ReadingError) -> Catalogue {
    guard catalogue.hasOrders else { return catalogue }
    let links: [OrderLink]
    let known: OrderLog
    do {
      links = try catalogue.orders()
      known = try OrderLog.read(OrderLog.path(besideConfig: config))
    } catch let error as ReadingError {
      throw error
    } catch let damage as OrderLogDamaged {
      sink.report(Finding(.error, at: damage.position, .orderFileDamaged))
      return catalogue
    } catch {
      sink.report(Finding(.error, at: Position(file: config), .spreadsheetChanged))
      return catalogue
    }
    let (placed, missing) = known.resolve(
      links, merchantKeys: catalogue.merchantKeys, on: catalogue.outline.gateway)
    for gap in missing {
      let link = gap.link
      let problem: Problem =
        switch gap.reason {
        case .never: .orderNotCreated(link.id)
        case .unanswered(let number): .orderUnanswered(link.id, number.text)
        case .otherPrice(let number, let price):
          .orderHasOtherPrice(link.id, number.text, price: price, wanted: link.terms.price)
        }
      sink.report(Finding(severity, at: link.position, keyPath: link.keyPath, problem))
    }
    return catalogue.placing(placed)
  }
}
