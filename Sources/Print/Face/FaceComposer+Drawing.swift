internal import Catalog
internal import Support

// Drawing.

extension FaceComposer {
  /// Draws an arrangement.
  func finish(_ arrangement: Arrangement) throws(PrintRefusal) -> Result {
    let side = min(wantedPlate, arrangement.largestPlate)
    var blocks: [FaceDecoration.PlacedBlock] = []
    var words: [SheetElement] = []
    func draw(_ stack: FaceStack, _ places: [Rectangle]) {
      for (block, place) in zip(stack.blocks, places) {
        blocks.append(
          FaceDecoration.PlacedBlock(role: block.role, frame: place, inkWidth: block.inkWidth))
        words += block.draw(place)
      }
    }
    var leftOut = arrangement.upper.leftOut.union(arrangement.lower.leftOut)
    let plate: Rectangle
    if isWide {
      let drawn = drawBeside(arrangement, side, draw)
      plate = drawn.plate
      leftOut.formUnion(drawn.leftOut)
    } else {
      plate = drawBelow(arrangement, side, draw)
    }
    let decoration = FaceDecoration(
      face: face, style: style, blocks: blocks, plate: plate, unit: unit,
      isWide: isWide, cardHoldsWallets: isWalletOnCard, sideMargin: face.right - plate.right,
      frame: edge.frame)
    let code = plan.code(item, in: plate, on: piece, job: job)
    let elements = decoration.below() + decoration.around(code) + words + [.code(code)]
    return Result(
      grounds: decoration.grounds, elements: elements, leftOut: leftOut,
      symbolWidth: code.frame.width)
  }

  /// Draws words above and below the code.
  private func drawBelow(
    _ arrangement: Arrangement, _ side: Double, _ draw: (FaceStack, [Rectangle]) -> Void
  ) -> Rectangle {
    var stack = arrangement.upper
    let plateBlock = StackBlock(role: .plate, height: side, gap: plateGap, spring: 1) { _ in [] }
    let plateIndex = stack.blocks.count
    stack.blocks.append(plateBlock)
    stack.append(arrangement.lower)
    let frames = stack.frames(in: arrangement.column)
    // The words under the code are centred under it, whatever those above are.
    draw(stack, frames)
    let place = frames[plateIndex]
    return Rectangle(x: place.middleX - side / 2, y: place.y, width: side, height: side)
  }

  /// Draws words on the left, and the code on the right.
  private func drawBeside(
    _ arrangement: Arrangement, _ side: Double, _ draw: (FaceStack, [Rectangle]) -> Void
  ) -> (plate: Rectangle, leftOut: Set<PrintedWords>) {
    var left = arrangement.upper
    left.append(arrangement.lower)
    draw(left, left.frames(in: arrangement.column))
    let caption = caption(arrangement.words, side)
    let top = area.middleY - (side + captionHeight(caption)) / 2
    let plate = Rectangle(
      x: face.right - sideMargin(side, caption) - side, y: top, width: side, height: side)
    let below = Rectangle(
      x: plate.x, y: plate.bottom + (caption.blocks.first?.gap ?? 0), width: side,
      height: caption.height)
    draw(caption, caption.frames(in: below))
    return (plate, caption.leftOut)
  }
}
