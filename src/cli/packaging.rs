//! `completions` and `man`: what packagers build from the table of commands.

use clap::{Command, CommandFactory};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use super::{
    args::{AFTER, Arguments, CompletionsArguments},
    error::Failure,
    output::Report,
};

/// The completions of a shell.
pub fn completions(arguments: &CompletionsArguments) -> Report {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "triplewin",
        &mut script,
    );
    Report::text(String::from_utf8_lossy(&script).into_owned())
}

/// The manual page, every command's arguments and flags included.
pub fn man() -> Result<Report, Failure> {
    let mut page = Vec::new();
    write_page(&mut page).map_err(|error| Failure::failed(format!("could not make the page, {error}")))?;
    Ok(Report::text(String::from_utf8_lossy(&page).into_owned()))
}

fn write_page(page: &mut Vec<u8>) -> std::io::Result<()> {
    let mut command = Arguments::command()
        .after_long_help("")
        .disable_help_subcommand(true);
    command.build();
    let man = Man::new(command.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for subcommand in command.get_subcommands() {
        describe(&mut roff, subcommand);
    }
    roff.control("SH", ["EXIT STATUS AND ENVIRONMENT"]);
    for line in AFTER.split("\n\n") {
        roff.control("PP", []);
        roff.text([roman(line.replace('\n', " "))]);
    }
    roff.to_writer(page)
}

fn describe(roff: &mut Roff, command: &Command) {
    let usage = command.clone().render_usage().to_string();
    roff.control("SS", [usage.trim_start_matches("Usage: ")]);
    if let Some(about) = command.get_about() {
        roff.text([roman(about.to_string())]);
    }
    for argument in command.get_arguments() {
        if argument.is_global_set() || matches!(argument.get_id().as_str(), "help" | "version") {
            continue;
        }
        roff.control("TP", []);
        roff.text([bold(argument.to_string())]);
        let help = argument.get_long_help().or(argument.get_help());
        roff.text([roman(help.map(ToString::to_string).unwrap_or_default())]);
    }
}
