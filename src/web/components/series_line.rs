//! The series line, the portal's mark: sessions as pearls at their true distance in days.

use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::web::care::Care;
use crate::web::content::words;
use crate::web::text::key;
use chrono::NaiveDate;
use leptos::prelude::*;

/// Tenths of a unit, so that every place is a whole number.
const WIDTH: i64 = 3000;
const EDGE: i64 = 90;
const LINE: i64 = 200;
const LARGEST: i64 = 60;
const SMALLEST: i64 = 18;

/// Where a day lies on the line.
#[derive(Debug, Clone, Copy)]
struct Scale {
    first: NaiveDate,
    days: i64,
}

impl Scale {
    fn of(series: &Series) -> Option<Self> {
        let (first, last) = (series.sessions.first()?.on, series.sessions.last()?.on);
        Some(Self { first, days: (last.max(series.results.1) - first).num_days().max(1) })
    }

    fn at(self, day: NaiveDate) -> i64 {
        EDGE + (day - self.first).num_days() * (WIDTH - 2 * EDGE) / self.days
    }

    /// As large as the closest two sessions allow.
    fn radius(self, sessions: &[Session]) -> i64 {
        let gaps = sessions.windows(2).filter_map(|pair| Some(self.at(pair.last()?.on) - self.at(pair.first()?.on)));
        gaps.min().map_or(LARGEST, |gap| (gap / 2 - 8).clamp(SMALLEST, LARGEST))
    }
}

/// The series as a line: given ones filled, the next one ringed, the time when results are
/// usually seen as a band behind. Nothing where there is no series.
pub fn series_line(care: &Care) -> impl IntoView + use<> {
    let series = care.series.as_ref()?;
    let scale = Scale::of(series)?;
    let radius = scale.radius(&series.sessions);
    let next = series.next().map(|next| next.number);
    let band = (scale.at(series.results.0), scale.at(series.results.1));
    let reached = series.last_given().map_or(EDGE, |last| scale.at(last.on));
    let given = series.sessions.iter().filter(|session| session.state == SessionState::Given);
    let ahead = series.sessions.iter().filter(|session| session.state != SessionState::Given && Some(session.number) != next);
    let ringed = series.sessions.iter().find(|session| Some(session.number) == next);
    let pearl = move |session: &Session| view! { <circle cx=scale.at(session.on) cy=LINE r=radius></circle> };
    let words = words();
    let results = words.fill(key::SERIES_RESULTS, &[("from", &words.day_and_month(series.results.0)), ("to", &words.day_with_year(series.results.1))]);
    Some(view! {
        <figure class="series">
            <svg class="series__line" viewBox="0 0 3000 400" role="img" aria-label=label(care, series)>
                <rect class="series__band" x=band.0 y="30" width=band.1 - band.0 height="340" rx="80"></rect>
                <path class="series__track" d=format!("M{EDGE} {LINE}H{}", WIDTH - EDGE)></path>
                <path class="series__reached" d=format!("M{EDGE} {LINE}H{reached}")></path>
                <g class="series__ahead">{ahead.map(pearl).collect_view()}</g>
                <g class="series__given">{given.map(pearl).collect_view()}</g>
                {ringed.map(|session| view! { <circle class="series__next" cx=scale.at(session.on) cy=LINE r=radius.max(40) + 20></circle> })}
            </svg>
            <div class="series__months" aria-hidden="true">{months(series, scale)}</div>
            <figcaption class="series__legend"><span class="series__swatch"></span>{results}</figcaption>
        </figure>
    })
}

/// The months of the first, the next and the last session, each below its pearl, as far as they
/// do not run into each other.
fn months(series: &Series, scale: Scale) -> impl IntoView + use<> {
    let first = series.sessions.first().map(|session| (session.on, "series__month"));
    let last = series.sessions.last().map(|session| (session.on, "series__month series__month--last"));
    let apart = |day: NaiveDate| (600..2400).contains(&scale.at(day));
    let next = series.next().map(|session| (session.on, "series__month series__month--next")).filter(|(day, _)| apart(*day));
    let shown = [first, next, last].into_iter().flatten();
    shown
        .map(|(day, class)| {
            let place = format!("{}%", scale.at(day) * 100 / WIDTH);
            view! { <span class=class style:--place=place>{words().short_month(day)}</span> }
        })
        .collect_view()
}

fn label(care: &Care, series: &Series) -> String {
    let words = words();
    let counts = counts(care);
    match series.next() {
        Some(next) => words.fill(key::SERIES_LABEL, &[("counts", &counts), ("day", &words.full_day(next.on))]),
        None => counts,
    }
}

/// “4 done, 4 left”.
pub fn counts(care: &Care) -> String {
    let words = words();
    let (done, left) = care.done_and_left();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (done, left) = (words.count(key::SERIES_DONE, count(done)), words.count(key::SERIES_LEFT, count(left)));
    words.fill(key::SERIES_COUNTS, &[("done", &done), ("left", &left)])
}

/// The series line in a card, with its counts; nothing where there is no series.
pub fn series_card(care: &Care) -> impl IntoView + use<> {
    care.series.as_ref().map(|_| {
        view! {
            <section class="card">
                <div class="card__head"><h2>{words().say(key::SERIES_TITLE)}</h2><span class="small">{counts(care)}</span></div>
                {series_line(care)}
            </section>
        }
    })
}
