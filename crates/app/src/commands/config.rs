use crate::cli::ConfigCommand;
use crate::settings::{Settings, commented_file, described_values};
use crate::telemetry::say;

/// Prints the settings file with every setting.
pub(super) fn example() {
    say(commented_file().trim_end());
}

/// Shows settings that were read and made sense.
pub(super) fn show(settings: &Settings, what: &ConfigCommand) {
    match what {
        ConfigCommand::Check => say("The settings make sense."),
        ConfigCommand::Print => {
            for (key, value) in described_values(settings) {
                say(&format!("{key} = {value}"));
            }
        }
        ConfigCommand::Example => example(),
    }
}
