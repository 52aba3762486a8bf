//! The page: its size and margins, and what stands at its head and foot.

use super::{
    super::{document::Document, flow::one_line},
    reference::Look,
    scan::{self, own_attribute},
    styles::{StyleName, Styles},
    text::run,
    xml::Xml,
};

/// The size of a page and its margins, in twentieths of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageSetup {
    width: u32,
    height: u32,
    top: u32,
    right: u32,
    bottom: u32,
    left: u32,
    header: u32,
    footer: u32,
}

/// The least width that text can stand in.
const NARROWEST: u32 = 3_000;

impl PageSetup {
    /// A4, upright.
    pub(super) fn a4() -> Self {
        Self {
            width: 11_906,
            height: 16_838,
            top: 1_644,
            right: 1_247,
            bottom: 1_474,
            left: 1_247,
            header: 680,
            footer: 567,
        }
    }

    /// The page of a house style, from the last section of its text; A4 for what it leaves out.
    pub(super) fn of_section(section: &str) -> Self {
        let own = Self::a4();
        let mut page = own.clone();
        scan::visit(section, |tag| {
            let read = |name: &str, unless: u32| {
                let number = own_attribute(tag, name).and_then(|number| number.parse::<i32>().ok());
                number.map_or(unless, i32::unsigned_abs)
            };
            if scan::is_named(tag, "pgSz") {
                page.width = read("w", own.width);
                page.height = read("h", own.height);
            } else if scan::is_named(tag, "pgMar") {
                page.top = read("top", own.top);
                page.right = read("right", own.right);
                page.bottom = read("bottom", own.bottom);
                page.left = read("left", own.left);
                page.header = read("header", own.header);
                page.footer = read("footer", own.footer);
            }
        });
        let is_sound = page.width <= 31_680
            && page.height <= 31_680
            && page.left.saturating_add(page.right).saturating_add(NARROWEST) <= page.width
            && page.top.saturating_add(page.bottom).saturating_add(NARROWEST) <= page.height;
        if is_sound { page } else { own }
    }

    /// The width between the margins.
    pub(super) fn text_width(&self) -> u32 {
        self.width - self.left - self.right
    }

    /// The section that closes the text, with its header and footer.
    pub(super) fn section(&self, xml: &mut Xml) {
        xml.element("w:sectPr", &[], |xml| {
            xml.empty(
                "w:headerReference",
                &[("w:type", "default"), ("r:id", "rIdHeader")],
            );
            xml.empty(
                "w:footerReference",
                &[("w:type", "default"), ("r:id", "rIdFooter")],
            );
            let orientation = if self.width > self.height {
                "landscape"
            } else {
                "portrait"
            };
            xml.empty(
                "w:pgSz",
                &[
                    ("w:w", &self.width.to_string()),
                    ("w:h", &self.height.to_string()),
                    ("w:orient", orientation),
                ],
            );
            xml.empty(
                "w:pgMar",
                &[
                    ("w:top", &self.top.to_string()),
                    ("w:right", &self.right.to_string()),
                    ("w:bottom", &self.bottom.to_string()),
                    ("w:left", &self.left.to_string()),
                    ("w:header", &self.header.to_string()),
                    ("w:footer", &self.footer.to_string()),
                    ("w:gutter", "0"),
                ],
            );
        });
    }
}

/// How the bookmarks begin by which lines of ours are known at the head or foot of a page.
pub(super) const RUNNING: &str = "tw4_";

/// The head of every page: which document of which project, and that it is a draft while it is.
pub(super) fn header(xml: &mut Xml, document: &Document, look: &Look) {
    let imprint = &document.imprint;
    let title = one_line(&document.running_title());
    let styles = &look.styles;
    line(xml, look, 1, |xml| run(xml, styles, None, &title));
    if let Some(draft) = &imprint.draft {
        line(xml, look, 2, |xml| {
            run(xml, styles, Some(StyleName::DraftWord), "DRAFT");
            run(xml, styles, None, &format!("  {}", one_line(draft)));
        });
    }
}

/// The foot of every page: project, revision, edition and day; the page; the credit.
pub(super) fn footer(xml: &mut Xml, document: &Document, look: &Look) {
    let imprint = &document.imprint;
    let styles = &look.styles;
    line(xml, look, 3, |xml| {
        run(xml, styles, None, &one_line(&imprint.line));
        run(xml, styles, None, "\tPage ");
        number(xml, styles, " PAGE ");
        run(xml, styles, None, " of ");
        number(xml, styles, " NUMPAGES ");
    });
    line(xml, look, 4, |xml| {
        run(xml, styles, None, &one_line(&imprint.credit));
    });
}

/// A line at the head or foot, by its number among them; a tab leads to its right end, whatever
/// stops a house style has.
fn line(xml: &mut Xml, look: &Look, number: u32, inner: impl FnOnce(&mut Xml)) {
    let style = if number > 2 {
        StyleName::RunningFoot
    } else {
        StyleName::RunningHead
    };
    let id = (2_000_000_000 + number).to_string();
    let width = look.page.text_width();
    xml.open("w:p", &[]);
    xml.element("w:pPr", &[], |xml| {
        xml.value("w:pStyle", look.styles.id(style));
        xml.element("w:tabs", &[], |xml| {
            for usual in [4_513, 4_680, 9_026, 9_360].iter().filter(|stop| **stop != width) {
                xml.empty("w:tab", &[("w:val", "clear"), ("w:pos", &usual.to_string())]);
            }
            xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &width.to_string())]);
        });
    });
    xml.empty(
        "w:bookmarkStart",
        &[("w:id", &id), ("w:name", &format!("{RUNNING}{number}"))],
    );
    inner(xml);
    xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    xml.close("w:p");
}

fn number(xml: &mut Xml, styles: &Styles, field: &str) {
    xml.element("w:fldSimple", &[("w:instr", field)], |xml| {
        run(xml, styles, None, "1");
    });
}
