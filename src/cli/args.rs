//! The commands and flags, and what `--help` says of each.

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use std::{ffi::OsString, path::PathBuf};

/// A guided terminal wizard for NHS-industry partnerships, from first idea to published outcomes.
///
/// Without a command it opens the list of projects. PROJECT is an id, the beginning of one id
/// alone, or a path (anything with a slash, or ending in .json).
#[derive(Debug, Parser)]
#[command(name = "triplewin", version, max_term_width = 80, after_long_help = AFTER)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub flags: Flags,
    /// What to do; without one the list of projects is opened.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What stands below the long help.
pub const AFTER: &str = "\
Exit codes: 0 done; 1 it failed or was refused; 2 wrong usage. triage: 0 a candidate, 3 not yet eligible or \
another form of support, 4 not decided yet. verify: 0 sound, 5 something does not match, 1 unreadable. \
merge: 0 clean, 1 two versions somewhere and OUT whole, 2 unreadable and OUT untouched.

Environment: TRIPLEWIN_DIR, TRIPLEWIN_TODAY and TRIPLEWIN_AS stand for the flags, TRIPLEWIN_PLAIN=1 for --plain, \
TRIPLEWIN_KIOSK=1 for --kiosk; \
TRIPLEWIN_STATE is the folder that remembers where you left off. NO_COLOR and TERM=dumb are obeyed.";

/// The flags that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Flags {
    /// The folder of projects, instead of the one that the environment names or the system's
    #[arg(long, global = true, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The day that the rules judge by, such as 2026-11-21
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// Who acts: the name that changes are recorded under
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub who: Option<String>,
    /// Draw with ASCII characters alone
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Line by line, for screen readers, braille lines and slow links
    #[arg(long, global = true)]
    pub plain: bool,
    /// For a shared terminal: nothing but the projects of the folder can be reached
    #[arg(long, global = true)]
    pub kiosk: bool,
}

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open a project on the screens, where it was left
    Open(OpenArguments),
    /// Make a project; prints its id
    New(NewArguments),
    /// List the projects, one a line
    List(ListArguments),
    /// The eligibility checklist alone: is this idea joint or collaborative working?
    Triage(TriageArguments),
    /// Where a project stands: stage, gates, verdict, risks, deadlines, next
    Status(StatusArguments),
    /// A project's answers, with what is carried from where
    Show(ShowArguments),
    /// Apply a list of changes, all or none
    Apply(ApplyArguments),
    /// Answer one item
    Answer(AnswerArguments),
    /// The whole wizard, line by line
    Interview(InterviewArguments),
    /// A document as Word, Markdown or a page, or a list as rows for a spreadsheet
    Export(ExportArguments),
    /// Take in a document that was filled in by hand, or answers by id
    Import(ImportArguments),
    /// Where two parties' separate answers agree and differ
    Compare(CompareArguments),
    /// Merge two copies of a project that began as one; fit to be a git merge driver
    Merge(MergeArguments),
    /// The earlier copies of a project, and one of them put back
    Restore(RestoreArguments),
    /// Check that a project's file is sound and says what follows from its answers
    Verify(VerifyArguments),
    /// What is asked, why, and where the guidance says so
    Guidance(GuidanceArguments),
    /// The JSON Schema of the project file
    Schema,
    /// Completions for a shell
    Completions(CompletionsArguments),
    /// The manual page
    Man,
}

/// Which project to open.
#[derive(Debug, Args)]
pub struct OpenArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
}

/// What to make a project of.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The project's title
    pub title: String,
    /// Fill it in from a fictional sample
    #[arg(long, value_name = "NAME")]
    pub sample: Option<String>,
    /// Print {"id","path"}
    #[arg(long)]
    pub json: bool,
}

/// Which projects to list.
#[derive(Debug, Default, Args)]
pub struct ListArguments {
    /// Archived ones too
    #[arg(long)]
    pub all: bool,
    /// As a JSON array, a row a project
    #[arg(long)]
    pub json: bool,
    /// As a portfolio to send: by stage and verdict, what is overdue, what is next; or as rows
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    pub format: Option<ExportFormat>,
    /// Into this file or folder instead of onto standard output
    #[arg(short, long, value_name = "PATH|-", requires = "format")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// A format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// Word
    Docx,
    /// Markdown
    Md,
    /// One page for a browser, which prints well
    Html,
    /// Rows for a spreadsheet, of a list
    Csv,
}

/// Which document, in which format, into which file.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// concept, pid, agreement, summary, amendment/ID, outcomes, eligibility, status, pack, all, or a list
    ///
    /// The pack holds all of them in one; all writes every one in every format into the folder -o.
    /// A list, such as parties or plan.milestones, comes as rows for a spreadsheet.
    pub document: String,
    /// The format; else the file's ending says it, else Word
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,
    /// Into this file or folder, or - for standard output; else ID-DOCUMENT.FORMAT here
    #[arg(short, long, value_name = "PATH|-")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
    /// A Word file whose styles, page and letterhead Word documents take
    #[arg(long, value_name = "FILE")]
    pub reference: Option<PathBuf>,
}

/// Where the checklist's answers come from.
#[derive(Debug, Args)]
pub struct TriageArguments {
    /// Ask nothing: the answers are this JSON file, or - for standard input
    ///
    /// Such as {"1A":"yes","2":"no","6":"unsure"}: the guidance's numbers, and yes, no or unsure.
    #[arg(long, value_name = "FILE|-")]
    pub answers: Option<PathBuf>,
    /// The verdict as JSON; with --answers
    #[arg(long, requires = "answers")]
    pub json: bool,
}

/// Whose status.
#[derive(Debug, Args)]
pub struct StatusArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Which answers to show.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// One item or list alone, such as checklist.4 or parties
    #[arg(value_name = "ITEM|LIST")]
    pub entry: Option<String>,
    /// As a JSON array: a row an item, and {"list","records"} for a list
    #[arg(long)]
    pub json: bool,
}

/// Which changes to apply to what.
#[derive(Debug, Args)]
pub struct ApplyArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// A JSON array of changes, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// Print {"revision","ids"}
    #[arg(long)]
    pub json: bool,
}

/// One change by hand.
#[derive(Debug, Args)]
pub struct AnswerArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// The item, such as checklist.4
    pub item: String,
    /// The value, or - to read it from standard input; blank clears it
    ///
    /// Values with several parts (three-way, money, decision, attestation, head, period) may be
    /// given as JSON.
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    /// What to note beside it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// What supports it: a text or a link; may be given several times
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub evidence: Vec<String>,
}

/// Where to begin the interview.
#[derive(Debug, Args)]
pub struct InterviewArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// Begin with this step, such as scoping
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
}

/// What comes back, and where it belongs.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// A document written by export (.docx or .md), answers (.json), or - for standard input
    ///
    /// Answers are a JSON object by the ids of the questions, such as
    /// {"scoping.scale":"Two wards","concept.start":"2026-Q4"}.
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// Make the changes, instead of showing them
    #[arg(long)]
    pub yes: bool,
}

/// Whose answers to compare.
#[derive(Debug, Args)]
#[command(after_long_help = COMPARED)]
pub struct CompareArguments {
    /// One project: an id, the beginning of one, or a path
    #[arg(value_name = "A")]
    pub a: OsString,
    /// The other project
    #[arg(value_name = "B")]
    pub b: OsString,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// What stands below the long help of `compare`.
const COMPARED: &str = "\
Every item that either has answered is compared. Answers that would change a verdict, if the other \
took them, come first.

As JSON, same, only_a and only_b are the ids of items, in the guidance's order. differ has a row an \
item, those that would change a verdict first, then in the guidance's order; a and b are the answers, \
each a value, or {\"skipped\": REASON} or {\"versions\": [VALUE, ...]}. deciding names every item whose \
answer would change a verdict, wherever it stands.";

/// Which copies to merge, and where to.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The copy that both began with; an empty file where there is none
    pub base: PathBuf,
    /// Our copy
    pub ours: PathBuf,
    /// Their copy
    pub theirs: PathBuf,
    /// Where the merged project goes; ours may be overwritten
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
}

/// Whose earlier copies, and which of them to put back.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// An id, the beginning of one, or a path; its file need not be there any more
    pub project: OsString,
    /// The copy to put back: its number, or its time; without it the copies are listed
    ///
    /// A time is as the list has it, or such as 2026-11-21T14:02:33Z. The present file, sound or
    /// not, is kept as a copy first.
    #[arg(value_name = "COPY")]
    pub copy: Option<String>,
    /// Instead, merge in every other copy of the project that lies beside its file
    ///
    /// Such as a synchronised folder leaves where two machines saved at once. Nothing is lost:
    /// what both answered differently stands in two versions, and the file that was merged is
    /// kept among the copies.
    #[arg(long, conflicts_with = "copy")]
    pub merge: bool,
    /// As JSON: a row a copy, or with COPY what came of it
    #[arg(long)]
    pub json: bool,
}

/// What to verify.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// An id, the beginning of one, or a path
    pub project: OsString,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// What to look up.
#[derive(Debug, Args)]
pub struct GuidanceArguments {
    /// One item, list or step alone
    #[arg(value_name = "ITEM")]
    pub entry: Option<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// For which shell.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}
