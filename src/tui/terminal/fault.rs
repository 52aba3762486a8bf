//! A fault of our own: the terminal first, then a short report.

use std::fmt;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, Once, OnceLock, PoisonError};
use std::thread::{self, ThreadId};

use color_eyre::config::{HookBuilder, Theme};
use color_eyre::section::PanicMessage;

/// The thread that took the terminal: a fault of another one does not end the screens.
static OWNER: OnceLock<ThreadId> = OnceLock::new();
/// Reports of other threads, until the terminal is given back.
static HELD_BACK: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Sees to it, once a process, that a panic gives the terminal back before it is reported.
pub(super) fn report_after_restoring() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = OWNER.set(thread::current().id());
        let (report, _) = HookBuilder::blank()
            .theme(Theme::new())
            .panic_message(InFewWords)
            .display_env_section(false)
            .into_hooks();
        std::panic::set_hook(Box::new(move |info| {
            let words = report.panic_report(info).to_string();
            let words = words.trim_end();
            if super::is_taken() && OWNER.get() != Some(&thread::current().id()) {
                held_back().push(words.to_owned());
                return;
            }
            super::give_back();
            print(words);
        }));
    });
}

/// Prints what other threads reported while the terminal was taken.
pub(super) fn report_held_back() {
    for words in held_back().drain(..) {
        print(&words);
    }
}

fn held_back() -> std::sync::MutexGuard<'static, Vec<String>> {
    HELD_BACK.lock().unwrap_or_else(PoisonError::into_inner)
}

fn print(words: &str) {
    // without standard error there is nobody to tell
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// What went wrong, without the place in the source.
struct InFewWords;

impl PanicMessage for InFewWords {
    fn display(&self, info: &PanicHookInfo<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let payload = info.payload();
        let what = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        writeln!(f, "triplewin: a fault of the program itself: {what}")?;
        write!(
            f,
            "hint: what was saved is safe; RUST_BACKTRACE=1 says where it happened"
        )
    }
}
