//! The days on which a coming session may be: counted from the session before it by the clinic's
//! protocol, less the days that something closes.

use crate::domain::formulation::condition::{Condition, Event};
use crate::domain::formulation::formulary::Formulary;
use crate::domain::ids::PhaseId;
use crate::domain::scheduling::lateness::{CONTINUE, TOO_EARLY};
use crate::domain::scheduling::protocol::{Course, LatenessBand, Protocol};
use crate::domain::scheduling::series::after;
use crate::domain::time::DayRange;
use chrono::{Days, NaiveDate};

/// The days on which one session may be, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day that nothing forbids.
    pub earliest: NaiveDate,
    /// The day the protocol would choose, or the first possible one after it.
    pub best: NaiveDate,
    /// The last day. It may lie beyond what can be booked yet.
    pub latest: NaiveDate,
    /// Whether even the first possible day is later than the series allows for. Then the sooner the
    /// better, up to the last day that can be booked;
    /// [`lateness`](crate::domain::scheduling::lateness::lateness) says what each day means.
    pub is_late: bool,
}

/// All that bears on the day of a session beside the session before it.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// The clinic's protocol.
    pub protocol: &'a Protocol,
    /// The patient's course.
    pub course: Course,
    /// This day on the clinic's calendar.
    pub today: NaiveDate,
    /// No session before this day: today, or the day after a session that did not happen.
    pub not_before: NaiveDate,
    /// The first day that cannot be booked yet.
    pub bookable_until: NaiveDate,
    /// Days of PRP and GFC that are on record as done; nothing tells of planned ones.
    pub prp_gfc: &'a [NaiveDate],
    /// The days after hair transplants on which no session is given, as [`healing`] tells them.
    pub healing: &'a [DayRange],
    /// When the patient is away.
    pub away: &'a [DayRange],
}

/// What closes a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// No session before this day.
    Before(NaiveDate),
    /// The patient is away.
    Away(DayRange),
    /// PRP or GFC is given too near, on this day.
    NearPrpGfc(NaiveDate),
    /// A hair transplant is healing.
    Healing(DayRange),
    /// It can be booked from this day on.
    NotYet(NaiveDate),
}

/// How many days after the session before it a session of one phase may be, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gaps {
    /// The fewest days.
    pub earliest: u32,
    /// The days of the protocol.
    pub best: u32,
    /// The most days on which the series goes on as planned.
    pub latest: u32,
}

impl Gaps {
    /// The gaps of a phase: from the first day that is not too early, and never less than the
    /// shortest gap, to the last on which the series goes on, inside the phase's own bounds.
    pub fn of(protocol: &Protocol, course: Course, phase: &PhaseId) -> Self {
        let maintenance = protocol.maintenance.iter().find(|known| known.phase == *phase);
        let best = maintenance.map_or(course.interval_days, |known| known.every_days);
        let (fewest, most) = maintenance.and_then(|known| known.between_days).unwrap_or((0, u32::MAX));
        let goes_on = bands(protocol, phase).iter().rfind(|band| band.verdict == *CONTINUE);
        let goes_on = goes_on.map_or(best, |band| band.to.unwrap_or(u32::MAX));
        let earliest = shortest_gap(protocol, phase).max(fewest);
        let latest = goes_on.min(most).max(earliest);
        Self { earliest, best: best.clamp(earliest, latest), latest }
    }
}

impl<'a> Bounds<'a> {
    /// The window of a session of a phase; `last` is the day of the session before it, given,
    /// booked or chosen, and nothing for the first of all.
    pub fn window(&self, phase: &PhaseId, last: Option<NaiveDate>) -> Window {
        self.counted(Gaps::of(self.protocol, self.course, phase), last)
    }

    /// The same by gaps that are known already.
    pub(super) fn counted(&self, gaps: Gaps, last: Option<NaiveDate>) -> Window {
        let from = last.map_or(self.not_before, |last| after(last, gaps.earliest));
        let earliest = self.first_open(from);
        let open =
            Window { earliest, best: earliest, latest: earliest.max(self.last_bookable()), is_late: false };
        let Some(last) = last else {
            return open;
        };
        let latest = after(last, gaps.latest);
        if earliest > latest {
            return Window { is_late: true, ..open };
        }
        Window { best: after(last, gaps.best).max(earliest), latest, ..open }
    }

    /// Whether a session may be on a day and the day can be booked, whatever the session before.
    pub fn allows(&self, day: NaiveDate) -> bool {
        day < self.bookable_until && !self.stretches().any(|(days, _)| days.contains(day))
    }

    /// Everything that closes a day; nothing where it is [allowed](Self::allows).
    pub fn why_not(&self, day: NaiveDate) -> Vec<Closed> {
        let closing = self.stretches().filter(|(days, _)| days.contains(day)).map(|(_, why)| why);
        let not_yet = (day >= self.bookable_until).then(|| Closed::NotYet(self.bookable_from(day)));
        closing.chain(not_yet).collect()
    }

    /// The day from which on another day can be booked; today where it can be already.
    pub fn bookable_from(&self, day: NaiveDate) -> NaiveDate {
        let wait = (day - self.last_bookable()).num_days();
        after(self.today, u32::try_from(wait).unwrap_or(0))
    }

    /// The last day that can be booked.
    pub(super) fn last_bookable(&self) -> NaiveDate {
        self.bookable_until.pred_opt().unwrap_or(self.bookable_until)
    }

    /// The first day from one on that nothing closes, whether it can be booked yet or not.
    fn first_open(&self, from: NaiveDate) -> NaiveDate {
        let mut day = from;
        while let Some((closed, _)) = self.stretches().find(|(days, _)| days.contains(day)) {
            day = closed.until;
        }
        day
    }

    fn stretches(&self) -> impl Iterator<Item = (DayRange, Closed)> + 'a {
        let before = DayRange { from: NaiveDate::MIN, until: self.not_before };
        let gap = self.protocol.prp_gfc_gap_days.is;
        let near = move |day: &NaiveDate| {
            let from = day.checked_sub_days(Days::new(gap.into())).and_then(|day| day.succ_opt());
            (
                DayRange { from: from.unwrap_or(NaiveDate::MIN), until: after(*day, gap) },
                Closed::NearPrpGfc(*day),
            )
        };
        core::iter::once((before, Closed::Before(self.not_before)))
            .chain(self.away.iter().map(|days| (*days, Closed::Away(*days))))
            .chain(self.prp_gfc.iter().map(near))
            .chain(self.healing.iter().map(|days| (*days, Closed::Healing(*days))))
    }
}

/// The fewest days there may be before a session of a phase: the first that is not too early, and
/// never less than the shortest gap of all.
pub(super) fn shortest_gap(protocol: &Protocol, phase: &PhaseId) -> u32 {
    let in_time = bands(protocol, phase).iter().find(|band| band.verdict != *TOO_EARLY);
    in_time.map_or(0, |band| band.from).max(protocol.loading.min_gap_days.is)
}

/// The lateness table of a phase; empty where the clinic has none.
fn bands<'a>(protocol: &'a Protocol, phase: &PhaseId) -> &'a [LatenessBand] {
    let table = protocol.lateness.iter().find(|table| table.phase == *phase);
    table.map_or(&[], |table| &table.bands)
}

/// The days from a hair transplant on for which the clinic's rules hold every session.
pub fn healing(formulary: &Formulary, transplant: NaiveDate) -> DayRange {
    let waits = formulary.status.iter().filter_map(|rule| {
        let Some(Condition::DaysSince(since)) = &rule.when else {
            return None;
        };
        match since.event {
            Event::Transplant => Some(since.below),
        }
    });
    DayRange { from: transplant, until: after(transplant, waits.max().unwrap_or(0)) }
}
