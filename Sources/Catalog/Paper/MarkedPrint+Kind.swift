public import Paper

extension MarkedPrint {
  /// Whether its sheets show several links and are printed whole.
  public var sharesSheets: Bool { PrintJob.Kind(rawValue: kind)?.isShared == true }
}
