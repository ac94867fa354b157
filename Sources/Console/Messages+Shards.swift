internal import Catalog
package import Site
package import Support

extension Messages {
  /// Folders that cannot be merged.
  package static func refused(_ refusal: ShardRefusal) -> Sentence {
    switch refusal {
    case .notAShard(let folder):
      Sentence(
        "paypress: error: no build with --shard ended in \(folder); nothing was written\n"
          + "  hint: name the folders that `paypress build --shard 1/2 -o DIR` and so on wrote",
        "paypress: error: \(folder) 里没有完成的 --shard 构建；没有写入任何内容\n"
          + "  hint: 请给出 `paypress build --shard 1/2 -o DIR` 等命令写入的文件夹")
    case .differentCounts(let folder, let expected, let found):
      Sentence(
        "paypress: error: \(folder) is one of \(found) shares, the others are of \(expected); "
          + "nothing was written\n  hint: build all shares with the same number after the slash",
        "paypress: error: \(folder) 属于 \(found) 份之一，而其他文件夹属于 \(expected) 份；没有写入任何内容\n"
          + "  hint: 所有份额构建时斜杠后的数字要相同")
    case .twice(let shard, let folder):
      Sentence(
        "paypress: error: \(folder) holds share \(shard.text), which another folder holds too; "
          + "nothing was written\n  hint: name each share once",
        "paypress: error: \(folder) 是第 \(shard.text) 份，另一个文件夹也是；没有写入任何内容\n"
          + "  hint: 每一份只给出一次")
    case .missing(let numbers, let count):
      Sentence(
        "paypress: error: no folder holds share "
          + "\(numbers.prefix(10).map { "\($0)/\(count)" }.joined(separator: ", "))"
          + (numbers.count > 10 ? " and \(numbers.count - 10) more" : "")
          + "; nothing was written\n  hint: build what is missing, and name every folder",
        "paypress: error: 缺少第 "
          + numbers.prefix(10).map { "\($0)/\(count)" }.joined(separator: "、")
          + (numbers.count > 10 ? " 等 \(numbers.count)" : "")
          + " 份；没有写入任何内容\n  hint: 请构建缺少的份额，并给出所有文件夹")
    case .isOutput(let folder):
      Sentence(
        "paypress: error: \(folder) is both a share and the folder to write; nothing was written\n"
          + "  hint: name another folder with -o DIR",
        "paypress: error: \(folder) 既是份额又是输出文件夹；没有写入任何内容\n"
          + "  hint: 用 -o DIR 指定另一个文件夹")
    }
  }
}
