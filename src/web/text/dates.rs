//! Days and times in the words of the language, by the browser's own formats.

use crate::web::clock::part_of;
use crate::web::text::{Key, Words, key};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use js_sys::{Array, Date, Intl, Object, Reflect};
use std::cell::RefCell;

/// How the names in a day are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// “Thursday”, “August”.
    Long,
    /// “Thu”, “Aug”.
    Short,
}

thread_local! {
    /// Making a format is slow, using it is not; so the two are made once, and every form of a day
    /// is put together from their parts, in the order that the words of the language give.
    static FORMATS: RefCell<Vec<(Names, Intl::DateTimeFormat)>> = const { RefCell::new(Vec::new()) };
}

impl Words {
    /// “Thursday 6 August 2026”.
    pub fn full_day(&self, day: NaiveDate) -> String {
        self.day(day, key::TIME_DAY_FULL)
    }

    /// “Thursday 6 August”.
    pub fn weekday_and_day(&self, day: NaiveDate) -> String {
        self.day(day, key::TIME_DAY_WEEKDAY)
    }

    /// “6 August”.
    pub fn day_and_month(&self, day: NaiveDate) -> String {
        self.day(day, key::TIME_DAY_MONTH)
    }

    /// “6 August 2026”.
    pub fn day_with_year(&self, day: NaiveDate) -> String {
        self.day(day, key::TIME_DAY_YEAR)
    }

    /// “Thursday”.
    pub fn weekday(&self, day: NaiveDate) -> String {
        self.name(day, Names::Long, "weekday")
    }

    /// “Thu”.
    pub fn short_weekday(&self, day: NaiveDate) -> String {
        self.name(day, Names::Short, "weekday")
    }

    /// “August”.
    pub fn month(&self, day: NaiveDate) -> String {
        self.name(day, Names::Long, "month")
    }

    /// “August 2026”.
    pub fn month_and_year(&self, day: NaiveDate) -> String {
        self.day(day, key::TIME_MONTH_YEAR)
    }

    /// “Aug”.
    pub fn short_month(&self, day: NaiveDate) -> String {
        self.name(day, Names::Short, "month")
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

    /// A day in one of its forms.
    fn day(&self, day: NaiveDate, form: Key) -> String {
        let parts = self.parts(day, Names::Long);
        let name = |part| part_of(&parts, part).unwrap_or_default();
        let (weekday, month) = (name("weekday"), name("month"));
        let (of_month, year) = (day.day().to_string(), day.year().to_string());
        self.fill(form, &[("weekday", &weekday), ("day", &of_month), ("month", &month), ("year", &year)])
    }

    /// One part of a day: “Thursday”, “Aug”.
    fn name(&self, day: NaiveDate, names: Names, part: &str) -> String {
        part_of(&self.parts(day, names), part).unwrap_or_default()
    }

    fn parts(&self, day: NaiveDate, names: Names) -> Array {
        FORMATS.with_borrow_mut(|formats| {
            if !formats.iter().any(|(known, _)| *known == names) {
                formats.push((names, self.format(names)));
            }
            let format = formats.iter().find(|(known, _)| *known == names);
            format.map(|(_, format)| format.format_to_parts(&at_noon(day))).unwrap_or_default()
        })
    }

    fn format(&self, names: Names) -> Intl::DateTimeFormat {
        let options = Object::new();
        let form = if names == Names::Long { "long" } else { "short" };
        let whole = [("weekday", form), ("month", form), ("day", "numeric"), ("timeZone", "UTC")];
        for (part, form) in whole {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&options, &part.into(), &form.into());
        }
        Intl::DateTimeFormat::new(&self.locales(), &options)
    }
}

/// The day as the browser holds it; at noon, which is the same day in UTC.
fn at_noon(day: NaiveDate) -> Date {
    let days = (day - NaiveDate::default()).num_days();
    let days = f64::from(i32::try_from(days).unwrap_or_default());
    Date::new(&(days * 86_400_000.0 + 43_200_000.0).into())
}
