//! The series line in each state of a series, found by role and by label.

use crate::support::{Shown, instant, pack, sample_at, shown};
use chrono::Days;
use portal::domain::scheduling::series::{Series, SessionState};
use portal::web::care::Care;
use portal::web::components::series_line::{series_card, series_line};
use portal::web::markup::maybe;
use wasm_bindgen_test::wasm_bindgen_test;

/// A sample whose series is another one.
fn with(sample: &str, edit: impl Fn(&mut Series)) -> Care {
    let mut care = sample_at(sample, instant("2026-11-22T09:30:00+05:30"));
    care.series.iter_mut().for_each(edit);
    care
}

fn line(care: Care) -> Shown {
    shown(pack(), move || maybe(series_line(&care)))
}

/// The pearls in their order, with where each lies.
fn pearls(place: &Shown) -> Vec<(String, i64, i64)> {
    let number = |pearl: &web_sys::Element, name| pearl.get_attribute(name).unwrap().parse().unwrap();
    let pearl = |pearl: web_sys::Element| {
        let class = pearl.get_attribute("class").unwrap().replace("series__", "");
        (class, number(&pearl, "cx"), number(&pearl, "r"))
    };
    place.each("circle").into_iter().map(pearl).collect()
}

fn count(pearls: &[(String, i64, i64)], class: &str) -> usize {
    pearls.iter().filter(|(is, ..)| is == class).count()
}

#[wasm_bindgen_test]
fn nothing_given_yet_rings_the_first() {
    let place = line(with("early-aga-man", |_| {}));
    let pearls = pearls(&place);
    assert_eq!((count(&pearls, "given"), pearls[0].0.as_str()), (0, "next"));
    assert!(place.label("img").contains("0 done"), "{}", place.label("img"));
}

#[wasm_bindgen_test]
fn in_the_middle_the_given_are_filled_and_the_next_is_ringed() {
    let place = line(with("shedding-iron-zinc", |_| {}));
    let pearls = pearls(&place);
    assert_eq!((count(&pearls, "given"), pearls[4].0.as_str()), (4, "next"));
    assert_eq!(
        place.label("img"),
        "Your sessions as a line: 4 done, 8 left. The next one is around Thursday 26 November 2026."
    );
    assert!(place.text().contains("Results are usually seen from 28 December to 26 February 2027"));
    assert!(place.text().contains("until November 2027"));
}

/// Their true distance in days, and room between the pearls of two weeks.
#[wasm_bindgen_test]
fn pearls_lie_at_their_distance_in_days() {
    let place = line(with("shedding-iron-zinc", |_| {}));
    let pearls = pearls(&place);
    let at: Vec<_> = pearls.iter().map(|(_, at, _)| *at).collect();
    let (week, month) = (at[1] - at[0], at[6] - at[5]);
    assert!((month - 4 * week).abs() <= 4, "7 days are {week}, 28 days are {month}");
    assert!(2 * pearls[0].2 < week, "{pearls:?}");
}

#[wasm_bindgen_test]
fn in_maintenance_the_line_ends_with_the_next_session() {
    let place = line(with("late-in-maintenance", |_| {}));
    let pearls = pearls(&place);
    assert_eq!((count(&pearls, "given"), count(&pearls, "next")), (7, 1));
    assert_eq!(pearls.last().unwrap().1, 2910);
}

#[wasm_bindgen_test]
fn when_all_is_done_nothing_is_ringed_and_no_next_one_is_named() {
    let all_given = |series: &mut Series| {
        series.sessions.truncate(4);
        assert!(series.sessions.iter().all(|session| session.state == SessionState::Given));
    };
    let place = line(with("shedding-iron-zinc", all_given));
    let pearls = pearls(&place);
    assert_eq!((count(&pearls, "given"), count(&pearls, "next"), pearls.len()), (4, 0, 4));
    assert_eq!(place.label("img"), "4 done, 0 left");
}

/// Two that are a day apart: in their order, and as small as can still be seen.
#[wasm_bindgen_test]
fn two_sessions_very_close_make_every_pearl_small() {
    let closer = |series: &mut Series| {
        let first = series.sessions[0].on;
        series.sessions[1].on = first.checked_add_days(Days::new(1)).unwrap();
    };
    let pearls = pearls(&line(with("shedding-iron-zinc", closer)));
    let (one, other) = (&pearls[0], &pearls[1]);
    assert!(other.1 > one.1 && one.2 == 18, "{one:?} {other:?}");
    let all_given_are_as_small = pearls.iter().filter(|(is, ..)| is == "given").all(|(_, _, r)| *r == one.2);
    assert!(all_given_are_as_small, "{pearls:?}");
}

#[wasm_bindgen_test]
fn a_series_of_one_day_is_drawn_too() {
    let only = |series: &mut Series| {
        series.sessions.truncate(1);
        let on = series.sessions[0].on;
        series.results = (on, on);
    };
    assert_eq!(pearls(&line(with("shedding-iron-zinc", only))).len(), 1);
}

#[wasm_bindgen_test]
fn without_a_cocktail_there_is_no_series_and_no_card() {
    let care = with("pregnant-held", |_| {});
    assert!(care.series.is_none());
    let place = shown(pack(), move || maybe(series_card(&care)));
    assert_eq!(place.text(), "");
}
