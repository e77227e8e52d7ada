//! The clock: the only file that reads the time, and the clinic's wall clock.

use crate::domain::scheduling::offsets::Offsets;
use crate::web::answer::Changing;
use crate::web::latest::remember;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

const MINUTE: i64 = 60_000;

thread_local! {
    /// What waits for the next full minute: one at a time, so that a page that was away for long
    /// starts to wait anew.
    static WAITING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// The present, as one signal. It moves at every full minute, so at midnight too, and when the
/// patient comes back to the page: it becomes visible, is taken out of the browser's memory of
/// pages, or has the focus again.
#[derive(Debug, Clone, Copy)]
pub struct Now(Changing<DateTime<Utc>>);

impl Now {
    /// Starts the clock.
    pub fn start() -> Self {
        let now = Changing::of(read());
        remember(now.get_untracked());
        wait(now);
        let window = web_sys::window();
        let document = window.as_ref().and_then(web_sys::Window::document);
        let returns = [
            (document.map(EventTarget::from), "visibilitychange"),
            (window.clone().map(EventTarget::from), "pageshow"),
            (window.map(EventTarget::from), "focus"),
        ];
        for (target, name) in returns {
            if let Some(target) = target {
                EventListener::new(&target, name, move |_| tick(now)).forget();
            }
        }
        Self(now)
    }

    /// The present, followed.
    pub fn get(self) -> DateTime<Utc> {
        self.0.get()
    }

    /// The present, once.
    pub fn get_untracked(self) -> DateTime<Utc> {
        self.0.get_untracked()
    }
}

fn tick(now: Changing<DateTime<Utc>>) {
    now.set(read());
    remember(now.get_untracked());
    wait(now);
}

/// Waits for the next full minute. A phone that slept, or whose clock was set, may have come to
/// another minute than was waited for; so each tick reads the time and waits anew.
fn wait(now: Changing<DateTime<Utc>>) {
    let left = MINUTE - read().timestamp_millis().rem_euclid(MINUTE);
    let next = Timeout::new(u32::try_from(left).unwrap_or(60_000), move || tick(now));
    WAITING.set(Some(next));
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole and far below 2^53")]
fn read() -> DateTime<Utc> {
    let milliseconds = Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// The browser does not know the time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time zone")]
pub struct NotATimeZone(pub Box<str>);

/// A time zone that the browser knows: `Asia/Kolkata`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(Box<str>);

thread_local! {
    static FORMATS: RefCell<Vec<(Box<str>, Intl::DateTimeFormat)>> = const { RefCell::new(Vec::new()) };
}

/// A zone, a quarter of an hour since 1970, and how far the zone's clock is ahead of UTC then.
type Asked = (Box<str>, i64, TimeDelta);

thread_local! {
    /// What was asked last: the browser is slow to say what a clock shows, and pages ask again.
    static ASKED: RefCell<Vec<Asked>> = const { RefCell::new(Vec::new()) };
}

/// So much of it is remembered: the hours of a screen.
const MOST_ASKED: usize = 64;

impl Zone {
    /// The zone of that name.
    ///
    /// # Errors
    /// [`NotATimeZone`] where the browser does not know it.
    pub fn named(name: &str) -> Result<Self, NotATimeZone> {
        let format = format_in(name).ok_or_else(|| NotATimeZone(name.into()))?;
        FORMATS.with_borrow_mut(|formats| formats.push((name.into(), format)));
        Ok(Self(name.into()))
    }

    /// What the clinic's clock shows at an instant.
    pub fn wall_clock(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        // No clock of the world is changed within a quarter of an hour.
        let quarter = instant.timestamp().div_euclid(15 * 60);
        let is_it = |(zone, asked, _): &&Asked| *asked == quarter && *zone == self.0;
        if let Some(ahead) = ASKED.with_borrow(|asked| asked.iter().find(is_it).map(|(_, _, ahead)| *ahead)) {
            return instant.naive_utc() + ahead;
        }
        let shown = FORMATS.with_borrow(|formats| {
            let (_, format) = formats.iter().find(|(name, _)| *name == self.0)?;
            shown(format, instant)
        });
        let shown = shown.unwrap_or_else(|| instant.naive_utc());
        // The browser says whole seconds, and no clock is ahead by a part of a minute.
        let seconds = (shown - instant.naive_utc()).num_seconds();
        let ahead = TimeDelta::minutes((seconds + 30).div_euclid(60));
        ASKED.with_borrow_mut(|asked| {
            asked.truncate(MOST_ASKED - 1);
            asked.insert(0, (self.0.clone(), quarter, ahead));
        });
        instant.naive_utc() + ahead
    }

    /// The day on the clinic's calendar.
    pub fn day(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.wall_clock(instant).date()
    }

    /// When a day of the clinic's calendar begins.
    pub fn begins(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        let near = midnight.and_utc();
        let around = near - TimeDelta::days(1)..near + TimeDelta::days(1);
        let offsets = Offsets::over(around, &|instant| self.wall_clock(instant));
        // Some clocks are put forward at midnight.
        let first = (0..4).find_map(|hour| offsets.instants(midnight + TimeDelta::hours(hour)).first());
        first.unwrap_or(near)
    }

    /// What the phone's own clock shows at an instant.
    pub fn on_phone(&self, instant: DateTime<Utc>) -> OnPhone {
        let shown = instant.naive_utc() - phone_behind_utc(instant);
        if shown == self.wall_clock(instant) {
            OnPhone::Same
        } else if phone_knows_its_zone() {
            OnPhone::Other(shown)
        } else {
            OnPhone::Unknown
        }
    }
}

/// What the phone's own clock shows at an instant, beside the clinic's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnPhone {
    /// The same.
    Same,
    /// Another time, perhaps on another day.
    Other(NaiveDateTime),
    /// The browser does not say in which time zone the phone is.
    Unknown,
}

/// How far the phone's clock is behind UTC at an instant; ahead of it where negative.
#[expect(clippy::cast_possible_truncation, reason = "whole minutes of less than a day")]
pub fn phone_behind_utc(instant: DateTime<Utc>) -> TimeDelta {
    TimeDelta::minutes(in_browser(instant).get_timezone_offset() as i64)
}

/// A browser that is not told the zone, or keeps it to itself, counts in UTC.
fn phone_knows_its_zone() -> bool {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    text_of(&options, "timeZone").is_some_and(|zone| zone != "Etc/Unknown")
}

/// Built by reflection, for a constructor that throws must not stop the app.
fn format_in(zone: &str) -> Option<Intl::DateTimeFormat> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let numeric = ["year", "month", "day", "hour", "minute", "second"].map(|part| (part, "numeric"));
    for (name, value) in [("timeZone", zone), ("hourCycle", "h23")].into_iter().chain(numeric) {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let arguments = Array::of2(&"en-GB".into(), &options);
    Reflect::construct(&constructor, &arguments).ok()?.dyn_into().ok()
}

fn shown(format: &Intl::DateTimeFormat, instant: DateTime<Utc>) -> Option<NaiveDateTime> {
    let parts = format.format_to_parts(&in_browser(instant));
    let part = |wanted: &str| -> Option<u32> { part_of(&parts, wanted)?.parse().ok() };
    let year = i32::try_from(part("year")?).ok()?;
    NaiveDate::from_ymd_opt(year, part("month")?, part("day")?)?.and_hms_opt(
        part("hour")?,
        part("minute")?,
        part("second")?,
    )
}

/// The text of one part of a formatted day or time: its `month`.
pub fn part_of(parts: &Array, wanted: &str) -> Option<String> {
    let found = parts.iter().find(|part| text_of(part, "type").as_deref() == Some(wanted))?;
    text_of(&found, "value")
}

fn text_of(part: &JsValue, name: &str) -> Option<String> {
    Reflect::get(part, &name.into()).ok()?.as_string()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a calendar year are far below 2^53")]
fn in_browser(instant: DateTime<Utc>) -> Date {
    Date::new(&(instant.timestamp_millis() as f64).into())
}
