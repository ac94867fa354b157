internal import ArgumentParser
internal import Console

// The commands of `paypress-server`, as help and completion scripts of the generator list them.
// `ServerProgram` runs the server before they are parsed.

/// A command with its options.
struct ServerCommand<Options: ServerOptions>: ParsableCommand {
  static var configuration: CommandConfiguration { Options.configuration }

  @OptionGroup var options: Options
}

struct ServerSandboxCommand: ParsableCommand {
  static let configuration = SandboxOptions.command(
    with: [ServerCommand<SandboxTriggerOptions>.self])

  @OptionGroup var options: SandboxOptions
}

struct ServerOrderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.order.rawValue, abstract: ServerWord.order.abstract,
    subcommands: [
      ServerCommand<OrderCreateOptions>.self, ServerCommand<OrderCheckOptions>.self,
      ServerCommand<OrderPlaceOptions>.self,
    ])
}

struct ServerNotifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.notify.rawValue, abstract: ServerWord.notify.abstract,
    subcommands: [
      ServerCommand<NotifyListenOptions>.self, ServerCommand<NotifyVerifyOptions>.self,
    ])
}

struct ServerPaymentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.payments.rawValue, abstract: ServerWord.payments.abstract,
    subcommands: [
      ServerCommand<PaymentsOptions>.self, ServerCommand<InboxOptions>.self,
      ServerCommand<JudgeOptions>.self, ServerCommand<DeliverOptions>.self,
      ServerCommand<DeliveriesOptions>.self, ServerCommand<RedeliverOptions>.self,
      ServerCommand<BackupOptions>.self, ServerCommand<TakingsOptions>.self,
      ServerCommand<ReconcileOptions>.self,
    ], defaultSubcommand: ServerCommand<PaymentsOptions>.self)
}
