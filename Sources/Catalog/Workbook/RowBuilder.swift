internal import Support

/// Collects the cells of a row, in the order of their columns.
struct RowBuilder {
  /// The value of a cell.
  struct Value {
    var text: ArraySlice<UInt8>
    /// The number that the text shows, if the text has more than the number.
    var number: String?
    var fault: Problem?

    init(_ text: ArraySlice<UInt8>, number: String? = nil, fault: Problem? = nil) {
      self.text = text
      self.number = number
      self.fault = fault
    }

    init(_ shown: Result<NumberFormat.Shown, Problem>) {
      switch shown {
      case .success(let shown): self.init(ArraySlice(shown.text.utf8), number: shown.number)
      case .failure(let problem): self.init([], fault: problem)
      }
    }

    /// Whether nothing is shown and nothing is wrong.
    var isEmpty: Bool { text.isEmpty && fault == nil }
  }

  /// The number of the row.
  let number: Int
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var faults: [Int: Problem] = [:]
  private var numbers: [Int: String] = [:]
  private var hiddenCells: [RawRow.HiddenCells] = []

  /// A row without cells.
  init(number: Int) { self.number = number }

  /// Whether there are no cells with a value.
  var isEmpty: Bool { ends.isEmpty }

  /// Adds the value of a column, from 1, behind those that are there.
  mutating func append(_ value: Value, at column: Int) {
    while ends.count < column - 1 { close() }
    bytes += value.text
    if let fault = value.fault { faults[column - 1] = fault }
    if let number = value.number { numbers[column - 1] = number }
    close()
  }

  private mutating func close() {
    ends.append(bytes.count)
    bytes.append(0)
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1] + 1)..<ends[index]
  }

  /// The value of a column, from 1; nil if it is empty.
  func value(at column: Int) -> Value? {
    let index = column - 1
    guard index < ends.count else { return nil }
    let value = Value(bytes[range(index)], number: numbers[index], fault: faults[index])
    return value.isEmpty ? nil : value
  }

  /// Sets the value of a column, from 1, that is empty.
  mutating func set(_ value: Value, at column: Int) {
    guard self.value(at: column) == nil else { return }
    guard column <= ends.count else { return append(value, at: column) }
    let index = column - 1
    bytes.insert(contentsOf: value.text, at: range(index).lowerBound)
    for later in index..<ends.count { ends[later] += value.text.count }
    faults[index] = value.fault
    numbers[index] = value.number
  }

  /// Marks columns, from 1, that cannot be used, with or without a value.
  mutating func addFault(_ problem: Problem, at columns: ClosedRange<Int>) {
    let indices = columns.lowerBound - 1...columns.upperBound - 1
    hiddenCells.append(RawRow.HiddenCells(indices: indices, problem: problem))
  }

  /// The finished row.
  var row: RawRow {
    var row = RawRow(
      bytes, cellsEndingAt: ends, faults: faults, numbers: numbers, number: number)
    row.hiddenCells = hiddenCells
    return row
  }
}
