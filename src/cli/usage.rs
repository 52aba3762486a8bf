//! Wrong usage in our own form of an error: one line, and a hint.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::error::Failure;
use crate::characters::quoted;

/// What to make of arguments that are no command: what was asked for (help, the version), or the
/// error.
pub fn help_or_failure(error: &clap::Error) -> Result<String, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Ok(error.render().to_string()),
        _ => Err(failure(error)),
    }
}

fn failure(error: &clap::Error) -> Failure {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let name = argument.split(' ').next().unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("there is no flag {}", quoted(&argument))
        }
        ErrorKind::UnknownArgument => format!("{} is one argument too many", quoted(&argument)),
        ErrorKind::InvalidSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("there is no command {}", quoted(&command))
        }
        ErrorKind::MissingRequiredArgument => format!("this needs {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{name} needs a value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} cannot be {}", quoted(&value))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{name} takes another number of values")
        }
        ErrorKind::NoEquals => format!("{name} needs an equals sign before its value"),
        ErrorKind::ArgumentConflict => match text(error, ContextKind::PriorArg) {
            Some(other) if other != argument => format!("{name} does not go with {other}"),
            _ => format!("{name} is given twice"),
        },
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".to_owned(),
        kind => kind.to_string(),
    };
    let failure = match called(error) {
        Some(called) => Failure::usage(what).at(command_of(&called)),
        None => Failure::usage(what),
    };
    failure.hint(hint(error))
}

/// What may have been meant, what would be taken, or how the command is called.
fn hint(error: &clap::Error) -> String {
    if let Some(valid) = text(error, ContextKind::ValidValue) {
        return format!("it is one of {valid}");
    }
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .into_iter()
        .find_map(|kind| text(error, kind));
    let called = called(error);
    if let Some(suggested) = suggested {
        let command = called.as_deref().map_or("triplewin", command_of);
        return format!("did you mean {suggested}? `{command} --help` lists them all");
    }
    match called {
        Some(called) => called,
        None => "`triplewin --help` lists the commands".to_owned(),
    }
}

/// How the command is called, such as `triplewin status [OPTIONS] <PROJECT>`.
fn called(error: &clap::Error) -> Option<String> {
    let usage = text(error, ContextKind::Usage)?;
    let usage = usage.strip_prefix("Usage:").unwrap_or(&usage);
    usage
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .map(str::to_owned)
}

/// The command without its arguments: `triplewin status`.
fn command_of(called: &str) -> &str {
    let end = called.find(['[', '<', '-']).unwrap_or(called.len());
    called.get(..end).unwrap_or(called).trim_end()
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if texts.is_empty() => None,
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<_> = texts.iter().map(ToString::to_string).collect();
            Some(texts.join(", "))
        }
        _ => None,
    }
}
