//! The way of a document to a file: as what, into which file, and a yes before one is replaced.

use crate::{
    documents::{Format, Which},
    session::{export_folder, export_path, kiosk_export_path},
    store::Overwrite,
    tui::{
        screen::{Context, Effect, Export, Step},
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
        Ok(path) => Step::CloseAnd(Box::new(Step::Effect(Effect::Export(Export {
            which: which.clone(),
            format,
            path,
            overwrite: Overwrite::Refused,
        })))),
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

/// Says why nothing was written, and leads back to the name of the file.
pub(in crate::tui) fn not_written(cx: &Context, export: &Export, why: &str) -> Ask {
    let typed = export.path.to_string_lossy();
    let again = Step::Overlay(Box::new(asked(cx, &export.which, export.format, &typed)));
    Ask::new(PLACE, "Nothing is written.")
        .naming(why)
        .way("Another file", "", again)
        .way("Leave it", "", Step::Stay)
        .called("do it", "leave it")
}

/// Asks before a file that is there is replaced, told as where it lies.
pub(in crate::tui) fn replace(export: Export, told: &str) -> Ask {
    let replace = Step::Effect(Effect::Export(Export {
        overwrite: Overwrite::Allowed,
        ..export
    }));
    Ask::new(PLACE, "There is such a file already. Replace it?")
        .naming(told)
        .way("Keep it", "nothing is written", Step::Stay)
        .way("Replace it", "what is in it now is lost", replace)
        .called("do it", "keep it")
}
