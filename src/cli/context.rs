//! What every command needs to know of its surroundings, read once.

use jiff::civil::Date;
use std::{
    ffi::OsString,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{args::Flags, error::Failure};
use crate::{
    characters::{quoted, stripped},
    guidance::{Edition, editions},
    project::{LINE_LIMIT, day, sound_text},
    session::{Acting, Library},
    store::{self, MAX_BYTES, Places, Store},
    tui::theme::Look,
};

/// Who acts, when, where, and how it should look.
#[derive(Clone)]
pub struct Context {
    /// Who acts, stated and not proven, and the day that the rules judge by.
    pub acting: Acting,
    /// How things are drawn.
    pub look: Look,
    /// Whether to go line by line instead of opening the screens.
    pub line_by_line: bool,
    /// Whether whoever sits there may reach nothing of this machine but the projects of the folder.
    pub kiosk: bool,
    dir: Option<PathBuf>,
}

impl Context {
    /// The surroundings that flags and environment give; fails on a day or a name that is none.
    pub fn new(flags: &Flags, env: impl Fn(&str) -> Option<OsString>) -> Result<Self, Failure> {
        let look = Look::from_env(flags.ascii);
        let on = |variable| env(variable).is_some_and(|value| !value.is_empty() && value != "0");
        let plain = flags.plain || on("TRIPLEWIN_PLAIN");
        let dumb = env("TERM").is_some_and(|term| term == "dumb");
        Ok(Self {
            acting: Acting {
                today: today(flags, &env)?,
                ..Acting::now(&who(flags, &env)?)
            },
            look,
            line_by_line: plain || dumb,
            kiosk: flags.kiosk || on("TRIPLEWIN_KIOSK"),
            dir: flags.dir.clone(),
        })
    }

    /// The folder of projects.
    pub fn store(&self) -> Result<Store, Failure> {
        let dir = store::default_dir(self.dir.clone(), |name| std::env::var_os(name))?;
        // a kiosk's words name no folder, and one that is named from the root is known in any words
        let whole = if self.kiosk {
            std::path::absolute(&dir).ok()
        } else {
            None
        };
        Ok(Store::new(whole.unwrap_or(dir)))
    }

    /// The folder of projects, with who works there and where they left off.
    pub fn library(&self) -> Result<Library, Failure> {
        let state = store::default_state_dir(|name| std::env::var_os(name));
        // Where somebody left off is a convenience: without a folder for it all else works.
        let places = state.ok().map(|dir| Places::in_dir(&dir));
        Ok(Library {
            kiosk: self.kiosk,
            ..Library::new(self.store()?, editions(), self.acting.clone(), places)
        })
    }

    /// How a file is named to whoever sits there: by its path, in a kiosk by its name alone.
    pub fn named(&self, path: &Path) -> String {
        match path.file_name() {
            Some(name) if self.kiosk => name.to_string_lossy().into_owned(),
            _ => path.display().to_string(),
        }
    }
}

/// The edition that new projects are answered under.
pub fn edition() -> Result<&'static Arc<Edition>, Failure> {
    editions()
        .first()
        .ok_or_else(|| Failure::failed("this program holds no sound edition of the guidance"))
}

/// The bytes of a file that a user names, or of standard input where the name is `-`.
pub fn bytes_of(file: &Path) -> Result<Vec<u8>, Failure> {
    if file.as_os_str() != "-" {
        return Ok(store::read(file)?);
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes);
    match read {
        Err(error) => Err(Failure::failed(format!("could not read, {error}")).at("standard input")),
        Ok(_) if bytes.len() as u64 > MAX_BYTES => {
            Err(Failure::failed("could not read, larger than 50 MB").at("standard input"))
        }
        Ok(_) => Ok(bytes),
    }
}

/// How an error names a file that a user named.
pub fn name_of(file: &Path) -> String {
    if file.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        file.to_string_lossy().into_owned()
    }
}

fn today(flags: &Flags, env: &impl Fn(&str) -> Option<OsString>) -> Result<Option<Date>, Failure> {
    match said(flags.today.as_deref(), "--today", "TRIPLEWIN_TODAY", env)? {
        Some((text, place)) => day(&text).map(Some).ok_or_else(|| {
            Failure::usage(format!(
                "{place} takes a day such as 2026-11-21, not {}",
                quoted(&text)
            ))
        }),
        None => Ok(None),
    }
}

fn who(flags: &Flags, env: &impl Fn(&str) -> Option<OsString>) -> Result<String, Failure> {
    if let Some((name, place)) = said(flags.who.as_deref(), "--as", "TRIPLEWIN_AS", env)? {
        return match sound_text(&name, LINE_LIMIT) {
            Ok(()) if name.trim().is_empty() => {
                Err(Failure::usage(format!("{place} takes a name, not nothing")))
            }
            Ok(()) if name.contains('\n') => Err(Failure::usage(format!("{place} takes one line"))),
            Ok(()) => Ok(name.trim().to_owned()),
            Err(error) => Err(Failure::usage(format!("{place} {error}"))),
        };
    }
    let system = whoami::username().unwrap_or_default();
    let system = stripped(&system).replace(['\n', '\t'], " ");
    Ok(match system.trim() {
        "" => "unknown".to_owned(),
        name => name.to_owned(),
    })
}

/// What was said by the flag, else by the variable unless empty; and which of the two.
fn said(
    flag: Option<&str>,
    flag_name: &'static str,
    variable: &'static str,
    env: &impl Fn(&str) -> Option<OsString>,
) -> Result<Option<(String, &'static str)>, Failure> {
    if let Some(text) = flag {
        return Ok(Some((text.to_owned(), flag_name)));
    }
    match env(variable).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => match value.into_string() {
            Ok(text) => Ok(Some((text, variable))),
            Err(_) => Err(Failure::usage(format!("{variable} is not UTF-8"))),
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn context(flags: &Flags, variables: &[(&str, &str)]) -> Result<Context, Failure> {
        Context::new(flags, |name| {
            variables
                .iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn a_flag_goes_before_its_variable_and_that_before_the_system() {
        let flags = Flags {
            today: Some("2026-11-21".to_owned()),
            who: Some("Ann".to_owned()),
            ..Flags::default()
        };
        let variables = [("TRIPLEWIN_TODAY", "2030-01-01"), ("TRIPLEWIN_AS", "Bob")];
        let said = context(&flags, &variables).unwrap();
        assert_eq!(said.acting.by, "Ann");
        assert_eq!(said.acting.today().to_string(), "2026-11-21");
        let said = context(&Flags::default(), &variables).unwrap();
        assert_eq!(said.acting.by, "Bob");
        assert_eq!(said.acting.today().to_string(), "2030-01-01");
        let said = context(&Flags::default(), &[("TRIPLEWIN_AS", "")]).unwrap();
        assert!(!said.acting.by.is_empty());
    }

    #[test]
    fn a_dumb_terminal_goes_line_by_line() {
        for (variables, by_line) in [
            (&[("TERM", "dumb")][..], true),
            (&[("TRIPLEWIN_PLAIN", "1")], true),
            (&[("TRIPLEWIN_PLAIN", "0")], false),
            (&[("TERM", "xterm")], false),
        ] {
            let said = context(&Flags::default(), variables).unwrap();
            assert_eq!(said.line_by_line, by_line, "{variables:?}");
        }
    }

    #[test]
    fn a_day_or_a_name_that_is_none_is_wrong_usage() {
        for (name, value) in [
            ("TRIPLEWIN_TODAY", "2026-02-30"),
            ("TRIPLEWIN_TODAY", "tomorrow"),
            ("TRIPLEWIN_AS", " "),
            ("TRIPLEWIN_AS", "a\u{1b}b"),
        ] {
            let failure = context(&Flags::default(), &[(name, value)]).err().unwrap();
            assert_eq!(failure.code(), 2);
            assert!(failure.to_string().contains(name), "{failure}");
        }
    }
}
