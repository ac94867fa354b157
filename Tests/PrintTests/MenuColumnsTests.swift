import Support
import TestSupport
import Testing

@testable import Print

/// Where the columns and pages of a menu end.
@Suite struct MenuColumnsTests {
  /// Pages of columns, with the number of rows in each; rows are 10 high, headings 5.
  private func pages(
    _ groups: [(name: String?, count: Int)], height: Double, columns: Int
  ) throws -> [[Int]] {
    let rows = groups.flatMap { group in
      Array(repeating: MenuColumns.Row(height: 10, group: group.name), count: group.count)
    }
    let columns = MenuColumns(
      rows: rows, height: height, countOnPage: columns, headingHeight: 5, headingGap: 1, lastGap: 1)
    let pages = try #require(columns.pages())
    #expect(pages.count == columns.pageCount())
    #expect(Array(pages.joined().joined()) == Array(rows.indices))
    return pages.map { $0.map(\.count) }
  }

  @Test func columnsAndPagesAreEquallyHigh() throws {
    #expect(try pages([(nil, 7)], height: 60, columns: 2) == [[4, 3]])
    #expect(try pages([(nil, 7)], height: 30, columns: 2) == [[2, 2], [2, 1]])
    #expect(try pages([(nil, 13)], height: 40, columns: 3) == [[3, 2, 2], [2, 2, 2]])
    #expect(try pages([(nil, 1)], height: 40, columns: 3) == [[1]])
    #expect(try pages([(nil, 2)], height: 40, columns: 3) == [[1, 1]])
  }

  @Test func groupsStayTogetherWhereTheyCan() throws {
    #expect(try pages([("a", 5), ("b", 4)], height: 55, columns: 2) == [[5, 4]])
    #expect(try pages([("a", 5), ("b", 2)], height: 66, columns: 2) == [[5, 2]])
    // Each group on a page of its own rather than a full page and the rest of a group.
    #expect(try pages([("a", 5), ("b", 4)], height: 36, columns: 2) == [[3, 2], [2, 2]])
  }

  /// Under a heading are two rows of its group, where another column can end earlier.
  @Test func noHeadingIsLonely() throws {
    #expect(try pages([("a", 5), ("b", 8)], height: 86, columns: 2) == [[5, 8]])
    #expect(try pages([("a", 6), ("b", 6)], height: 80, columns: 2) == [[6, 6]])
    #expect(try pages([("a", 6), ("b", 8)], height: 86, columns: 2) == [[6, 8]])
    #expect(try pages([("a", 5), ("b", 9)], height: 76, columns: 3) == [[5, 5, 4]])
  }

  @Test func aLongMenuIsFilledInTheSameWay() throws {
    let pages = try pages([("a", 500), ("b", 700), ("c", 300)], height: 66, columns: 3)
    #expect(pages.count == 84)
    #expect(pages.joined().allSatisfy { (5...6).contains($0) })
  }

  @Test func aRowThatIsTooHighHasNoPlace() {
    let columns = MenuColumns(
      rows: [MenuColumns.Row(height: 50, group: nil)], height: 40, countOnPage: 2, headingHeight: 5,
      headingGap: 1, lastGap: 1)
    #expect(columns.pages() == nil && columns.pageCount() == nil)
  }
}
