//! The state: a project's file and its typed answers, records, sign-offs and log; the changes
//! that edit it; and how two people's work becomes one.
//!
//! Two layers. [`File`] is exactly what serde reads and writes, unknown members kept;
//! [`Project`] is read from it with the edition. Every edit is a [`Change`], made by [`apply()`].
//! This room reads no clock, no file and no chance: who, when, today and fresh ids come in with
//! the [`Stamp`]. What answers mean is not judged here.

mod answer;
mod apply;
mod back;
mod calendar;
mod carry;
mod change;
mod cover;
mod doubled;
mod field;
mod file;
mod history;
mod id;
mod merge;
mod reading;
mod record;
mod replay;
mod state;
mod undo;
mod value;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod histories;

pub use answer::Answer;
pub use apply::{Applied, Done, RECORD_LIMIT, Stamp, apply};
pub use back::{PutBack, put_back_all};
pub use calendar::{Month, Quarter, day, day_words, months_later};
pub use carry::{Offer, OfferedBy, field_words, former_offer, offer, present};
pub(crate) use change::nearest;
pub use change::{Change, ChangeError, Refusal};
pub use cover::{changed_since, covers, pid_hash};
pub use field::field_from_json;
pub use file::{
    CarriedFrom, FILE_LIMIT, File, FiledAnswer, LogEntry, LogLine, Receipt, Record, SCHEMA, SignOff, Skipped,
    Started, Version,
};
pub use history::{
    About, Names, NoWay, Row, Texts, Topic, Which, as_agreed, change_words, record_before, recorded_at,
    restore, restore_agreed, restore_signed, rows, texts,
};
pub use id::{CountedIds, Ids, RandomIds, is_record_id, project_id};
pub use merge::merge;
pub use reading::{Place, ReadError};
pub use replay::{Unexplained, unexplained};
pub use state::{Project, ReadOnly, title_words};
pub use undo::inverse;
pub use value::{
    LENGTH_LIMIT, LINE_LIMIT, Money, PENCE_LIMIT, TEXT_LIMIT, ThreeWay, Value, ValueError, choice_words,
    is_blank, sound_text,
};
