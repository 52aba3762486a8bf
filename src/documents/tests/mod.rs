//! Every renderer held against readers of others' making, on one document with everything in it.

mod house_style;
mod html;
mod markdown;
mod samples;
mod word;

use super::{Format, render};

#[test]
fn the_same_document_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = render(&samples::rich(), format).unwrap();
        assert_eq!(once, render(&samples::rich(), format).unwrap(), "{format}");
    }
}

#[test]
fn a_format_is_called_by_its_ending() {
    for format in Format::ALL {
        assert_eq!(format.extension().parse(), Ok(format));
    }
    assert_eq!(
        "pdf".parse::<Format>().unwrap_err().to_string(),
        "a format is docx, md or html, not \"pdf\""
    );
}
