//! `export`: a document in a format, or a list as rows, into a file or onto standard output.

use jiff::civil::Date;
use std::{
    fmt,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use super::{
    args::{ExportArguments, ExportFormat},
    context::{Context, name_of},
    error::Failure,
    opened::Opened,
    output::Report,
};
use crate::{
    characters::quoted,
    documents::{BuildError, Format, Sheet, UnknownDocument, Which, docx::Reference, list_sheet},
    guidance::List,
    project::nearest,
    rules::{self, Assessment},
    session::{ExportError, Exported, Exporter, document_file_name},
    store::{self, Overwrite, write_atomically},
};

/// Every document, each in a file of its own.
const ALL: &str = "all";

/// The document that was asked for.
pub fn run(context: &Context, arguments: &ExportArguments) -> Result<Report, Failure> {
    let asked = Asked::of(arguments)?;
    let opened = Opened::find(context, &arguments.project)?;
    let report = match asked {
        Asked::All => {
            let (folder, formats) = whole_folder(arguments)?;
            let exporting = Exporting::new(context, &opened, arguments, &formats)?;
            exporting.every_document(folder, &formats)
        }
        Asked::Document(which) => {
            let place = Place::of(arguments.output.as_deref());
            let format = document_format(arguments.format, &place)?;
            let exporting = Exporting::new(context, &opened, arguments, &[format])?;
            exporting.one_document(&which, place, format)
        }
        Asked::Named(name) if opened.project.edition != opened.edition.id => {
            let lacking = BuildError::OtherEdition(opened.project.edition.to_string());
            return Err(failed(lacking.into()).at(name));
        }
        Asked::Named(name) => match opened.edition.list(&name) {
            Some(list) => list_as_rows(&opened, list, arguments),
            None => Err(no_such(&opened, &name)),
        },
    }?;
    let notes = opened.notes().into_iter().chain(report.notes.clone()).collect();
    Ok(report.with_notes(notes))
}

/// What is to be exported.
enum Asked {
    All,
    Document(Which),
    /// Something that is no document: a list, or nothing.
    Named(String),
}

impl Asked {
    fn of(arguments: &ExportArguments) -> Result<Self, Failure> {
        let name = arguments.document.as_str();
        if name == ALL {
            return Ok(Self::All);
        }
        match name.parse() {
            Ok(which) if arguments.format == Some(ExportFormat::Csv) => Err(Failure::usage(format!(
                "{which} is a document, and csv is for lists"
            ))
            .hint("such as `triplewin export PROJECT parties`; documents are had as docx, md or html")),
            Ok(which) => Ok(Self::Document(which)),
            Err(UnknownDocument(name)) => Ok(Self::Named(name)),
        }
    }
}

fn no_such(opened: &Opened, name: &str) -> Failure {
    let unknown = UnknownDocument(name.to_owned());
    let lists = opened.edition.lists().map(|list| list.id.as_str());
    let failure = Failure::usage(unknown.to_string());
    let names: Vec<&str> = Which::names().collect();
    match nearest(name, names.into_iter().chain(lists)) {
        Some(near) => failure.hint(format!("did you mean {near}? {}", unknown.hint())),
        None => failure.hint(unknown.hint()),
    }
}

/// A project being exported, with what was said on the command line.
struct Exporting<'a> {
    opened: &'a Opened,
    assessment: Assessment,
    today: Date,
    reference: Option<Reference>,
    overwrite: Overwrite,
}

impl<'a> Exporting<'a> {
    fn new(
        context: &Context,
        opened: &'a Opened,
        arguments: &ExportArguments,
        formats: &[Format],
    ) -> Result<Self, Failure> {
        if arguments.reference.is_some() && !formats.contains(&Format::Docx) {
            return Err(house_style());
        }
        let today = context.acting.today();
        Ok(Self {
            opened,
            assessment: rules::assess(&opened.edition, &opened.project, today),
            today,
            reference: arguments.reference.as_deref().map(reference).transpose()?,
            overwrite: overwrite(arguments.force),
        })
    }

    fn exporter(&self) -> Exporter<'_> {
        Exporter {
            edition: &self.opened.edition,
            project: &self.opened.project,
            assessment: &self.assessment,
            today: self.today,
            reference: self.reference.as_ref(),
        }
    }

    /// One document, into a file or onto standard output.
    fn one_document(&self, which: &Which, place: Place, format: Format) -> Result<Report, Failure> {
        let name = document_file_name(&self.opened.project, &which.to_string(), format.extension());
        let Some(path) = place.path(&name) else {
            refuse_a_terminal(format)?;
            let drawn = self.exporter().drawn(which, format).map_err(failed)?;
            return Ok(Report::file(drawn.bytes).with_notes(draft_note(drawn.draft)));
        };
        let written = self.exporter().written(which, format, &path, self.overwrite);
        let written = written.map_err(failed)?;
        Ok(Report::text(line(&path)).with_notes(draft_note(written.draft)))
    }

    /// Every document in these formats, into a folder.
    fn every_document(&self, folder: &Path, formats: &[Format]) -> Result<Report, Failure> {
        let all = self.exporter().all_written(formats, folder, self.overwrite);
        let all = all.map_err(failed)?;
        let paths = all.iter().filter_map(|written| written.path.as_deref());
        let lines: String = paths.map(line).collect();
        let drafts = all.iter().filter(|written| is_draft(written, formats)).count();
        let notes = match drafts {
            0 => Vec::new(),
            1 => vec!["1 of the documents is a draft".to_owned()],
            many => vec![format!("{many} of the documents are drafts")],
        };
        Ok(Report::text(lines).with_notes(notes))
    }
}

/// The folder and the formats that `all` is asked for in.
fn whole_folder(arguments: &ExportArguments) -> Result<(&Path, Vec<Format>), Failure> {
    let formats = match arguments.format {
        None => Format::ALL.to_vec(),
        Some(ExportFormat::Csv) => {
            return Err(Failure::usage("all means every document, and csv is for lists")
                .hint("documents are had as docx, md or html; a list by its name, such as parties"));
        }
        Some(format) => format.document().into_iter().collect(),
    };
    match arguments.output.as_deref() {
        Some(folder) if folder.as_os_str() != "-" => Ok((folder, formats)),
        Some(_) | None => Err(Failure::usage("all needs a folder for its files").hint("-o FOLDER names it")),
    }
}

/// Whether it is a draft, counted once for all formats.
fn is_draft(written: &Exported, formats: &[Format]) -> bool {
    let extension = written.path.as_deref().and_then(Path::extension);
    let first = formats.first().map(|format| format.extension());
    written.draft.is_some() && extension.and_then(|extension| extension.to_str()) == first
}

/// A list as rows, into a file or onto standard output.
fn list_as_rows(opened: &Opened, list: &List, arguments: &ExportArguments) -> Result<Report, Failure> {
    if let Some(format) = arguments.format.and_then(ExportFormat::document) {
        return Err(Failure::usage(format!(
            "{} is a list, which is had as csv, not {format}",
            list.id
        ))
        .hint("leave --format out, or name the document that holds it"));
    }
    if arguments.reference.is_some() {
        return Err(house_style());
    }
    let sheet = list_sheet(&opened.edition, &opened.project, list);
    let name = document_file_name(&opened.project, list.id.as_str(), "csv");
    let place = Place::of(arguments.output.as_deref());
    let report = put_rows(&sheet, place, &name, arguments.force)?;
    Ok(report.with_notes(opened.notes()))
}

/// Puts rows where they are wanted: a file for a spreadsheet, standard output for a program.
pub fn put_rows(sheet: &Sheet, place: Place, name: &str, force: bool) -> Result<Report, Failure> {
    let bytes = match place {
        Place::StandardOutput => sheet.to_csv(),
        Place::Here | Place::Folder(_) | Place::File(_) => sheet.to_csv_file(),
    };
    let bytes = bytes.map_err(|error| Failure::failed(error.to_string()))?;
    put(bytes, place, name, force)
}

/// Puts bytes where they are wanted, under this name where only a folder is known.
pub fn put(bytes: Vec<u8>, place: Place, name: &str, force: bool) -> Result<Report, Failure> {
    let Some(path) = place.path(name) else {
        return Ok(Report::file(bytes));
    };
    write_atomically(&path, &bytes, overwrite(force)).map_err(|error| failed(error.into()))?;
    Ok(Report::text(line(&path)))
}

/// Where a file is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the present folder, under a name of ours.
    Here,
    /// On standard output.
    StandardOutput,
    /// In this folder, under a name of ours.
    Folder(PathBuf),
    /// In this file.
    File(PathBuf),
}

impl Place {
    /// What `-o` names.
    pub fn of(output: Option<&Path>) -> Self {
        match output {
            None => Self::Here,
            Some(path) if path.as_os_str() == "-" => Self::StandardOutput,
            Some(path) if store::is_folder(path) => Self::Folder(path.to_owned()),
            Some(path) => Self::File(path.to_owned()),
        }
    }

    /// The file, under this name where only a folder is known; none on standard output.
    fn path(self, name: &str) -> Option<PathBuf> {
        match self {
            Self::StandardOutput => None,
            Self::Here => Some(PathBuf::from(name)),
            Self::Folder(folder) => Some(folder.join(name)),
            Self::File(path) => Some(path),
        }
    }

    fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Here | Self::StandardOutput | Self::Folder(_) => None,
        }
    }
}

/// The format that is asked for, else the one that the file is named for, else Word; fails on a
/// name that promises another thing.
pub fn document_format(asked: Option<ExportFormat>, place: &Place) -> Result<Format, Failure> {
    let extension = place
        .file()
        .and_then(Path::extension)
        .map(|extension| extension.to_string_lossy());
    let named = extension.as_deref().map(str::parse::<Format>);
    match (asked.and_then(ExportFormat::document), named) {
        (Some(asked), Some(Ok(named))) if asked != named => Err(Failure::usage(format!(
            "the file is named for {named}, and --format says {asked}"
        ))
        .hint("leave --format out, or give the file another ending")),
        (Some(asked), _) => Ok(asked),
        (None, Some(Ok(named))) => Ok(named),
        (None, Some(Err(_))) => Err(Failure::usage(format!(
            "no format ends in {}",
            quoted(&format!(".{}", extension.unwrap_or_default()))
        ))
        .hint("the ending is .docx, .md or .html; --format says it where the name does not")),
        (None, None) => Ok(Format::Docx),
    }
}

/// Word is bytes that would only trouble a terminal.
pub fn refuse_a_terminal(format: Format) -> Result<(), Failure> {
    if format == Format::Docx && std::io::stdout().is_terminal() {
        return Err(Failure::failed("a Word file is not written to a terminal")
            .hint("-o FILE writes it to a file; --format md shows it here"));
    }
    Ok(())
}

fn house_style() -> Failure {
    Failure::usage("--reference gives a house style to Word files alone")
        .hint("leave it out, or ask for docx")
}

/// A Word file whose styles are taken.
fn reference(path: &Path) -> Result<Reference, Failure> {
    let bytes = store::read(path).map_err(|error| {
        let failure = Failure::failed(error.to_string());
        failure.hint("--reference names a Word file whose styles are taken")
    })?;
    Reference::read(&bytes).map_err(|error| {
        Failure::failed(error.to_string())
            .at(name_of(path))
            .hint("--reference takes a .docx that Word or LibreOffice has saved")
    })
}

fn overwrite(force: bool) -> Overwrite {
    if force {
        Overwrite::Allowed
    } else {
        Overwrite::Refused
    }
}

fn draft_note(draft: Option<String>) -> Vec<String> {
    draft.map(|why| format!("a draft: {why}")).into_iter().collect()
}

fn line(path: &Path) -> String {
    format!("{}\n", path.display())
}

fn failed(error: ExportError) -> Failure {
    match error {
        ExportError::Build(error) => Failure::failed(error.to_string()).maybe_hint(error.hint()),
        ExportError::Render(error) => Failure::failed(error.to_string()),
        ExportError::Store(error) => {
            let hint = match error.kind {
                store::Kind::AlreadyThere => Some("--force replaces it; -o names another".to_owned()),
                store::Kind::NoPermission | store::Kind::ReadOnly => {
                    Some("-o names another place".to_owned())
                }
                _ => error.hint(),
            };
            Failure::failed(error.to_string()).maybe_hint(hint)
        }
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self.document() {
            Some(format) => format.fmt(formatter),
            None => formatter.write_str("csv"),
        }
    }
}

impl ExportFormat {
    /// The format of a document; none where it is one of rows.
    pub fn document(self) -> Option<Format> {
        match self {
            Self::Docx => Some(Format::Docx),
            Self::Md => Some(Format::Markdown),
            Self::Html => Some(Format::Html),
            Self::Csv => None,
        }
    }
}
