//! A document written to a file: which one, as what, into which file; or all of them, into which folder.

use std::path::{Path, PathBuf};

use super::{
    choosing,
    command::{Command, Verb},
    stops::Extent,
    talk::{Halt, Said},
    walk::Walk,
};
use crate::{
    characters::{escaped, quoted},
    documents::{Format, Which},
    guidance::Choice,
    session::{
        EVERYTHING, Everything, ExportError, document_state, everything_path, export_folder, export_path,
        kiosk_everything_path, kiosk_export_path,
    },
    store::{Kind, Overwrite},
};

/// What makes a file's place of what is typed, beside the name that is offered.
type PlaceOf = fn(&str, &str, Format) -> Result<PathBuf, String>;

/// What makes a folder's place of what is typed, beside the name that is offered.
type FolderOf = fn(&str, &str) -> PathBuf;

/// The name of every document, each in every format.
const ALL: &str = "all";

/// What is to be written.
enum Asked {
    One(Which),
    Everything,
}

/// What is said where it is left.
const LEFT: &str = "Nothing is written.";

impl Walk<'_> {
    /// Asks what is left open, and writes the document; a triage has its result alone.
    pub(super) fn export(&mut self, named: &str) -> Result<(), Halt> {
        // `:export pid md` leaves the format unasked
        let (named, format) = match named.rsplit_once(' ') {
            Some((document, format)) if format.parse::<Format>().is_ok() => {
                (document.trim(), format.parse().ok())
            }
            _ => (named, None),
        };
        let asked = match self.extent {
            Extent::Triage => Some(Asked::One(Which::Eligibility)),
            Extent::Project => self.which_document(named)?,
        };
        let which = match asked {
            None => return self.talk.say(LEFT),
            Some(Asked::Everything) => return self.export_everything(format),
            Some(Asked::One(which)) => which,
        };
        let format = match format {
            Some(format) => format,
            None => match self.format()? {
                Some(format) => format,
                None => return self.talk.say(LEFT),
            },
        };
        let offered = self.session.export_name(&which, format);
        let (lies, place): (_, PlaceOf) = if self.library.kiosk {
            (
                "It goes into the folder exports beside the projects.".to_owned(),
                kiosk_export_path,
            )
        } else {
            (
                format!("A name alone goes into {}.", export_folder()),
                export_path,
            )
        };
        self.talk
            .say(&format!("Into which file? {lies} An empty line means {offered}."))?;
        loop {
            let typed = match self.talk.ask()? {
                Said::Nothing => String::new(),
                Said::Words(words) => words,
                Said::Command(command) => return Self::unless_quit(&command),
            };
            match place(&typed, &offered, format) {
                Ok(path) => return self.write(&which, format, &path),
                Err(why) => self.talk.say(&why)?,
            }
        }
    }

    fn write(&mut self, which: &Which, format: Format, path: &Path) -> Result<(), Halt> {
        let place = match self.library.export_place(path) {
            Ok(place) => place,
            Err(error) => {
                let told = escaped(&self.library.told(&error));
                return self.talk.say(&format!("Not written: {told}."));
            }
        };
        let path = place.as_path();
        let name = self.library.export_told(path);
        let mut written = self.session.export(which, format, path, Overwrite::Refused);
        if let Err(ExportError::Store(error)) = &written
            && matches!(error.kind, Kind::AlreadyThere)
        {
            if !self.agrees(&format!("There is a file {name} already. Replace it? y or n."))? {
                return self.talk.say(LEFT);
            }
            written = self.session.export(which, format, path, Overwrite::Allowed);
        }
        match written {
            Ok(_) => self.talk.say(&format!("Written: {name}.")),
            Err(error) => self
                .talk
                .say(&format!("Not written: {}.", escaped(&self.library.told(&error)))),
        }
    }

    /// Asks for a folder, and writes every document into it in every format.
    fn export_everything(&mut self, format: Option<Format>) -> Result<(), Halt> {
        if let Some(format) = format {
            self.talk.say(&format!(
                "All is each document in every format, not {format} alone."
            ))?;
        }
        let offered = self.session.everything_name();
        let (lies, place): (_, FolderOf) = if self.library.kiosk {
            (
                "It lies in the folder exports beside the projects.".to_owned(),
                kiosk_everything_path,
            )
        } else {
            (
                format!(
                    "A name alone lies in {}; a folder that is not there is made.",
                    export_folder()
                ),
                everything_path,
            )
        };
        self.talk.say(&format!(
            "Into which folder? {lies} An empty line means {offered}."
        ))?;
        let folder = match self.talk.ask()? {
            Said::Nothing => place("", &offered),
            Said::Words(words) => place(&words, &offered),
            Said::Command(command) => return Self::unless_quit(&command),
        };
        let mut done = self.everything(&folder, Overwrite::Refused);
        if let Ok(Everything::There {
            there,
            of,
            folder: told,
        }) = &done
        {
            let them = if *there == 1 { "it" } else { "them" };
            let asked = Everything::asked(*there, *of);
            if !self.agrees(&format!("In {told}: {asked} Replace {them}? y or n."))? {
                return self.talk.say(LEFT);
            }
            done = self.everything(&folder, Overwrite::Allowed);
        }
        match done {
            Ok(Everything::Written { files, folder }) => {
                self.talk.say(&format!("Written: {files} files, in {folder}."))
            }
            // somebody put a file there meanwhile
            Ok(Everything::There { .. }) => self.talk.say(LEFT),
            Err(error) => {
                let told = escaped(&self.library.told(&error));
                self.talk.say(&format!("Not everything is written: {told}."))
            }
        }
    }

    fn everything(&self, folder: &Path, overwrite: Overwrite) -> Result<Everything, ExportError> {
        self.library.export_everything(&self.session, folder, overwrite)
    }

    /// What is named, else what is chosen of the documents told.
    fn which_document(&mut self, named: &str) -> Result<Option<Asked>, Halt> {
        let documents = self.session.documents();
        let mut choices: Vec<Choice> = documents
            .iter()
            .map(|(which, document)| Choice {
                value: which.to_string(),
                label: document.title.clone(),
                help: None,
            })
            .collect();
        choices.push(Choice {
            value: ALL.to_owned(),
            label: EVERYTHING.to_owned(),
            help: None,
        });
        let mut named = named.to_owned();
        loop {
            if !named.is_empty() {
                match choosing::chosen(&choices, &named) {
                    Ok(name) if name == ALL => return Ok(Some(Asked::Everything)),
                    Ok(name) => return Ok(name.parse().ok().map(Asked::One)),
                    Err(_) => self
                        .talk
                        .say(&format!("There is no document {}.", quoted(&named)))?,
                }
            }
            for (at, (which, document)) in documents.iter().enumerate() {
                let state = document_state(which, document);
                self.talk
                    .point(&format!("{}. {} ({which}): {state}.", at + 1, document.title))?;
            }
            self.talk
                .point(&format!("{}. {EVERYTHING} ({ALL}).", documents.len() + 1))?;
            self.talk
                .say("Which one? Its number or its name; an empty line leaves it.")?;
            named = match self.talk.ask()? {
                Said::Words(words) => words,
                Said::Nothing => return Ok(None),
                Said::Command(command) => return Self::unless_quit(&command).map(|()| None),
            };
        }
    }

    fn format(&mut self) -> Result<Option<Format>, Halt> {
        let choices = Format::ALL.map(|format| Choice {
            value: format.to_string(),
            label: match format {
                Format::Docx => "Word",
                Format::Markdown => "Markdown",
                Format::Html => "HTML",
            }
            .to_owned(),
            help: None,
        });
        self.talk.say(
            "As what? 1 Word, to send, sign and fill in by hand; 2 Markdown; 3 HTML, one page to print. An empty line means Word.",
        )?;
        loop {
            let words = match self.talk.ask()? {
                Said::Nothing => return Ok(Some(Format::Docx)),
                Said::Words(words) => words,
                Said::Command(command) => return Self::unless_quit(&command).map(|()| None),
            };
            match choosing::chosen(&choices, &words) {
                Ok(value) => return Ok(value.parse().ok()),
                Err(teach) => self.talk.say(&teach)?,
            }
        }
    }

    /// A command leaves the export; only leaving the program means more.
    fn unless_quit(command: &Command) -> Result<(), Halt> {
        match command.verb {
            Verb::Quit => Err(Halt::Quit),
            _ => Ok(()),
        }
    }
}
