import Editing
import Foundation
import Support
import TestSupport
import Testing

@Suite struct ProjectEditorTests {
  private static let change: ProjectEditor.Change = { draft throws(ProjectEditor.Refusal) in
    try draft.changeConfig { text throws(EditRefusal) in try text.setting("2", at: ["a"]) }
  }

  @Test func savesUndoesAndKeepsTheModeOfTheFile() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a: 1 # one\n", to: "real.yml")
    let path = "\(folder.path)/paypress.yml"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real.yml")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: "\(folder.path)/real.yml")
    let editor = ProjectEditor(path)
    let proposal = try await editor.propose(Self.change)
    #expect(proposal.files.map(\.diff.lines) == [[.removed("a: 1 # one"), .added("a: 2 # one")]])
    #expect(try folder.text("real.yml") == "a: 1 # one\n")
    try await editor.make(Self.change, on: proposal.basis)
    #expect(try folder.text("real.yml") == "a: 2 # one\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/real.yml")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real.yml")
    #expect(await editor.canUndo)
    try await editor.undo()
    #expect(try folder.text("real.yml") == "a: 1 # one\n")
    #expect(await !editor.canUndo)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test func losesNothingThatSomebodyElseWrote() async throws {
    let folder = try TemporaryFolder()
    let editor = ProjectEditor("\(folder.path)/paypress.yml")
    try folder.write("a: 1\n", to: "paypress.yml")
    let proposal = try await editor.propose(Self.change)
    for text in ["a: 1\nb: by hand\n", "a: [by hand]\n", "a: {\n"] {
      try folder.write(text, to: "paypress.yml")
      await #expect { try await editor.make(Self.change, on: proposal.basis) } throws: {
        if case ProjectEditor.Refusal.changedMeanwhile = $0 { true } else { false }
      }
      #expect(try folder.text("paypress.yml") == text)
    }
    try folder.write("a: 1\nb: by hand\n", to: "paypress.yml")
    let second = try await editor.propose(Self.change)
    try await editor.make(Self.change, on: second.basis)
    try folder.write("a: 2\nb: by hand again\n", to: "paypress.yml")
    #expect(await !editor.canUndo)
    await #expect(throws: ProjectEditor.Refusal.self) { try await editor.undo() }
    #expect(try folder.text("paypress.yml") == "a: 2\nb: by hand again\n")
  }

  /// A file and the config change together or not at all, and so they are undone.
  @Test func writesAllFilesOrNone() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a: 1\n", to: "paypress.yml")
    let editor = ProjectEditor("\(folder.path)/paypress.yml")
    let file = "\(folder.path)/goods.csv"
    let change: ProjectEditor.Change = { draft throws(ProjectEditor.Refusal) in
      try draft.write(Array("sku\n1\n".utf8), to: file, showing: LineDiff("", "sku\n1\n"))
      try Self.change(&draft)
    }
    let proposal = try await editor.propose(change)
    #expect(
      proposal.files.map { FileSystem.lastName(of: $0.path) } == ["goods.csv", "paypress.yml"])
    try await editor.make(change, on: proposal.basis)
    #expect(try folder.text("goods.csv") == "sku\n1\n" && folder.text("paypress.yml") == "a: 2\n")
    // Somebody else's row stays: then nothing is undone, neither there nor in the config.
    try folder.write("sku\n2\n", to: "goods.csv")
    await #expect(throws: ProjectEditor.Refusal.self) { try await editor.undo() }
    #expect(try folder.text("goods.csv") == "sku\n2\n" && folder.text("paypress.yml") == "a: 2\n")
    try folder.write("sku\n1\n", to: "goods.csv")
    try await editor.undo()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["paypress.yml"])
    #expect(try folder.text("paypress.yml") == "a: 1\n")
    // A name that somebody took meanwhile is not overwritten.
    try folder.write("mine\n", to: "goods.csv")
    await #expect(throws: ProjectEditor.Refusal.self) {
      try await editor.make(change, on: proposal.basis)
    }
    #expect(try folder.text("goods.csv") == "mine\n" && folder.text("paypress.yml") == "a: 1\n")
  }
}
