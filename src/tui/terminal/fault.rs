//! A fault of our own: the terminal first, then one line that tells nothing of a project.
//!
//! What a panic says may quote what somebody wrote, so its words are never printed. Whoever ends
//! the program says that there was a fault; `RUST_BACKTRACE=1` adds where it happened.

use std::fmt;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, MutexGuard, Once, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use color_eyre::config::{HookBuilder, Theme};
use color_eyre::section::PanicMessage;

/// The thread that took the terminal: it gives it back itself when another one fails.
static OWNER: OnceLock<ThreadId> = OnceLock::new();
static ELSEWHERE: Mutex<Elsewhere> = Mutex::new(Elsewhere {
    happened: false,
    held_back: Vec::new(),
    told: None,
});

/// Faults of other threads, while the terminal is taken.
struct Elsewhere {
    happened: bool,
    /// Their reports, until the terminal is given back.
    held_back: Vec<String>,
    /// Who is told, so that the screens end.
    told: Option<Box<dyn Fn() + Send>>,
}

/// Sees to it, once a process, that a panic gives the terminal back, and that its words are kept.
pub(super) fn give_back_first() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = OWNER.set(thread::current().id());
        let (report, _) = HookBuilder::blank()
            .theme(Theme::new())
            .panic_message(WithoutItsWords)
            .display_env_section(false)
            .into_hooks();
        std::panic::set_hook(Box::new(move |info| {
            let asked_for = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
            let words = asked_for.then(|| report.panic_report(info).to_string());
            if super::is_taken() && OWNER.get() != Some(&thread::current().id()) {
                let mut elsewhere = elsewhere();
                elsewhere.happened = true;
                elsewhere.held_back.extend(words);
                if let Some(told) = &elsewhere.told {
                    told();
                }
                return;
            }
            super::give_back();
            if let Some(words) = words {
                print(&words);
            }
        }));
    });
}

/// Calls `told` when another thread than the terminal's fails.
pub(super) fn tell(told: impl Fn() + Send + 'static) {
    elsewhere().told = Some(Box::new(told));
}

/// Whether another thread than the terminal's has failed.
pub(super) fn happened_elsewhere() -> bool {
    elsewhere().happened
}

/// Prints what other threads reported while the terminal was taken.
pub(super) fn report_held_back() {
    let held_back = std::mem::take(&mut elsewhere().held_back);
    for words in held_back {
        print(&words);
    }
}

fn elsewhere() -> MutexGuard<'static, Elsewhere> {
    ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn print(words: &str) {
    // without standard error there is nobody to tell
    let _ = writeln!(std::io::stderr(), "{}", words.trim_end());
}

/// That there was a fault, and not in whose words.
struct WithoutItsWords;

impl PanicMessage for WithoutItsWords {
    fn display(&self, _: &PanicHookInfo<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "triplewin: this is where the fault happened")
    }
}
