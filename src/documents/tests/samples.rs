//! A document with one of everything, and the same with hostile text in every place.

use super::super::*;
use proptest::prelude::*;

/// A document with one of everything that a document can have.
pub(super) fn rich() -> Document {
    let page = "The wait for a first clinic is eleven weeks, and patients who live furthest from the \
                hospital wait longest. Most of them could be seen at home. ";
    Document {
        name: "pid".to_owned(),
        title: "Project Initiation Document".to_owned(),
        imprint: Imprint {
            project: "Heart failure care closer to home in North Vale".to_owned(),
            authors: "North Vale Integrated Care Board and Example Pharma Ltd".to_owned(),
            draft: Some(
                "it cannot be agreed yet, because 3 fields are missing and Example Pharma Ltd has not \
                 certified it."
                    .to_owned(),
            ),
            line: "Project heart-failure-care-closer-to-home-a1b2 · revision 42 · edition nhs-abpi-2024 · \
                   21 November 2026"
                .to_owned(),
            credit: "Follows Accelerating transformation: how to develop effective NHS-industry \
                     partnerships (NHS Confederation and ABPI, 2024), © NHS Confederation 2024. Triplewin is \
                     independent of its authors and not endorsed by them."
                .to_owned(),
            date: "2026-11-21".to_owned(),
        },
        has_contents: true,
        blocks: vec![
            Block::Heading(Level::One, "The project".to_owned()),
            Block::Paragraph(Text(vec![
                span("It takes up the ", Style::Plain),
                span("Project Concept Framework", Style::Strong),
                span(" of 3 March 2026 ", Style::Plain),
                span("(as approved by both parties)", Style::Mark),
                span(". The guidance is at ", Style::Plain),
                Span {
                    link: Some("https://www.nhsconfed.org/publications".to_owned()),
                    ..span("nhsconfed.org", Style::Plain)
                },
                span(".", Style::Plain),
            ])),
            Block::Heading(Level::Two, "What it is".to_owned()),
            Block::Fields(fields(page)),
            Block::Heading(Level::Two, "What it is measured by".to_owned()),
            Block::Note(Text::plain(
                "A measure without a baseline cannot show a change.\nThree of five have one.",
            )),
            Block::Table(measures()),
            Block::Heading(Level::Three, "What has been agreed".to_owned()),
            Block::Bullets(vec![
                Text::plain("Data stay with the NHS, anonymised and aggregated."),
                Text::plain("Outcomes are published within six months of the end.\nBy every party."),
            ]),
            Block::PageBreak,
            Block::Heading(Level::One, "Eligibility".to_owned()),
            Block::Checks(vec![
                check("yes", "Is the patient the main beneficiary of this project?"),
                check("not sure", "Will outcomes be measured, written up and published?"),
                check("not answered", "Have the parties settled how the project ends?"),
            ]),
            Block::Heading(Level::One, "Sign-offs".to_owned()),
            Block::SignOffs(vec![
                SignOff {
                    role: "Approved".to_owned(),
                    party: "North Vale Integrated Care Board".to_owned(),
                    name: "Dr Ayesha Example".to_owned(),
                    date: "3 March 2026".to_owned(),
                    address: "https://northvale.example/summary".to_owned(),
                    marks: vec![mark(
                        MarkKind::Attention,
                        "Lapsed: the background has changed since, on 12 May 2026.",
                    )],
                },
                SignOff {
                    role: "Certified".to_owned(),
                    party: "Example Pharma Ltd".to_owned(),
                    name: String::new(),
                    date: String::new(),
                    address: String::new(),
                    marks: vec![mark(MarkKind::Gap, "Outstanding.")],
                },
            ]),
        ],
    }
}

fn fields(page: &str) -> Vec<Field> {
    vec![
        Field {
            parts: vec![part("", "", "Heart failure care closer to home in North Vale")],
            ..field("pid.title", "Project title")
        },
        Field {
            question: "What is the background to the project, and why is it needed now?".to_owned(),
            parts: vec![part(
                "",
                "",
                &format!("{page}\n\n{}\n- not a list\n\tindented", page.repeat(12)),
            )],
            marks: vec![mark(
                MarkKind::Carried,
                "Carried from the scoping questions and not confirmed yet.",
            )],
            beside: vec![
                part("Note", "note", "Ask Dr Example for the figures of 2026."),
                part(
                    "Evidence",
                    "evidence.0",
                    "https://example.org/audit?year=2025&of=<all>",
                ),
            ],
            ..field("pid.background", "Background")
        },
        Field {
            parts: vec![
                part(
                    "For patients",
                    "patients",
                    "Seen within two weeks, at home where they wish.",
                ),
                part("For the NHS", "nhs", ""),
                part("For the company", "industry", "רופאים יראו את החולים בבית"),
            ],
            marks: vec![mark(MarkKind::Gap, "What the NHS gains is missing.")],
            ..field("concept.objectives", "Objectives")
        },
        Field {
            parts: vec![part("", "", "")],
            marks: vec![mark(MarkKind::Gap, "Not answered.")],
            ..field("pid.long-term", "Long-term plan (sustainability)")
        },
        Field {
            parts: vec![part("", "", "Q4 2026 (Oct to Dec)")],
            marks: vec![
                mark(
                    MarkKind::Attention,
                    "Two versions: A. Example wrote Q4 2026, B. Example Q1 2027.",
                ),
                mark(MarkKind::Remark, "As amended on 12 May 2026."),
            ],
            ..field("concept.start", "Anticipated start date")
        },
    ]
}

fn measures() -> Table {
    let column = |title: &str, key: &str, share: u16| Column {
        title: title.to_owned(),
        key: key.to_owned(),
        share,
    };
    let row = |id: &str, cells: [&str; 4], marks: Vec<Mark>| Row {
        id: Some(id.to_owned()),
        cells: cells.into_iter().map(Text::plain).collect(),
        marks,
    };
    Table {
        caption: "Measures of success".to_owned(),
        list: Some("plan.measures".to_owned()),
        columns: vec![
            column("Measure", "title", 4),
            column("Target", "target", 3),
            column("Owner", "owner", 3),
            column("Due", "due", 2),
        ],
        rows: vec![
            row(
                "wait",
                [
                    "Median wait for a first clinic",
                    "2 weeks",
                    "Dr Ayesha Example",
                    "30 June 2027",
                ],
                Vec::new(),
            ),
            row(
                "admissions",
                [
                    "Unplanned admissions a 1,000 patients\nof the register",
                    "-15% | by year's end",
                    "",
                    "",
                ],
                vec![mark(MarkKind::Gap, "Its owner and its date are missing.")],
            ),
        ],
    }
}

pub(super) fn field(id: &str, name: &str) -> Field {
    Field {
        id: id.to_owned(),
        name: name.to_owned(),
        question: String::new(),
        parts: Vec::new(),
        marks: Vec::new(),
        beside: Vec::new(),
    }
}

pub(super) fn part(label: &str, key: &str, text: &str) -> Part {
    Part {
        label: label.to_owned(),
        is_line: false,
        key: key.to_owned(),
        text: text.to_owned(),
    }
}

pub(super) fn mark(kind: MarkKind, words: &str) -> Mark {
    Mark {
        kind,
        words: words.to_owned(),
        to: None,
    }
}

pub(super) fn span(text: &str, style: Style) -> Span {
    Span {
        text: text.to_owned(),
        style,
        link: None,
    }
}

fn check(answer: &str, statement: &str) -> Check {
    Check {
        answer: answer.to_owned(),
        is_settled: answer == "yes",
        statement: Text::plain(statement),
    }
}

/// The same, with a text that somebody typed wherever one can stand; the ids stay.
pub(super) fn filled_with(texts: &[String]) -> Document {
    let mut texts = texts.iter().cycle();
    let mut next = || texts.next().cloned().unwrap_or_default();
    let mut document = rich();
    document.title = next();
    let imprint = &mut document.imprint;
    imprint.project = next();
    imprint.authors = next();
    imprint.draft = Some(next());
    imprint.line = next();
    imprint.credit = next();
    for block in &mut document.blocks {
        match block {
            Block::Heading(_, text) => *text = next(),
            Block::Paragraph(text) | Block::Note(text) => fill(text, &mut next),
            Block::Fields(fields) => {
                for field in fields {
                    field.name = next();
                    field.question = next();
                    let parts = field.parts.iter_mut().chain(&mut field.beside);
                    parts.for_each(|part| {
                        part.label = next();
                        part.text = next();
                    });
                    field.marks.iter_mut().for_each(|mark| mark.words = next());
                }
            }
            Block::Table(table) => {
                table.caption = next();
                table.columns.iter_mut().for_each(|column| column.title = next());
                for row in &mut table.rows {
                    row.cells.iter_mut().for_each(|cell| fill(cell, &mut next));
                    row.marks.iter_mut().for_each(|mark| mark.words = next());
                }
            }
            Block::Bullets(texts) => texts.iter_mut().for_each(|text| fill(text, &mut next)),
            Block::Checks(checks) => checks.iter_mut().for_each(|check| {
                check.answer = next();
                fill(&mut check.statement, &mut next);
            }),
            Block::SignOffs(sign_offs) => sign_offs.iter_mut().for_each(|sign_off| {
                sign_off.role = next();
                sign_off.party = next();
                sign_off.name = next();
                sign_off.date = next();
                sign_off.address = next();
                sign_off.marks.iter_mut().for_each(|mark| mark.words = next());
            }),
            Block::PageBreak => {}
        }
    }
    document
}

/// One long text among short ones.
pub(super) fn long_among_short(long: &str) -> Vec<String> {
    let mut texts = vec!["short".to_owned(); 20];
    texts.push(long.to_owned());
    texts
}

fn fill(text: &mut Text, next: &mut impl FnMut() -> String) {
    text.0.iter_mut().for_each(|span| span.text = next());
}

/// The values of its fields as they are shown, in the order in which they stand.
pub(super) fn values(document: &Document) -> Vec<FieldText> {
    let fields = document.blocks.iter().flat_map(|block| match block {
        Block::Fields(fields) => fields.as_slice(),
        _ => &[],
    });
    let values = fields.flat_map(|field| {
        let parts = field.parts.iter().chain(&field.beside);
        parts.map(|part| FieldText {
            field: field.id.clone(),
            part: part.key.clone(),
            text: flow::safe(&part.text),
        })
    });
    values.collect()
}

/// What somebody could type to make a renderer do something else than show it.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(NASTY).prop_map(str::to_owned),
        2 => "[\\PC]{0,12}",
        2 => prop::sample::select(vec!["\n", "\n\n", "\n\n\n\n", " ", "  ", "\t", "\n ", " \n"]).prop_map(str::to_owned),
        2 => "[a-z]{1,8}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

const NASTY: &[&str] = &[
    "<script>alert(1)</script>",
    "</w:t></w:r>",
    "]]>",
    "<!-- x -->",
    "<!-- / -->",
    "<!-- pid.title -->",
    "-->",
    "&amp;",
    "&#10;",
    "&lt;",
    "=cmd()",
    "{=html}",
    "# ",
    "## a",
    "---",
    "===",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "1) ",
    "a. ",
    "(i) ",
    "> ",
    "```",
    "~~~",
    "`a`",
    "**b**",
    "__b__",
    "*",
    "_",
    "~a~",
    "~~a~~",
    "^a^",
    "|",
    "|a|b|",
    "|---|---|",
    ":-:",
    "\\",
    "\\\\",
    "\\|",
    "[a](https://example.org)",
    "![a](b)",
    "[a]: b",
    "[^1]",
    "[^1]: b",
    "[ ] ",
    "[x]",
    "<https://example.org>",
    "https://example.org/a_b",
    "HTTP://EXAMPLE.ORG",
    "www.example.org",
    "a@example.org",
    "mailto:a@example.org",
    "xmpp:a@b.c",
    "@someone",
    "#12",
    "!12",
    ":smile:",
    "$a$",
    "$$",
    "%7",
    "<br>",
    "<b",
    "\"",
    "'",
    "it's",
    "...",
    "--",
    "{TOC}",
    "{ PAGE }",
    "REF a",
    "TOC \\o",
    "\u{202e}abc",
    "\u{200f}",
    "שלום",
    "مرحبا",
    "e\u{301}",
    "👩‍👩‍👧",
    "\u{feff}",
    "\u{0}",
    "\u{b}",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{3000}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fffd}",
    "\u{1ffff}",
    ": ",
    "    ",
    "\t",
    "    code",
    "\t- x",
    "<?x?>",
    "<![CDATA[",
    "<!DOCTYPE x>",
    "_x000D_",
    "%5C",
    "</style>",
    "\"}",
    "*/",
    "\\000A",
    "10.5",
    "e.g.",
    "GH-1",
];
