//! Days and times in the words of the language, by the browser's own formats.

use crate::web::text::{Words, key};
use chrono::{NaiveDate, NaiveTime, Timelike};
use js_sys::{Date, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// The parts of a day that are shown, each in the browser's own word for it.
type Parts = &'static [(&'static str, &'static str)];

const FULL: Parts = &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
const WEEKDAY_AND_DAY: Parts = &[("weekday", "long"), ("day", "numeric"), ("month", "long")];
const DAY_AND_MONTH: Parts = &[("day", "numeric"), ("month", "long")];
const WITH_YEAR: Parts = &[("day", "numeric"), ("month", "long"), ("year", "numeric")];
const WEEKDAY: Parts = &[("weekday", "long")];
const SHORT_WEEKDAY: Parts = &[("weekday", "short")];
const MONTH_AND_YEAR: Parts = &[("month", "long"), ("year", "numeric")];
const MONTH: Parts = &[("month", "long")];
const SHORT_MONTH: Parts = &[("month", "short")];

thread_local! {
    /// Making a format is slow, using it is not; so each is made once.
    static FORMATS: RefCell<Vec<(Parts, Intl::DateTimeFormat)>> = const { RefCell::new(Vec::new()) };
}

impl Words {
    /// “Thursday 6 August 2026”.
    pub fn full_day(&self, day: NaiveDate) -> String {
        self.day(day, FULL)
    }

    /// “Thursday 6 August”.
    pub fn weekday_and_day(&self, day: NaiveDate) -> String {
        self.day(day, WEEKDAY_AND_DAY)
    }

    /// “6 August”.
    pub fn day_and_month(&self, day: NaiveDate) -> String {
        self.day(day, DAY_AND_MONTH)
    }

    /// “6 August 2026”.
    pub fn day_with_year(&self, day: NaiveDate) -> String {
        self.day(day, WITH_YEAR)
    }

    /// “Thursday”.
    pub fn weekday(&self, day: NaiveDate) -> String {
        self.day(day, WEEKDAY)
    }

    /// “Thu”.
    pub fn short_weekday(&self, day: NaiveDate) -> String {
        self.day(day, SHORT_WEEKDAY)
    }

    /// “August”.
    pub fn month(&self, day: NaiveDate) -> String {
        self.day(day, MONTH)
    }

    /// “August 2026”.
    pub fn month_and_year(&self, day: NaiveDate) -> String {
        self.day(day, MONTH_AND_YEAR)
    }

    /// “Aug”.
    pub fn short_month(&self, day: NaiveDate) -> String {
        self.day(day, SHORT_MONTH)
    }

    /// “5pm”, “5:30pm”, “midday”, “midnight”.
    pub fn time(&self, time: NaiveTime) -> String {
        let (afternoon, hour) = time.hour12();
        let (hour, minutes) = (hour.to_string(), format!("{:02}", time.minute()));
        let filling = [("hour", &*hour), ("minutes", &*minutes)];
        match (time.hour(), time.minute()) {
            (0, 0) => self.say(key::TIME_MIDNIGHT),
            (12, 0) => self.say(key::TIME_MIDDAY),
            (_, 0) if afternoon => self.fill(key::TIME_PM, &filling),
            (_, 0) => self.fill(key::TIME_AM, &filling),
            _ if afternoon => self.fill(key::TIME_PM_MINUTES, &filling),
            _ => self.fill(key::TIME_AM_MINUTES, &filling),
        }
    }

    /// “5 hours 20 minutes”, “3 days 2 hours”, from whole minutes.
    pub fn length(&self, minutes: i64) -> String {
        let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let parts = if days > 1 {
            [(key::TIME_DAYS, days), (key::TIME_HOURS, hours)]
        } else {
            [(key::TIME_HOURS, days * 24 + hours), (key::TIME_MINUTES, minutes)]
        };
        let shown: Vec<_> = parts
            .iter()
            .filter(|(_, number)| *number > 0)
            .map(|(word, number)| self.count(*word, *number))
            .collect();
        if shown.is_empty() { self.count(key::TIME_MINUTES, 0) } else { shown.join(" ") }
    }

    /// “in 3 days”, counted from whole days: “today”, “tomorrow”.
    pub fn days_ahead(&self, days: i64) -> String {
        match days {
            0 => self.say(key::TIME_TODAY),
            1 => self.say(key::TIME_TOMORROW),
            _ => self.count(key::TIME_IN_DAYS, days),
        }
    }

    fn day(&self, day: NaiveDate, parts: Parts) -> String {
        let text = FORMATS.with_borrow_mut(|formats| {
            if !formats.iter().any(|(known, _)| *known == parts) {
                formats.push((parts, self.format(parts)));
            }
            let format = formats.iter().find(|(known, _)| *known == parts).map(|(_, format)| format.format());
            format.and_then(|format| format.call1(&JsValue::UNDEFINED, &at_noon(day)).ok()?.as_string())
        });
        text.unwrap_or_else(|| day.to_string()).replace(',', "")
    }

    fn format(&self, parts: Parts) -> Intl::DateTimeFormat {
        let options = Object::new();
        for (part, form) in [("timeZone", "UTC"), ("numberingSystem", "latn")].iter().chain(parts) {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&options, &(*part).into(), &(*form).into());
        }
        Intl::DateTimeFormat::new(&self.locales(), &options)
    }
}

/// The day as the browser holds it; at noon, which is the same day in UTC.
fn at_noon(day: NaiveDate) -> JsValue {
    let days = (day - NaiveDate::default()).num_days();
    let days = f64::from(i32::try_from(days).unwrap_or_default());
    Date::new(&(days * 86_400_000.0 + 43_200_000.0).into()).into()
}
