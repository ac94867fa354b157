internal import Catalog
internal import Support

/// The parts of a config that have errors.
struct ConfigFaults {
  private let keyPaths: [String]

  init(_ sink: FindingSink) {
    keyPaths = sink.findings.filter { $0.severity == .error }.compactMap(\.keyPath)
  }

  private func has(_ keyPath: String) -> Bool {
    keyPaths.contains { Self.isSame(keyPath, orAbove: $0) }
  }

  private static func isSame(_ keyPath: String, orAbove other: String) -> Bool {
    other == keyPath || other.hasPrefix(keyPath + ".") || other.hasPrefix(keyPath + "[")
  }

  /// Whether a job has errors in its layout, and not only in its selection of links.
  func areInLayout(of job: PrintJob) -> Bool {
    let harmless = [job.kind.rawValue, "name", "copies", "sort"].map { "\(job.keyPath).\($0)" }
    return keyPaths.contains { keyPath in
      Self.isSame(job.keyPath, orAbove: keyPath)
        && !harmless.contains { Self.isSame($0, orAbove: keyPath) }
    }
  }

  /// Whether a finding about a job's stock is caused by an error reported there.
  func explain(_ finding: Finding, of job: PrintJob) -> Bool {
    // A job without a name is described after its path.
    let keyPath = finding.keyPath?.split(separator: " (", maxSplits: 1).first.map(String.init)
    return switch keyPath {
    case "\(job.keyPath).stock": has("stocks.\(job.stock ?? "")")
    case job.keyPath: has("\(job.keyPath).stock")
    default: false
    }
  }
}
