//! The series line, the portal's mark: sessions as pearls at their true distance in days.

use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::web::care::Care;
use crate::web::components::parts::head;
use crate::web::content::words;
use crate::web::markup::{Markup, card, element, heading, picture, text};
use crate::web::text::key;
use chrono::NaiveDate;

/// Tenths of a unit, so that every place is a whole number.
const WIDTH: i64 = 3000;
const EDGE: i64 = 90;
const LINE: i64 = 200;
const LARGEST: i64 = 60;
const SMALLEST: i64 = 18;

/// Where a day lies on the line. It ends with the time when results are usually seen, or with the
/// next session where that is later; further sessions would press the near ones together.
#[derive(Debug, Clone, Copy)]
struct Scale {
    first: NaiveDate,
    last: NaiveDate,
}

impl Scale {
    fn of(series: &Series) -> Option<Self> {
        let first = series.sessions.first()?.on;
        let next = series.next().or(series.sessions.last())?.on;
        Some(Self { first, last: series.results.1.max(next) })
    }

    fn at(self, day: NaiveDate) -> i64 {
        let days = (self.last - self.first).num_days().max(1);
        EDGE + (day - self.first).num_days() * (WIDTH - 2 * EDGE) / days
    }

    /// As large as the closest two sessions allow.
    fn radius(self, sessions: &[&Session]) -> i64 {
        let gaps =
            sessions.windows(2).filter_map(|pair| Some(self.at(pair.last()?.on) - self.at(pair.first()?.on)));
        gaps.min().map_or(LARGEST, |gap| (gap / 2 - 12).clamp(SMALLEST, LARGEST))
    }
}

/// The series line in a card, with its counts; nothing where there is no series.
pub fn series_card(care: &Care) -> Option<Markup> {
    let line = series_line(care)?;
    let counts = text("span", "small", counts(care));
    Some(card(vec![head("card__head", heading(words().say(key::SERIES_TITLE)), Some(counts)), line]))
}

/// The series as a line: given ones filled, the next one ringed, the time when results are
/// usually seen as a band behind. Nothing where there is no series.
pub fn series_line(care: &Care) -> Option<Markup> {
    let series = care.series.as_ref()?;
    let scale = Scale::of(series)?;
    let (shown, beyond): (Vec<_>, Vec<_>) =
        series.sessions.iter().partition(|session| session.on <= scale.last);
    let words = words();
    let results = words.fill(
        key::SERIES_RESULTS,
        &[("from", &words.day_and_month(series.results.0)), ("to", &words.day_with_year(series.results.1))],
    );
    let legend = element("p")
        .class("series__legend")
        .child(text("span", "series__swatch", String::new()))
        .text(results);
    let figure = element("figure")
        .class("series")
        .child(drawing(care, series, scale, &shown))
        .child(
            element("div")
                .class("series__months")
                .fixed("aria-hidden", "true")
                .children(months(series, scale))
                .view(),
        )
        .child(legend.view())
        .maybe(beyond.last().map(|last| text("p", "small", further(beyond.len(), last.on))));
    Some(figure.view())
}

fn drawing(care: &Care, series: &Series, scale: Scale, shown: &[&Session]) -> Markup {
    let radius = scale.radius(shown);
    let next = series.next().map(|next| next.number);
    let pearl = |session: &Session| {
        let (class, radius) = match session.state {
            SessionState::Given => ("series__given", radius),
            SessionState::Booked | SessionState::Planned if Some(session.number) == next => {
                ("series__next", radius.max(50) + 14)
            }
            SessionState::Booked | SessionState::Planned => ("series__ahead", radius),
        };
        picture("circle")
            .class(class)
            .with("cx", scale.at(session.on).to_string())
            .with("cy", LINE.to_string())
            .with("r", radius.to_string())
            .view()
    };
    let (from, to) = (scale.at(series.results.0), scale.at(series.results.1));
    let reached = series.last_given().map_or(EDGE, |last| scale.at(last.on));
    let pearls: Vec<_> = shown.iter().map(|session| pearl(session)).collect();
    let band = picture("rect")
        .class("series__band")
        .with("x", from.to_string())
        .fixed("y", "30")
        .with("width", (to - from).to_string())
        .fixed("height", "340")
        .fixed("rx", "80");
    let line = |class, until: i64| {
        let line = ["M", &EDGE.to_string(), " ", &LINE.to_string(), "H", &until.to_string()].concat();
        picture("path").class(class).with("d", line).view()
    };
    picture("svg")
        .class("series__line")
        .fixed("viewBox", "0 0 3000 400")
        .fixed("role", "img")
        .with("aria-label", label(care, series))
        .child(band.view())
        .child(line("series__track", WIDTH - EDGE))
        .child(line("series__reached", reached))
        .children(pearls)
        .view()
}

/// The months of the first, the next and the last session, each below its pearl, as far as they
/// do not run into each other.
fn months(series: &Series, scale: Scale) -> Vec<Markup> {
    let middle = |day: &NaiveDate| (600..2400).contains(&scale.at(*day));
    let next = series.next().map(|session| session.on).filter(middle);
    let shown = [
        (Some(scale.first), "series__month"),
        (next, "series__month series__month--next"),
        (Some(scale.last), "series__month series__month--last"),
    ];
    let month = |(day, class): (Option<NaiveDate>, &'static str)| {
        let day = day?;
        let place = [&*(scale.at(day) * 100 / WIDTH).to_string(), "%"].concat();
        Some(element("span").class(class).styled("--place", place).text(words().short_month(day)).view())
    };
    shown.into_iter().filter_map(month).collect()
}

/// “Then 6 more, until November 2027”.
fn further(count: usize, last: NaiveDate) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    words().count_and_fill(key::SERIES_FURTHER, count, &[("month", &words().month_and_year(last))])
}

fn label(care: &Care, series: &Series) -> String {
    let words = words();
    let counts = counts(care);
    match series.next() {
        Some(next) => {
            words.fill(key::SERIES_LABEL, &[("counts", &counts), ("day", &words.full_day(next.on))])
        }
        None => counts,
    }
}

/// “4 done, 4 left”.
fn counts(care: &Care) -> String {
    let words = words();
    let (done, left) = care.done_and_left();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (done, left) =
        (words.count(key::SERIES_DONE, count(done)), words.count(key::SERIES_LEFT, count(left)));
    words.fill(key::SERIES_COUNTS, &[("done", &done), ("left", &left)])
}
