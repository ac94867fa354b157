import TestSupport
import Testing

/// The peak memory of a check of the config in a folder that finds no error, in bytes.
func peakMemoryOfCheck(in folder: TemporaryFolder) throws -> Int {
  let script = """
    import resource, subprocess, sys
    status = subprocess.call([sys.argv[1], "check"], stderr=subprocess.DEVNULL)
    print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    """
  let result = try Tool.run("/usr/bin/python3", ["-c", script, Tool.payPress], in: folder.path)
  let words = result.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
  try #require(words.count == 2 && words[0] == 0, "\(result.text) \(result.error)")
  return words[1] * 1024
}
