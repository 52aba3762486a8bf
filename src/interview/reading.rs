//! What people write for a day, a month, a quarter, a length and a sum, and what it means.

use jiff::civil::Date;

use crate::project::{LENGTH_LIMIT, Month, PENCE_LIMIT, Quarter, day};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The quarter that a text such as `Q4 2026`, `2026-Q4` or `Nov 2026` names.
pub(super) fn quarter_from(written: &str) -> Result<Quarter, String> {
    let teach = || "A quarter is written like Q4 2026: October to December.".to_owned();
    let cleaned = written.split('(').next().unwrap_or("").trim().to_lowercase();
    if let Ok(quarter) = cleaned.to_uppercase().parse() {
        return Ok(quarter);
    }
    let words: Vec<&str> = cleaned
        .split([' ', '-', '/', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let (year, other) = match words.as_slice() {
        [year, other] if is_year(year) => (year, other),
        [other, year] if is_year(year) => (year, other),
        _ => return Err(teach()),
    };
    if let Some(number) = other.strip_prefix('q') {
        return format!("{year}-Q{number}").parse().map_err(|_| teach());
    }
    match month_named(other) {
        Some(month) => {
            let month: Month = format!("{year}-{month:02}").parse().map_err(|_| teach())?;
            Ok(month.quarter())
        }
        None => Err(teach()),
    }
}

/// The month that a text such as `November 2026` or `2026-11` names.
pub(super) fn month_from(written: &str) -> Result<Month, String> {
    let teach = || "A month is written like November 2026.".to_owned();
    let cleaned = written.trim().to_lowercase();
    let words: Vec<&str> = cleaned
        .split([' ', '-', '/', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let (year, other) = match words.as_slice() {
        [year, other] if is_year(year) => (year, other),
        [other, year] if is_year(year) => (year, other),
        _ => return Err(teach()),
    };
    let month = month_named(other)
        .or_else(|| other.parse().ok())
        .ok_or_else(teach)?;
    format!("{year}-{month:02}").parse().map_err(|_| teach())
}

/// The day that a text such as `21 Nov 2026`, `21/11/2026`, `2026-11-21` or `today` names.
pub(super) fn day_from(written: &str, today: Date) -> Result<Date, String> {
    let teach = || "A day is written like 21 Nov 2026 or 2026-11-21.".to_owned();
    let cleaned = written.trim().to_lowercase();
    if cleaned == "today" {
        return Ok(today);
    }
    if let Some(day) = day(&cleaned) {
        return Ok(day);
    }
    let words: Vec<&str> = cleaned
        .split([' ', '/', '.', ',', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let [on, month, year] = words.as_slice() else {
        return Err(teach());
    };
    if !is_year(year) {
        return Err(teach());
    }
    let on: u8 = on
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .map_err(|_| teach())?;
    let month = month_named(month)
        .or_else(|| month.parse().ok())
        .ok_or_else(teach)?;
    day(&format!("{year}-{month:02}-{on:02}"))
        .ok_or_else(|| "There is no such day in the calendar.".to_owned())
}

/// The number of months that a text such as `18`, `18 months` or `2 years` names.
pub(super) fn months_from(written: &str) -> Result<u16, String> {
    let teach = || "A length is a number of whole months from 1 to 240, such as 18.".to_owned();
    let cleaned = written.trim().to_lowercase();
    let digits: String = cleaned.chars().take_while(char::is_ascii_digit).collect();
    let number: u16 = digits.parse().map_err(|_| teach())?;
    let months = match cleaned.get(digits.len()..).unwrap_or("").trim() {
        "" | "m" | "month" | "months" => Some(number),
        "y" | "year" | "years" => number.checked_mul(12),
        _ => None,
    };
    months
        .filter(|months| (1..=LENGTH_LIMIT).contains(months))
        .ok_or_else(teach)
}

/// The pence that a text such as `£12,500` or `12500.50` names.
pub(super) fn money_from(written: &str) -> Result<u64, String> {
    let teach = || "A sum is written in pounds and pence, such as 12,500 or 12500.50.".to_owned();
    let cleaned: String = written
        .chars()
        .filter(|c| !matches!(c, '£' | ',' | ' '))
        .collect();
    let (pounds, pence) = cleaned.split_once('.').unwrap_or((&cleaned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if pounds.is_empty() || !digits(pounds) || !digits(pence) || pence.len() > 2 {
        return Err(teach());
    }
    let pounds: u64 = pounds.parse().map_err(|_| teach())?;
    let pence: u64 = format!("{pence:0<2}").parse().map_err(|_| teach())?;
    pounds
        .checked_mul(100)
        .and_then(|hundreds| hundreds.checked_add(pence))
        .filter(|pence| *pence <= PENCE_LIMIT)
        .ok_or_else(|| "A sum is at most 100,000,000,000 pounds.".to_owned())
}

/// The pence of a record's sum, written in pounds.
pub(super) fn whole_pence(written: &str) -> Result<u64, String> {
    money_from(written)
}

/// A calendar year, 1900 to 2999.
pub(super) fn record_year(written: &str) -> Result<u16, String> {
    let year = written
        .trim()
        .parse()
        .ok()
        .filter(|year| (1900..=2999).contains(year));
    year.ok_or_else(|| "A year is written with four digits, such as 2026.".to_owned())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of a month by its name or the first three letters of it, from 1.
fn month_named(text: &str) -> Option<u8> {
    let start = text.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == start)?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn people_write_the_same_quarter_in_many_ways() {
        for written in [
            "Q4 2026",
            "2026-Q4",
            "q4 2026",
            "2026 Q4",
            "2026-q4",
            "Q4 2026 (Oct to Dec)",
            "Nov 2026",
            "december 2026",
        ] {
            assert_eq!(quarter_from(written).unwrap().to_string(), "2026-Q4", "{written}");
        }
        for written in ["", "Q5 2026", "2026", "soon", "Q4 26", "4 2026"] {
            assert!(quarter_from(written).is_err(), "{written}");
        }
    }

    #[test]
    fn people_write_the_same_day_in_many_ways() {
        let today = day("2026-11-21").unwrap();
        for written in [
            "2026-11-21",
            "21 Nov 2026",
            "21/11/2026",
            "21st November 2026",
            "today",
            "21.11.2026",
        ] {
            assert_eq!(day_from(written, today), Ok(today), "{written}");
        }
        for written in ["31 Feb 2026", "21 Nov", "tomorrow", "21/13/2026", ""] {
            assert!(day_from(written, today).is_err(), "{written}");
        }
    }

    #[test]
    fn sums_and_lengths_are_read_as_people_write_them() {
        for (written, pence) in [
            ("£12,500", 1_250_000),
            ("12500.5", 1_250_050),
            ("0", 0),
            ("£ 1.05", 105),
        ] {
            assert_eq!(money_from(written), Ok(pence), "{written}");
        }
        for written in [
            "",
            "-1",
            "1.005",
            "a lot",
            "100000000000.01",
            "99999999999999999999",
        ] {
            assert!(money_from(written).is_err(), "{written}");
        }
        for (written, months) in [("18", 18), ("18 months", 18), ("2 years", 24), ("240", 240)] {
            assert_eq!(months_from(written), Ok(months), "{written}");
        }
        for written in ["0", "241", "21 years", "1.5", "-3", "", "x"] {
            assert!(months_from(written).is_err(), "{written}");
        }
        assert_eq!(month_from("Nov 2026").unwrap().to_string(), "2026-11");
        assert_eq!(month_from("11/2026").unwrap().to_string(), "2026-11");
    }
}
