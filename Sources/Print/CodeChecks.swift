internal import Catalog
internal import QRImage

/// What can be wrong with the printed codes of a job, each kind reported once with its worst link.
struct CodeChecks {
  private let run: PrintRun
  private var failures: [LayoutProblem] = []
  private var failureCount = 0
  private var tooLong: [String] = []

  init(_ run: PrintRun) {
    self.run = run
  }

  mutating func examine(_ link: Link) {
    do throws(TextTooLong) {
      let item = try PrintItem(link, level: run.level)
      do throws(LayoutProblem) {
        _ = try PieceComposer(run: run, item: item).compose()
      } catch {
        failures.append(error)
      }
    } catch {
      tooLong.append(link.id)
    }
  }

  func report(to sink: FindingSink) {
    for failure in failures {
      sink.report(
        Finding(.error, at: run.job.position, keyPath: run.job.keyPath, .layout(failure)))
    }
  }
}
