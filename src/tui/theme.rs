//! The roles in which things are drawn: what is bold, what is reversed, what a bar looks like.
//!
//! Only the default foreground, bold and reversed carry words, since no hue can be read on every
//! palette; colour stands beside a word, as a bar or a mark. Nothing outside this file names a
//! colour.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

/// Whether colour is used, whether drawing keeps to ASCII, and whether the screen is one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Bars and marks may have a hue.
    pub colour: bool,
    /// What the interface draws itself keeps to ASCII; what people typed is shown as it is.
    pub ascii: bool,
    /// One column, in the order in which it should be heard.
    pub plain: bool,
}

/// A symbol and the style it is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The symbol, one column wide unless said otherwise.
    pub symbol: &'static str,
    /// The style of the symbol alone, never of the words beside it.
    pub style: Style,
}

impl Mark {
    /// The mark as a piece of a line.
    pub fn span(self) -> Span<'static> {
        Span::styled(self.symbol, self.style)
    }
}

/// How heavy a question weighs, as far as drawing is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// A red question.
    Red,
    /// An amber question.
    Amber,
}

impl Severity {
    /// The word that stands beside the bar.
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "RED",
            Self::Amber => "AMBER",
        }
    }
}

/// The state of a step, an item of the outline or a sign-off, as a symbol three columns wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Nothing yet: `[ ]`.
    Empty,
    /// Some of it: `[~]`.
    Part,
    /// All of it: `[x]`.
    Done,
    /// Not applicable, with a reason: `[-]`.
    Skipped,
    /// Answered *not sure*: `[?]`.
    NotSure,
    /// Needs attention: `[!]`.
    Attention,
}

impl Progress {
    /// The symbol, the same in every look.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Empty => "[ ]",
            Self::Part => "[~]",
            Self::Done => "[x]",
            Self::Skipped => "[-]",
            Self::NotSure => "[?]",
            Self::Attention => "[!]",
        }
    }
}

impl Look {
    /// The look that this process's environment asks for; `ascii` is the `--ascii` flag.
    pub fn from_env(ascii: bool) -> Self {
        Self::from_lookup(ascii, |name| {
            std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
        })
    }

    /// The look that an environment asks for, read through `lookup`.
    pub fn from_lookup(ascii: bool, lookup: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| lookup(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
        Self {
            colour: set("NO_COLOR").is_none() && !dumb,
            ascii: ascii || dumb || locale.is_some_and(|locale| !is_utf8(&locale)),
            plain: dumb,
        }
    }

    /// The plain look: ASCII, no colour, one column.
    pub fn plainly() -> Self {
        Self {
            colour: false,
            ascii: true,
            plain: true,
        }
    }

    /// Words with no weight of their own: answers, help, labels, the header.
    pub fn quiet(self) -> Style {
        Style::new()
    }

    /// The question, and the word of a verdict.
    pub fn prompt(self) -> Style {
        bold()
    }

    /// What needs a second look: LAPSED, TWO VERSIONS, SOURCE CHANGED, *not sure*, a *no*.
    pub fn alert(self) -> Style {
        bold()
    }

    /// The one NOT SAVED of the screen, top right.
    pub fn not_saved(self) -> Style {
        self.tinted(bold().add_modifier(Modifier::REVERSED), Color::Red)
    }

    /// The label of the selected row, and the option that Enter takes next.
    pub fn under_cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Words that differ between two versions.
    pub fn differs(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// The label of the option that is the answer.
    pub fn chosen(self) -> Style {
        bold()
    }

    /// The key in the footer; its label is quiet.
    pub fn footer_key(self) -> Style {
        bold()
    }

    /// The focused button of the footer.
    pub fn footer_focus(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The one `>` of the screen, two columns left of what has the focus.
    pub fn focus(self) -> Mark {
        Mark {
            symbol: ">",
            style: self.tinted(bold(), Color::Magenta),
        }
    }

    /// The radio button of an option, three columns wide.
    pub fn radio(self, chosen: bool) -> Mark {
        match (chosen, self.ascii) {
            (false, _) => Mark {
                symbol: "( )",
                style: Style::new(),
            },
            (true, false) => Mark {
                symbol: "(•)",
                style: bold(),
            },
            (true, true) => Mark {
                symbol: "(*)",
                style: bold(),
            },
        }
    }

    /// The bar left of every row of an input.
    pub fn input_bar(self, focused: bool) -> Mark {
        match (focused, self.ascii) {
            (true, false) => Mark {
                symbol: "┃",
                style: self.tinted(Style::new(), Color::Magenta),
            },
            (false, false) => Mark {
                symbol: "│",
                style: dim(),
            },
            (true, true) => Mark {
                symbol: "|",
                style: self.tinted(Style::new(), Color::Magenta),
            },
            (false, true) => Mark {
                symbol: "|",
                style: Style::new(),
            },
        }
    }

    /// One column of the one rule, above the status.
    pub fn rule(self) -> Mark {
        if self.ascii {
            Mark {
                symbol: "-",
                style: Style::new(),
            }
        } else {
            Mark {
                symbol: "─",
                style: dim(),
            }
        }
    }

    /// The bar one column left of RED or AMBER; a blank without colour.
    pub fn severity_bar(self, severity: Severity) -> Mark {
        if self.ascii || !self.colour {
            return Mark {
                symbol: " ",
                style: Style::new(),
            };
        }
        Mark {
            symbol: "▌",
            style: Style::new().fg(match severity {
                Severity::Red => Color::Red,
                Severity::Amber => Color::Yellow,
            }),
        }
    }

    /// The mark of the present item in the outline, never `>`.
    pub fn present(self) -> Mark {
        Mark {
            symbol: if self.ascii { "*" } else { "•" },
            style: bold(),
        }
    }

    /// The mark of a row that needs somebody.
    pub fn attention(self) -> Mark {
        Mark {
            symbol: "!",
            style: bold(),
        }
    }

    /// One column of a progress bar.
    pub fn progress(self, filled: bool) -> Mark {
        match (filled, self.ascii) {
            (true, false) => Mark {
                symbol: "━",
                style: bold(),
            },
            (false, false) => Mark {
                symbol: "─",
                style: dim(),
            },
            (true, true) => Mark {
                symbol: "=",
                style: bold(),
            },
            (false, true) => Mark {
                symbol: "-",
                style: Style::new(),
            },
        }
    }

    /// What stands where something was cut.
    pub fn ellipsis(self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }

    fn tinted(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }
}

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// For lines and bars alone: dimmed words cannot be read on every palette.
fn dim() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(pairs: &[(&str, &str)]) -> Look {
        Look::from_lookup(false, |name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_decides_the_look() {
        let full = Look {
            colour: true,
            ascii: false,
            plain: false,
        };
        let ascii = Look { ascii: true, ..full };
        let cases: &[(&[(&str, &str)], Look)] = &[
            (&[], full),
            (&[("LANG", "en_GB.UTF-8")], full),
            (&[("LANG", "C.utf8")], full),
            (&[("LANG", "C")], ascii),
            (&[("LC_CTYPE", "POSIX"), ("LANG", "en_GB.UTF-8")], ascii),
            (&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "C")], full),
            (&[("LC_ALL", ""), ("LANG", "en_GB.ISO-8859-1")], ascii),
            (
                &[("NO_COLOR", "1")],
                Look {
                    colour: false,
                    ..full
                },
            ),
            (&[("NO_COLOR", "")], full),
            (&[("TERM", "dumb")], Look::plainly()),
        ];
        for (pairs, expected) in cases {
            assert_eq!(look(pairs), *expected, "{pairs:?}");
        }
        assert!(Look::from_lookup(true, |_| None).ascii);
    }

    #[test]
    fn without_colour_no_role_has_a_hue_and_ascii_draws_ascii() {
        let look = Look::plainly();
        let marks = [
            look.focus(),
            look.radio(true),
            look.radio(false),
            look.input_bar(true),
            look.input_bar(false),
            look.rule(),
            look.severity_bar(Severity::Red),
            look.severity_bar(Severity::Amber),
            look.present(),
            look.attention(),
            look.progress(true),
            look.progress(false),
        ];
        for mark in marks {
            assert!(mark.symbol.is_ascii(), "{mark:?}");
            assert_eq!(mark.style.fg, None, "{mark:?}");
        }
        assert_eq!(look.not_saved().fg, None);
        assert!(
            look.not_saved()
                .add_modifier
                .contains(Modifier::BOLD | Modifier::REVERSED)
        );
        assert!(look.ellipsis().is_ascii());
    }

    #[test]
    fn colour_stands_beside_the_word() {
        let look = look(&[]);
        assert_eq!(look.severity_bar(Severity::Red).style.fg, Some(Color::Red));
        assert_eq!(look.severity_bar(Severity::Amber).style.fg, Some(Color::Yellow));
        for words in [
            look.quiet(),
            look.prompt(),
            look.alert(),
            look.chosen(),
            look.footer_key(),
            look.under_cursor(),
        ] {
            assert_eq!(words.fg, None);
            assert!(!words.add_modifier.contains(Modifier::DIM));
        }
    }
}
