internal import ArgumentParser
internal import Console

struct PaymentsCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.payments.rawValue, abstract: ServerWord.payments.abstract,
    subcommands: [
      PaymentsListCommand.self, InboxCommand.self, JudgeCommand.self, DeliverCommand.self,
      DeliveriesCommand.self, RedeliverCommand.self, BackupCommand.self, TakingsCommand.self,
      ReconcileCommand.self,
    ], defaultSubcommand: PaymentsListCommand.self)

  static let example = """
    paypress payments --csv > payments.csv
    paypress payments inbox
    """
}
