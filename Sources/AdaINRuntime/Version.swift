// The project's version, in one place.

public enum AdaINVersion {
  /// Semantic version, as in CHANGELOG.md.
  public static let text = "0.1.0"
}
