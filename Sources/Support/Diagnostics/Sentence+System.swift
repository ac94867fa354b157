extension Sentence {
  /// Translates a message of the system or SQLite; unknown ones stay as they are.
  package init(system words: String) {
    // A lock, and the process that holds it.
    if let by = words.firstRange(of: " by process ") {
      let (what, process) = (String(words[..<by.lowerBound]), words[by.upperBound...])
      self.init(words, "\(Self.systemWords[what] ?? what)（进程 \(process)）")
      return
    }
    self.init(words, Self.systemWords[words] ?? words)
  }

  private static let systemWords = [
    "Address already in use": "地址已被占用",
    "Cannot assign requested address": "本机没有这个地址",
    "Connection refused": "连接被拒绝",
    "Connection reset by peer": "连接被对方重置",
    "Directory not empty": "文件夹不是空的",
    "Exec format error": "不是可执行的格式",
    "File exists": "已经存在",
    "File name too long": "文件名太长",
    "Host is down": "主机没有开机",
    "Input/output error": "读写出错",
    "Is a directory": "它是文件夹",
    "Invalid cross-device link": "它在另一个文件系统上",
    "Network is unreachable": "网络不可达",
    "No route to host": "没有通往主机的路由",
    "Operation not permitted": "不允许这样操作",
    "No space left on device": "磁盘空间不足",
    "No such file or directory": "没有这个文件或文件夹",
    "Not a directory": "它不是文件夹",
    "Permission denied": "没有权限",
    "Read-only file system": "文件系统只读",
    "Too many levels of symbolic links": "符号链接层数过多",
    "Too many open files": "打开的文件太多",
    "a payment cannot be read": "有一笔付款无法读取",
    "a symbolic link is in the way": "路径上有符号链接",
    "an unexpected error": "意外的错误",
    "attempt to write a readonly database": "数据库只读，无法写入",
    "database disk image is malformed": "数据库已损坏",
    "database is locked": "数据库被另一个进程占用",
    "database or disk is full": "磁盘空间不足",
    "disk I/O error": "磁盘读写出错",
    "file is not a database": "文件不是数据库",
    "it was called off": "已中止",
    "it is not an ordinary file": "它不是普通文件",
    "it is no database of payments": "它不是收款记录的数据库",
    "nobody writes to the pipe": "没有程序写入这个管道",
    "no such address": "没有这个地址",
    "no such host": "找不到主机",
    "the copy is damaged": "副本已损坏",
    "the file was removed or replaced while it is in use": "文件在使用时被删除或替换",
    "there is no such file": "没有这个文件",
    "timed out": "超时",
  ]
}
