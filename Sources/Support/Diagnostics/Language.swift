/// A language of messages and page texts.
public enum Language: String, Hashable, Sendable, CaseIterable {
  /// Simplified Chinese.
  case chinese = "zh-CN"
  /// English.
  case english = "en"
}
