//! Sizes, and where things stand at each.

use super::*;

fn regions(width: u16, height: u16) -> Regions {
    Regions::of(
        Rect::new(0, 0, width, height),
        Look {
            colour: true,
            ascii: false,
            plain: false,
        },
    )
}

#[test]
fn at_80x24_rows_are_where_the_eye_looks_for_them() {
    let r = regions(80, 24);
    assert_eq!(r.header, Rect::new(0, 0, 80, 1));
    assert_eq!(r.message, Rect::new(0, 1, 80, 1));
    assert_eq!(r.centre, Rect::new(2, 3, 76, 18));
    assert_eq!(r.rule, Rect::new(0, 21, 80, 1));
    assert_eq!(r.status, Rect::new(0, 22, 80, 1));
    assert_eq!(r.footer, Rect::new(0, 23, 80, 1));
    assert!(r.panel.is_empty() && r.outline.is_empty());
    assert_eq!(r.table().y, 2);

    let q = r.question();
    assert_eq!(q.eyebrow.y, 3);
    assert_eq!((q.prompt.y, q.prompt.height), (4, 3));
    assert_eq!(q.answer.y, 8);
    assert_eq!(q.note_label.y, 10);
    assert_eq!((q.note.y, q.note.height), (11, 3));
    assert_eq!((q.help.y, q.help.height), (15, 4));
    assert_eq!(q.source.y, 20);

    let t = r.long_text();
    assert_eq!((t.text.y, t.text.height), (8, 11));
    assert_eq!(t.source.y, 20);
}

#[test]
fn at_140x40_there_are_three_columns_and_no_status_row() {
    let r = regions(140, 40);
    assert_eq!((r.outline.x, r.outline.width), (1, 31));
    assert_eq!((r.centre.x, r.centre.width), (37, 64));
    assert_eq!((r.panel.x, r.panel.width), (105, 34));
    for column in [r.outline, r.centre, r.panel] {
        assert_eq!((column.y, column.bottom()), (3, 38));
    }
    assert_eq!(r.rule.y, 38);
    assert!(r.status.is_empty());
    assert_eq!(r.footer.y, 39);
    assert_eq!(r.table(), r.centre);
}

#[test]
fn between_100_and_139_the_centre_grows_before_the_panel() {
    for (width, centre, panel) in [
        (100, 62, 31),
        (105, 67, 31),
        (110, 72, 31),
        (113, 72, 34),
        (139, 72, 34),
    ] {
        let r = regions(width, 24);
        assert_eq!((r.centre.width, r.panel.width), (centre, panel), "at {width}");
        assert!(r.centre.right() + GAP <= r.panel.x);
        assert_eq!(r.panel.right(), width - 1);
    }
}

#[test]
fn at_40x9_title_prompt_answer_status_and_footer_are_left() {
    let r = regions(40, 9);
    assert_eq!(r.centre, Rect::new(0, 1, 40, 6));
    assert_eq!(r.message, Rect::new(0, 6, 40, 1));
    assert!(r.rule.is_empty());
    assert_eq!(r.status.y, 7);
    assert_eq!(r.footer.y, 8);
    let q = r.question();
    assert_eq!((q.prompt.y, q.prompt.height), (1, 3));
    assert_eq!(q.answer.y, 5);
    assert!(q.eyebrow.is_empty() && q.note.is_empty() && q.help.is_empty());
}

#[test]
fn as_height_shrinks_the_answer_stays_and_the_rest_leaves_in_order() {
    for height in 9..60 {
        let r = regions(80, height);
        let q = r.question();
        assert_eq!(q.prompt.height, 3, "at {height}");
        assert_eq!(q.answer.height, 1, "at {height}");
        assert_eq!(q.note.is_empty(), height < 13, "at {height}");
        assert_eq!(q.note_label.is_empty(), height < 16, "at {height}");
        assert_eq!(q.help.is_empty(), height < 20, "at {height}");
        assert_eq!(q.source.is_empty(), height < 20, "at {height}");
        assert_eq!(r.rule.is_empty(), height < 13, "at {height}");
        let parts = [
            q.eyebrow,
            q.prompt,
            q.answer,
            q.note_label,
            q.note,
            q.help,
            q.source,
            r.rule,
        ];
        for (a, b) in parts.iter().zip(parts.iter().skip(1)) {
            assert!(a.is_empty() || b.is_empty() || a.bottom() <= b.y, "at {height}");
        }
    }
}

#[test]
fn no_size_puts_anything_outside_the_terminal() {
    for width in (0..200).chain([u16::MAX]) {
        for height in (0..60).chain([u16::MAX]) {
            let r = regions(width, height);
            let q = r.question();
            let t = r.long_text();
            for part in [
                r.header,
                r.message,
                r.outline,
                r.centre,
                r.panel,
                r.rule,
                r.status,
                r.footer,
                r.table(),
                q.eyebrow,
                q.prompt,
                q.answer,
                q.note_label,
                q.note,
                q.help,
                q.source,
                t.eyebrow,
                t.prompt,
                t.text,
                t.source,
            ] {
                assert!(
                    part.right() <= width && part.bottom() <= height,
                    "{part:?} at {width}x{height}"
                );
            }
            assert_eq!(
                r.density.too_small(),
                width < 40 || height < 9,
                "{width}x{height}"
            );
        }
    }
}

#[test]
fn the_plain_look_is_one_column_at_any_width() {
    let r = Regions::of(Rect::new(0, 0, 200, 50), Look::plainly());
    assert!(r.panel.is_empty() && r.outline.is_empty());
    assert_eq!(r.centre.x, 2);
    assert_eq!(r.status.height, 1);
}
