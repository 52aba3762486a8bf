//! The commands: one table that parsing, help and their tests read.

use std::str::FromStr;

/// What somebody asks for instead of answering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Command {
    /// Which one.
    pub(super) verb: Verb,
    /// What follows it on the line.
    pub(super) rest: String,
}

/// The commands there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// To the question before.
    Back,
    /// To the next question.
    Next,
    /// Says that a question does not apply.
    Skip,
    /// Every question of the step with its answer.
    List,
    /// To a question.
    Goto,
    /// Why it is asked, and what helps.
    Why,
    /// The answer, whole.
    Show,
    /// A note beside the answer.
    Note,
    /// What supports the answer.
    Evidence,
    /// Empties an answer.
    Clear,
    /// Takes what is carried.
    Confirm,
    /// Another record.
    Add,
    /// Changes a record.
    Edit,
    /// Removes a record.
    Remove,
    /// Records a sign-off.
    Sign,
    /// Ends a sign-off.
    Withdraw,
    /// The verdict with its reasons.
    Verdict,
    /// Where the project stands.
    Status,
    /// Who decided what, and when.
    History,
    /// Puts back what an entry of the history made, or what was there before it.
    Restore,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Writes a document to a file.
    Export,
    /// Saves now.
    Save,
    /// What there is to say.
    Help,
    /// Saves and leaves.
    Quit,
}

impl Verb {
    /// Whether it only says something, or keeps something beside the answer, so that the question
    /// need not be read out whole again.
    pub(super) fn only_tells(self) -> bool {
        match self {
            Self::List
            | Self::Goto
            | Self::Why
            | Self::Show
            | Self::Note
            | Self::Evidence
            | Self::Remove
            | Self::Skip
            | Self::Verdict
            | Self::Status
            | Self::History
            | Self::Export
            | Self::Save
            | Self::Help
            | Self::Add
            | Self::Edit
            | Self::Sign
            | Self::Withdraw => true,
            Self::Back
            | Self::Next
            | Self::Clear
            | Self::Confirm
            | Self::Restore
            | Self::Undo
            | Self::Redo
            | Self::Quit => false,
        }
    }
}

/// A command as people read of it.
pub(super) struct Row {
    /// Which one.
    pub(super) verb: Verb,
    /// Its word.
    pub(super) name: &'static str,
    /// What may follow.
    pub(super) rest: &'static str,
    /// What it does.
    pub(super) does: &'static str,
    /// Whether a triage has it.
    pub(super) in_triage: bool,
}

const fn row(verb: Verb, name: &'static str, rest: &'static str, does: &'static str, in_triage: bool) -> Row {
    Row {
        verb,
        name,
        rest,
        does,
        in_triage,
    }
}

/// Every command, in the order in which help reads them out.
#[rustfmt::skip]
pub(super) const COMMANDS: &[Row] = &[
    row(Verb::Back, "back", "", "the question before", true),
    row(Verb::Next, "next", "", "the next question, answered or not", true),
    row(Verb::List, "list", "", "every question of this step, numbered, with its answer", true),
    row(Verb::Goto, "goto", "N", "the question that :list gives that number (in the checklist the guidance's own, such as 1A or 4); or any question, list or step by its id, such as checklist.4, parties or scoping; or verdict, check, sign-offs, or due (risks and deadlines)", true),
    row(Verb::Why, "why", "", "why it is asked, what a good answer holds, and the page", true),
    row(Verb::Show, "show", "", "the present answer, whole, with its note and evidence", true),
    row(Verb::Note, "note", "TEXT", "a note beside the answer; alone it asks for one of several lines", true),
    row(Verb::Evidence, "evidence", "TEXT", "adds a text or a link that supports the answer; :remove N takes one out", true),
    row(Verb::Clear, "clear", "", "empties the answer; :clear note empties the note", true),
    row(Verb::Skip, "skip", "REASON", "says that a scoping question does not apply, and why", false),
    row(Verb::Confirm, "confirm", "", "takes over the text that is carried from elsewhere", false),
    row(Verb::Add, "add", "", "in a list another record, field after field, or with a number or a name one that is suggested; in a text more lines", false),
    row(Verb::Edit, "edit", "N", "changes a record, field after field", false),
    row(Verb::Remove, "remove", "N", "removes a record, after a question; or a piece of evidence", false),
    row(Verb::Sign, "sign", "N", "records an approval, certification, signature or publication", false),
    row(Verb::Withdraw, "withdraw", "N", "ends a sign-off, with a reason", false),
    row(Verb::Verdict, "verdict", "", "what the answers make of the project, and why", true),
    row(Verb::Status, "status", "", "where the project stands, what blocks it, what is due", false),
    row(Verb::History, "history", "", "who decided what here, and when, the newest first; :history all tells of the whole project, :history more goes further back", false),
    row(Verb::Restore, "restore", "N", "puts back what entry N of :history made; :restore N before puts back what was there before it", false),
    row(Verb::Undo, "undo", "", "takes back the last change and says what that was", true),
    row(Verb::Redo, "redo", "", "makes it again", true),
    row(Verb::Export, "export", "DOCUMENT", "writes a document to a file, such as pid, or pid md; all writes every one; alone it lists them", true),
    row(Verb::Save, "save", "", "saves now; every answer is saved by itself anyway", false),
    row(Verb::Help, "help", "", "this", true),
    row(Verb::Quit, "quit", "", "saves and leaves", true),
];

impl FromStr for Command {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        COMMANDS
            .iter()
            .find(|row| row.name.eq_ignore_ascii_case(word))
            .map(|row| Self {
                verb: row.verb,
                rest: rest.trim().to_owned(),
            })
            .ok_or_else(|| word.to_owned())
    }
}

impl Row {
    /// How it is said, such as `:goto N`.
    pub(super) fn said(&self) -> String {
        match self.rest {
            "" => format!(":{}", self.name),
            rest => format!(":{} {rest}", self.name),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_word_in_any_case_and_what_follows_it() {
        let goto: Command = "GoTo   checklist.4 ".parse().unwrap();
        assert_eq!((goto.verb, goto.rest.as_str()), (Verb::Goto, "checklist.4"));
        assert_eq!("gotoo 4".parse::<Command>(), Err("gotoo".to_owned()));
        assert_eq!("".parse::<Command>(), Err(String::new()));
    }

    #[test]
    fn every_command_has_a_word_of_its_own() {
        for row in COMMANDS {
            let found: Command = row.name.parse().unwrap();
            assert_eq!(found.verb, row.verb, "{}", row.name);
        }
    }
}
