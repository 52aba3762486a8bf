//! The first row: where one is on the left, whether it is saved on the right.

use jiff::{Timestamp, tz::TimeZone};
use ratatui::{buffer::Buffer, layout::Rect, text::Span};

use super::Shown;
use crate::{
    project::day_words,
    session::SaveState,
    tui::{
        app::Mode,
        layout::Regions,
        screen::{Context, Heading, Screen},
        text,
        widgets::paint,
    },
};

/// The name of the program, where no project's stands.
const PROGRAM: &str = "Triplewin";
/// What stands between a place and what lies in it.
const BELOW: &str = " / ";
/// The place keeps so many columns whatever there is to say of saving.
const LEAST_PLACE: u16 = 12;

/// Draws place and saved.
pub(super) fn draw(cx: &Context, shown: &Shown, top: &dyn Screen, regions: &Regions, buf: &mut Buffer) {
    let heading = top.heading(cx);
    let margin = super::margin(regions);
    let area = Rect {
        x: regions.header.x + margin,
        width: regions.header.width.saturating_sub(2 * margin),
        ..regions.header
    };
    let right = right(cx, shown, top, &heading, regions, area.width);
    let room = area.width.saturating_sub(text::width(&right) + 2);
    let left = left(cx, shown, top, &heading, room, regions);
    paint::line(buf, area, 0, left);
    let style = match shown.save_state {
        SaveState::Failed(_) if shown.mode != Mode::Projects => cx.look.not_saved(),
        _ => cx.look.quiet(),
    };
    paint::right(buf, area, 0, Span::styled(right, style));
}

/// Where one is: the title gives way first, then what the narrowest header adds, then what it lies
/// in; a short name of it comes before a cut one.
fn left(
    cx: &Context,
    shown: &Shown,
    top: &dyn Screen,
    heading: &Heading,
    room: u16,
    regions: &Regions,
) -> String {
    let place = place(shown, top, heading, regions);
    let short = top.short();
    let title = match shown.mode {
        Mode::Project => cx.session.project().title(cx.session.edition()),
        Mode::Projects | Mode::Triage => PROGRAM,
    };
    let title = if title.is_empty() { "Untitled" } else { title };
    if place.is_empty() {
        return paint::fitted(title, room, cx.look);
    }
    if regions.density.shows_project_title() {
        let for_title = room.saturating_sub(text::width(&place) + 3);
        if for_title >= 8 {
            return format!("{} / {place}", paint::fitted(title, for_title, cx.look));
        }
    }
    // `Checklist 6 of 15  TWO VERSIONS` without its end
    let begun = place.rsplit_once("  ").map(|(begun, _)| begun.trim_end());
    let ways = [
        Some(place.as_str()),
        begun,
        Some(heading.place.as_str()),
        heading.place.split_once(BELOW).map(|(_, own)| own),
        short.as_deref(),
    ];
    let ways = ways.into_iter().flatten().map(text::clean_line);
    let whole = ways.into_iter().find(|way| text::width(way) <= room);
    whole.map_or_else(
        || paint::fitted(&place, room, cx.look),
        std::borrow::Cow::into_owned,
    )
}

/// The place, and where the eyebrow has no row of its own what it would say.
fn place(shown: &Shown, top: &dyn Screen, heading: &Heading, regions: &Regions) -> String {
    let place = match shown.mode {
        Mode::Triage if top.place().is_some() => "Quick triage",
        Mode::Projects | Mode::Project | Mode::Triage => heading.place.as_str(),
    };
    let place = text::clean_line(place);
    if regions.density.eyebrow_in_header() && shown.mode != Mode::Projects {
        format!("{place} {}", heading.brief).trim_end().to_owned()
    } else {
        place.into_owned()
    }
}

/// The longest of what there is to say that leaves room for the place; that nothing is kept gives
/// way to the whole place.
fn right(
    cx: &Context,
    shown: &Shown,
    top: &dyn Screen,
    heading: &Heading,
    regions: &Regions,
    columns: u16,
) -> String {
    if shown.mode == Mode::Projects {
        return paint::fitted(&heading.brief, columns.saturating_sub(LEAST_PLACE), cx.look);
    }
    let ways = saved(cx, shown);
    let least = match shown.save_state {
        SaveState::NoProject => text::width(&place(shown, top, heading, regions)),
        _ => LEAST_PLACE,
    };
    let fits = |words: &&String| text::width(words) + least + 2 <= columns;
    ways.iter()
        .find(fits)
        .or(ways.last())
        .cloned()
        .unwrap_or_default()
}

/// Whether everything is saved, in words, the fullest first; while something waits, the time
/// stays, so that nothing moves at each key.
pub(super) fn saved(cx: &Context, shown: &Shown) -> Vec<String> {
    let acting = cx.session.acting();
    let zone = acting.clock.zone();
    let saved = |at: Timestamp| vec![saved_at(at, acting.clock.now(), &zone)];
    match &shown.save_state {
        SaveState::NoProject => vec![
            "Not kept: no project yet".to_owned(),
            "Not kept: no project".to_owned(),
            "Not kept".to_owned(),
        ],
        SaveState::Saved(at) => saved(*at),
        SaveState::Waiting => saved(cx.session.project().updated_at),
        SaveState::Saving => vec!["Saving".to_owned()],
        SaveState::Failed(reason) => vec![
            format!("NOT SAVED: {reason}, Ctrl+S tries again"),
            format!("NOT SAVED: {reason}"),
            "NOT SAVED, Ctrl+S".to_owned(),
            "NOT SAVED".to_owned(),
        ],
        SaveState::ReadOnly(_) => vec!["Read only".to_owned()],
    }
}

/// `Saved 14:02` today, `Saved 20 Nov` on another day of this year.
fn saved_at(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    if at.date() == now.date() {
        format!("Saved {}", at.strftime("%H:%M"))
    } else if at.year() == now.year() {
        format!("Saved {}", at.strftime("%-d %b"))
    } else {
        format!("Saved {}", day_words(at.date()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_saved_time_is_of_today_and_the_day_of_another_one() {
        let now: Timestamp = "2026-11-21T14:30:00Z".parse().unwrap();
        let words = |at: &str| saved_at(at.parse().unwrap(), now, &TimeZone::UTC);
        assert_eq!(words("2026-11-21T14:02:00Z"), "Saved 14:02");
        assert_eq!(words("2026-11-20T14:02:00Z"), "Saved 20 Nov");
        assert_eq!(words("2025-11-20T14:02:00Z"), "Saved 20 Nov 2025");
    }

    #[test]
    fn the_saved_time_is_local() {
        let now: Timestamp = "2026-07-21T14:30:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(
            saved_at("2026-07-20T23:30:00Z".parse().unwrap(), now, &zone),
            "Saved 00:30"
        );
    }
}
