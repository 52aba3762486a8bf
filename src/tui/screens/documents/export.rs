//! The way of a document to a file: as what, into which file, and a yes before one is replaced;
//! and of all of them into a folder.

use std::path::PathBuf;

use crate::{
    documents::{Format, Which},
    session::{
        Everything, everything_path, export_folder, export_path, kiosk_everything_path, kiosk_export_path,
    },
    store::Overwrite,
    tui::{
        screen::{Context, Effect, Export, Exporting, Step},
        screens::{ask::Ask, one_line::OneLine},
    },
};

/// Where these questions are asked.
const PLACE: &str = "Export";

/// Asks as what a document is written and into which file, and writes it.
pub(in crate::tui) fn export(cx: &Context, which: &Which) -> Step {
    let title = cx.session.document(which).map(|document| document.title);
    let title = title.unwrap_or_else(|_| which.to_string());
    let into = |format| Step::Overlay(Box::new(file(cx, which, format)));
    let ask = Ask::new(PLACE, format!("Export as what? {title}"))
        .way("Word", "to send, sign and fill in by hand", into(Format::Docx))
        .way("Markdown", "for a repository or a wiki", into(Format::Markdown))
        .way("HTML", "one page for a browser, and to print", into(Format::Html));
    Step::Overlay(Box::new(ask.called("go on", "leave it")))
}

/// Asks for the file.
fn file(cx: &Context, which: &Which, format: Format) -> OneLine {
    let offered = cx.session.export_name(which, format);
    asked(cx, which, format, &offered)
}

/// Asks for the file, with a name that stands there already.
fn asked(cx: &Context, which: &Which, format: Format, begun: &str) -> OneLine {
    let offered = cx.session.export_name(which, format);
    let which = which.clone();
    let place = if cx.kiosk { kiosk_export_path } else { export_path };
    let then = move |typed: String| match place(&typed, &offered, format) {
        Err(why) => Step::Say(why),
        Ok(path) => write(Exporting::One(which.clone(), format), path),
    };
    let lies = if cx.kiosk {
        "It goes into the folder exports beside the projects, for whoever runs this room.".to_owned()
    } else {
        format!(
            "A name alone goes into {}; a folder that is there takes the name offered; ~ is your home.",
            export_folder()
        )
    };
    OneLine::new(PLACE, "Into which file?", then)
        .begun_with(begun)
        .explained(
            format!("{lies} A file that is there is not replaced without a yes."),
            "A file needs a name.",
        )
        .called("write it", "leave it")
}

/// Asks for the folder that every document goes to, and writes them.
pub(super) fn everything(cx: &Context) -> Step {
    let offered = cx.session.everything_name();
    Step::Overlay(Box::new(asked_everything(cx, &offered)))
}

/// Asks for the folder, with a name that stands there already.
fn asked_everything(cx: &Context, begun: &str) -> OneLine {
    let offered = cx.session.everything_name();
    let place = if cx.kiosk {
        kiosk_everything_path
    } else {
        everything_path
    };
    let then = move |typed: String| write(Exporting::Everything, place(&typed, &offered));
    let lies = if cx.kiosk {
        "It lies in the folder exports beside the projects, for whoever runs this room.".to_owned()
    } else {
        format!(
            "A name alone lies in {}; ~ is your home. A folder that is not there is made.",
            export_folder()
        )
    };
    OneLine::new(
        PLACE,
        "Everything, each document in every format: into which folder?",
        then,
    )
    .begun_with(begun)
    .explained(
        format!("{lies} No file that is there is replaced without a yes."),
        "A folder needs a name.",
    )
    .called("write them", "leave it")
}

/// The question goes, and this is written where nothing is replaced.
fn write(what: Exporting, path: PathBuf) -> Step {
    Step::CloseAnd(Box::new(Step::Effect(Effect::Export(Export {
        what,
        path,
        overwrite: Overwrite::Refused,
    }))))
}

/// Says why nothing was written, or not all, and leads back to the name.
pub(in crate::tui) fn not_written(cx: &Context, export: &Export, why: &str) -> Ask {
    let typed = export.path.to_string_lossy();
    let (told, again, other) = match &export.what {
        Exporting::One(which, format) => (
            "Nothing is written.",
            asked(cx, which, *format, &typed),
            "Another file",
        ),
        Exporting::Everything => (
            "Not everything is written.",
            asked_everything(cx, &typed),
            "Another folder",
        ),
    };
    Ask::new(PLACE, told)
        .naming(why)
        .way(other, "", Step::Overlay(Box::new(again)))
        .way("Leave it", "", Step::Stay)
        .called("do it", "leave it")
}

/// Asks before a file that is there is replaced, told as where it lies.
pub(in crate::tui) fn replace(export: Export, told: &str) -> Ask {
    replacing(export, "There is such a file already. Replace it?", told, "it")
}

/// Asks once before files that are there are replaced: how many, of how many, in which folder.
pub(in crate::tui) fn replace_some(export: Export, there: usize, of: usize, told: &str) -> Ask {
    let them = if there == 1 { "it" } else { "them" };
    let prompt = format!("{} Replace {them}?", Everything::asked(there, of));
    replacing(export, &prompt, told, them)
}

fn replacing(export: Export, prompt: &str, told: &str, them: &str) -> Ask {
    let replace = Step::Effect(Effect::Export(Export {
        overwrite: Overwrite::Allowed,
        ..export
    }));
    Ask::new(PLACE, prompt)
        .naming(told)
        .way(format!("Keep {them}"), "nothing is written", Step::Stay)
        .way(
            format!("Replace {them}"),
            format!("what is in {them} now is lost"),
            replace,
        )
        .called("do it", if them == "it" { "keep it" } else { "keep them" })
}
