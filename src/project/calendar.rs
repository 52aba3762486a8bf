//! Quarters and months: the two spans of the calendar that the guidance asks for.

use jiff::{ToSpan, civil::Date};
use std::{fmt, str::FromStr};

/// A calendar month, such as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month that holds a day.
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The month so many months later, held to the calendar's end (the year 9999).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let count = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let count = count.clamp(0, 9999 * 12 + 11);
        // Both fit: the count is clamped to the calendar just above.
        let year = i16::try_from(count.div_euclid(12)).unwrap_or(9999);
        let month = i8::try_from(count.rem_euclid(12) + 1).unwrap_or(12);
        Self { year, month }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        Date::new(self.year, self.month, 1).map_or(Date::MAX, Date::last_of_month)
    }

    /// The quarter that holds it.
    pub fn quarter(self) -> Quarter {
        Quarter {
            year: self.year,
            quarter: (self.month - 1) / 3 + 1,
        }
    }

    /// Its name with the year, such as `November 2026`.
    pub fn words(self) -> String {
        let name = MONTHS
            .get(usize::try_from(self.month - 1).unwrap_or(0))
            .copied()
            .unwrap_or("");
        format!("{name} {}", self.year)
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NotThat;

    fn from_str(text: &str) -> Result<Self, NotThat> {
        let (year, month) = parts(text, "-")?;
        if (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(NotThat)
        }
    }
}

/// A calendar quarter, such as `2026-Q4` (October to December).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    quarter: i8,
}

impl Quarter {
    /// Its first month.
    pub fn first_month(self) -> Month {
        Month {
            year: self.year,
            month: (self.quarter - 1) * 3 + 1,
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_month().plus(2).last_day()
    }

    /// The quarter that holds the last month of a work that starts with this one and takes so
    /// many months.
    #[must_use]
    pub fn completion(self, months: u16) -> Self {
        self.first_month().plus(i32::from(months) - 1).quarter()
    }

    /// The quarter as people write it, such as `Q4 2026`.
    pub fn short_words(self) -> String {
        format!("Q{} {}", self.quarter, self.year)
    }

    /// The quarter with its months, such as `Q4 2026 (Oct to Dec)`.
    pub fn words(self) -> String {
        let months = match self.quarter {
            1 => "Jan to Mar",
            2 => "Apr to Jun",
            3 => "Jul to Sep",
            _ => "Oct to Dec",
        };
        format!("Q{} {} ({months})", self.quarter, self.year)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:04}-Q{}", self.year, self.quarter)
    }
}

impl FromStr for Quarter {
    type Err = NotThat;

    fn from_str(text: &str) -> Result<Self, NotThat> {
        let (year, quarter) = parts(text, "-Q")?;
        if (1..=4).contains(&quarter) {
            Ok(Self { year, quarter })
        } else {
            Err(NotThat)
        }
    }
}

/// The text is no quarter, or no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotThat;

/// A year of four digits and a number of one or two, with `between` in the middle.
fn parts(text: &str, between: &str) -> Result<(i16, i8), NotThat> {
    let (year, number) = text.split_once(between).ok_or(NotThat)?;
    let digits = if between == "-" { 2 } else { 1 };
    let sound =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !sound(year, 4) || !sound(number, digits) {
        return Err(NotThat);
    }
    Ok((
        year.parse().map_err(|_| NotThat)?,
        number.parse().map_err(|_| NotThat)?,
    ))
}

/// A day such as `2026-11-21`, and nothing else that a date parser might take.
pub fn day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let sound = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if sound { text.parse().ok() } else { None }
}

/// The day so many months later, held to the month's end (31 August and 6 months: 28 February).
pub fn months_later(day: Date, months: u16) -> Date {
    day.checked_add(i32::from(months).months()).unwrap_or(Date::MAX)
}

/// The day as people read it, such as `21 Nov 2026`.
pub fn day_words(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn completion_is_the_quarter_that_holds_the_last_month() {
        for (start, months, completion) in [
            ("2026-Q4", 12, "2027-Q3"),
            ("2026-Q4", 1, "2026-Q4"),
            ("2026-Q4", 3, "2026-Q4"),
            ("2026-Q4", 4, "2027-Q1"),
            ("2026-Q1", 240, "2045-Q4"),
        ] {
            let start: Quarter = start.parse().unwrap();
            assert_eq!(
                start.completion(months).to_string(),
                completion,
                "{start} and {months} months"
            );
        }
    }

    #[test]
    fn a_quarter_is_always_shown_with_its_months() {
        assert_eq!(
            "2026-Q4".parse::<Quarter>().unwrap().words(),
            "Q4 2026 (Oct to Dec)"
        );
        assert_eq!("2026-02".parse::<Month>().unwrap().words(), "February 2026");
    }

    #[test]
    fn what_only_looks_like_a_quarter_or_a_day_is_refused() {
        for text in [
            "2026-Q5", "2026-Q0", "26-Q1", "2026-q1", "2026-Q01", "", "2026", "+026-Q1",
        ] {
            assert_eq!(text.parse::<Quarter>(), Err(NotThat), "{text}");
        }
        for text in ["2026-13", "2026-1", "2026-00"] {
            assert_eq!(text.parse::<Month>(), Err(NotThat), "{text}");
        }
        for text in [
            "2026-02-30",
            "2026-2-3",
            "20260203",
            "2026-02-03T10:00",
            "+2026-02-0",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_added_with_the_day_held_to_the_months_end() {
        assert_eq!(
            months_later(day("2026-08-31").unwrap(), 6),
            day("2027-02-28").unwrap()
        );
    }
}
