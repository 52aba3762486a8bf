//! How far a stage is: a bar of filled and open columns, and a share in words.

use ratatui::text::{Line, Span};

use crate::tui::theme::Look;

/// A bar so many columns wide; it is empty only at nothing, and full only when all is done.
pub fn progress_bar(done: usize, total: usize, columns: u16, look: Look) -> Line<'static> {
    let columns = usize::from(columns);
    let filled = filled(done, total, columns);
    let (on, off) = (look.progress(true), look.progress(false));
    Line::from(vec![
        Span::styled(on.symbol.repeat(filled), on.style),
        Span::styled(off.symbol.repeat(columns - filled), off.style),
    ])
}

/// The share in words, `54%`; never `100%` before all is done.
pub fn percent(done: usize, total: usize) -> String {
    format!("{}%", filled(done, total, 100))
}

fn filled(done: usize, total: usize, of: usize) -> usize {
    match (done, total) {
        (0, _) | (_, 0) => 0,
        (done, total) if done >= total => of,
        (done, total) => {
            let share = done.saturating_mul(of) / total;
            share.max(1).min(of.saturating_sub(1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::canvas::FULL;

    fn drawn(done: usize, total: usize, columns: u16, look: Look) -> String {
        progress_bar(done, total, columns, look)
            .spans
            .iter()
            .map(|span| span.content.as_ref())
            .collect()
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(drawn(0, 15, 6, FULL), "──────");
        assert_eq!(drawn(1, 100, 6, FULL), "━─────");
        assert_eq!(drawn(22, 40, 12, FULL), "━━━━━━──────");
        assert_eq!(drawn(99, 100, 6, FULL), "━━━━━─");
        assert_eq!(drawn(15, 15, 6, FULL), "━━━━━━");
        assert_eq!(drawn(0, 0, 3, FULL), "───");
        assert_eq!(drawn(3, 6, 4, Look::plainly()), "==--");
        assert_eq!(drawn(1, 2, 0, FULL), "");
        assert_eq!(drawn(1, 2, 1, FULL), "─");
    }

    #[test]
    fn a_share_is_never_all_before_the_last() {
        assert_eq!(percent(22, 40), "55%");
        assert_eq!(percent(999, 1000), "99%");
        assert_eq!(percent(1000, 1000), "100%");
        assert_eq!(percent(0, 0), "0%");
    }
}
