//! Who acts and when: what the rest of the house may not ask the system for.

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};
use std::sync::Arc;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The instant that changes are stamped with, to the millisecond.
    fn now(&self) -> Timestamp;
    /// The local day.
    fn today(&self) -> Date;
    /// The time zone in which instants are shown.
    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// The system's clock and time zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    fn today(&self) -> Date {
        Zoned::now().date()
    }
}

/// Who changes a project, and the day that rules judge by.
#[derive(Clone)]
pub struct Acting {
    /// Who: stated, not proven.
    pub by: String,
    /// The day that was asked for; the clock's where none was.
    pub today: Option<Date>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

impl Acting {
    /// Somebody who acts now, by the system's clock.
    pub fn now(by: &str) -> Self {
        Self {
            by: by.to_owned(),
            today: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// The day that rules judge by.
    pub fn today(&self) -> Date {
        self.today.unwrap_or_else(|| self.clock.today())
    }
}
