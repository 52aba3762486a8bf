//! How wide the columns of a list's table are: days are never cut, and where there is no room for
//! all, a column of free words goes before what was chosen is cut.

use crate::{guidance::FieldKind, tui::text};

/// A column is at most so wide.
const WIDEST: u16 = 40;
/// The label of a row, and any other column, keep so many columns where there is little room.
const LABEL: u16 = 22;
const OTHERS: u16 = 10;
/// A column of days or numbers keeps so many at least, for its title.
const LEAST: u16 = 4;
/// A column of what is chosen keeps its words, up to so many; so does what is missing.
const CHOSEN: u16 = 18;
const MISSING: u16 = 13;

/// What a column of the table needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// Its title and its cells whole.
    whole: u16,
    /// It is not made narrower than this.
    least: u16,
    gives: Gives,
}

/// What a column gives where there is no room for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gives {
    Nothing,
    /// The ends of its words, once no column can go.
    Ends,
    /// All of it: the words of the selected row hold it too.
    All,
}

impl Need {
    /// The label of the rows.
    pub(super) fn label(widest: u16, title: &str) -> Self {
        Self {
            whole: widest.max(text::width(title)),
            least: LABEL,
            gives: Gives::Nothing,
        }
    }

    /// A column of a kind of field; of none, what is still missing.
    pub(super) fn of(kind: Option<FieldKind>, widest: u16, title: &str) -> Self {
        let (least, gives) = match kind {
            Some(FieldKind::Date | FieldKind::Year | FieldKind::Pence) => (widest.max(LEAST), Gives::Nothing),
            Some(FieldKind::Choice | FieldKind::Party | FieldKind::Company) => {
                (widest.clamp(LEAST, CHOSEN), Gives::Ends)
            }
            Some(FieldKind::Line | FieldKind::Text | FieldKind::Reference | FieldKind::References) => {
                (OTHERS, Gives::All)
            }
            None => (widest.clamp(LEAST, MISSING), Gives::Nothing),
        };
        Self {
            whole: widest.max(text::width(title)),
            least,
            gives,
        }
    }
}

/// The widths of columns in so many, 0 for one that is left out: the widest of those that have
/// enough gives way first, and the label only where it is twice as wide as the others need.
pub(super) fn widths(needs: &[Need], room: u16) -> Vec<u16> {
    let mut needs = needs.to_vec();
    loop {
        let widths = narrowed(&needs, room);
        if widths.iter().copied().fold(gaps(&needs), u16::saturating_add) <= room {
            return widths;
        }
        if let Some(last) = needs.iter_mut().rev().find(|need| need.gives == Gives::All) {
            (last.whole, last.least, last.gives) = (0, 0, Gives::Nothing);
        } else if let Some(cut) = needs.iter_mut().find(|need| need.gives == Gives::Ends) {
            (cut.least, cut.gives) = (cut.least.min(OTHERS), Gives::Nothing);
        } else {
            return widths;
        }
    }
}

/// The blanks between the columns that are shown.
fn gaps(needs: &[Need]) -> u16 {
    let shown = needs.iter().filter(|need| need.whole > 0).count();
    u16::try_from(shown.saturating_sub(1) * 2).unwrap_or_default()
}

fn narrowed(needs: &[Need], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = needs.iter().map(|need| need.whole.min(WIDEST)).collect();
    let room = room.saturating_sub(gaps(needs));
    while widths.iter().copied().fold(0, u16::saturating_add) > room {
        let spare = |at: usize, width: u16| width.saturating_sub(needs.get(at).map_or(0, |need| need.least));
        let widest = (0..widths.len())
            .rev()
            .max_by_key(|at| widths.get(*at).map_or(0, |width| spare(*at, *width)));
        match widest.and_then(|at| widths.get_mut(at).map(|width| (at, width))) {
            Some((at, width)) if spare(at, *width) > 0 => *width -= 1,
            _ => break,
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Vec<Need> {
        vec![
            Need::label(50, "Milestone"),
            Need::of(Some(FieldKind::Date), 11, "Due"),
            Need::of(Some(FieldKind::Line), 10, "Owner"),
            Need::of(Some(FieldKind::Date), 11, "Done"),
            Need::of(None, 7, "Still missing"),
        ]
    }

    #[test]
    fn days_are_never_cut_and_free_words_go_first() {
        assert_eq!(widths(&plan(), 74), [24, 11, 10, 11, 10]);
        let narrow = widths(&plan(), 62);
        assert_eq!((narrow[1], narrow[2], narrow[3]), (11, 0, 11), "{narrow:?}");
        assert!(narrow[0] >= LABEL, "{narrow:?}");
    }

    #[test]
    fn what_was_chosen_is_cut_once_nothing_can_go() {
        let parties = [
            Need::label(32, "Party"),
            Need::of(Some(FieldKind::Choice), 22, "Kind"),
            Need::of(Some(FieldKind::Choice), 21, "Setting"),
            Need::of(None, 12, "Still missing"),
        ];
        assert_eq!(widths(&parties, 76), [22, 18, 18, 12]);
        let narrow = widths(&parties, 62);
        assert_eq!(narrow[0], 22, "{narrow:?}");
        assert_eq!(narrow.iter().sum::<u16>() + 6, 62, "{narrow:?}");
    }
}
