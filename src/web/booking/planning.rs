//! What a page needs to offer times: the free ones, what bears on the series, and the patient's habit.

use crate::domain::ids::IngredientId;
use crate::domain::order::by_key;
use crate::domain::scheduling::booking::{ChangeClosed, may_change};
use crate::domain::scheduling::effects::{Effect, TooClose, effects, too_close};
use crate::domain::scheduling::habit::Habit;
use crate::domain::scheduling::offsets::Offsets;
use crate::domain::scheduling::opening::Booking;
use crate::domain::scheduling::reflow::{Move, Schedule};
use crate::domain::scheduling::series::Session;
use crate::domain::scheduling::slots::{FreeTime, SlotId, bookable_until, on_device};
use crate::domain::scheduling::suggest::{Suggestion, suggest};
use crate::domain::scheduling::window::{Bounds, Window, healing};
use crate::domain::time::DayRange;
use crate::fhir::act::Act;
use crate::fhir::arrangement::SlotTime;
use crate::fhir::record::{Booked, BookedStatus};
use crate::web::answer::answer;
use crate::web::around::around;
use crate::web::booking::new_claim;
use crate::web::care::{Care, Trouble};
use crate::web::components::states::{Tall, failed, waiting};
use crate::web::content::booking;
use crate::web::markup::{Markup, live};
use crate::web::pages::come::not_before;
use crate::web::store::{Records, StoreError, touched};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use std::cell::RefCell;
use std::sync::Arc;

/// One patient's series, and the times that are free for it.
#[derive(Debug, Clone)]
pub struct Planning {
    /// The patient.
    pub care: Arc<Care>,
    /// How the clinic books.
    pub booking: &'static Booking,
    /// The free times, by their start.
    pub times: Vec<FreeTime>,
    /// The clinic's clock, as far as it books.
    pub offsets: Offsets,
    /// When the patient usually comes.
    pub habit: Option<Habit>,
    /// The sessions that are booked or asked for and not yet due, soonest first, at most one a day.
    pub ahead: Vec<FreeTime>,
    /// The first day that cannot be booked yet.
    until: NaiveDate,
    /// The first day on which the next session may be by the answers before it, where they say so.
    held_until: Option<NaiveDate>,
    away: Vec<DayRange>,
    given: Vec<NaiveDate>,
    cocktail: Vec<IngredientId>,
    prp_gfc: Vec<NaiveDate>,
    healing: Vec<DayRange>,
}

/// A page of one who may book, with what it shows while the times are read, or where they cannot be.
pub fn with_planning(
    care: &Arc<Care>,
    meanwhile: &'static [Tall],
    make: impl Fn(&Arc<Planning>) -> Markup + Send + 'static,
) -> Markup {
    let (around, care) = (around(), care.clone());
    let attempt = around.open.attempt;
    let read = answer(move || {
        let _ = attempt.get();
        Box::pin(planned(care.clone(), around.records, around.now.get_untracked()))
    });
    live(move || match read.get() {
        None => waiting(meanwhile),
        Some(Err(fault)) => failed(&Trouble::Store(fault), attempt),
        Some(Ok(planning)) => make(&planning),
    })
}

thread_local! {
    /// What was worked out last. It holds for as long as nothing of the patient's has changed, within
    /// the minute: what other windows take meanwhile is seen when a time is claimed.
    static LAST: RefCell<Option<(DateTime<Utc>, Arc<Planning>)>> = const { RefCell::new(None) };
}

/// Reads what is free at an instant.
///
/// # Errors
/// [`StoreError`] where the phone's store cannot be read.
pub async fn planned(
    care: Arc<Care>,
    records: Records,
    now: DateTime<Utc>,
) -> Result<Arc<Planning>, StoreError> {
    let last = LAST.with_borrow(|last| {
        let (at, planning) = last.as_ref()?;
        (*at == now && Arc::ptr_eq(&planning.care, &care)).then(|| planning.clone())
    });
    if let Some(planning) = last {
        return Ok(planning);
    }
    let planning = Arc::new(work_out(care, records, now).await?);
    LAST.set(Some((now, planning.clone())));
    Ok(planning)
}

async fn work_out(care: Arc<Care>, records: Records, now: DateTime<Utc>) -> Result<Planning, StoreError> {
    let touched = touched(records).await?;
    let (pack, booking) = (care.pack, booking());
    let until = bookable_until(booking, pack.zone.day(now));
    let ahead = TimeDelta::days((until - care.today).num_days() + 1);
    let offsets = Offsets::over(now..now + ahead, &|instant| pack.zone.wall_clock(instant));
    let is_taken = |id: &SlotId| {
        let found = touched.binary_search_by_key(id, |(known, _)| *known);
        found.is_ok_and(|at| touched.get(at).is_some_and(|(_, taken)| *taken))
    };
    // What others have taken is known of the clinic on this phone alone.
    let mut hours = booking.clone();
    if care.sample.is_none() {
        hours.taken_percent.is = 0;
    }
    let times = on_device(&hours, &pack.clinic().visit, &offsets, now, &is_taken);
    let starts = care.record.given.iter().filter_map(|given| given.started.or(given.ended));
    let starts: Vec<NaiveDateTime> = starts.map(|start| pack.zone.wall_clock(start)).collect();
    let transplants = care.done_on(&["hair_transplant"]);
    let next = care.series.as_ref().and_then(|series| series.next());
    let held_until = next.and_then(|next| not_before(&care, care.booked(next)?));
    Ok(Planning {
        held_until,
        ahead: care.record.booked_ahead().into_iter().map(|booked| as_time(booked, &offsets)).collect(),
        away: care.record.away_days(),
        given: care.record.given.iter().map(|given| given.day).collect(),
        cocktail: care.record.cocktail(&care.proposal).unwrap_or_default(),
        habit: Habit::of(&starts),
        prp_gfc: care.done_on(&["prp", "gfc"]),
        healing: transplants.iter().map(|day| healing(&pack.content.formulary, *day)).collect(),
        booking,
        times,
        offsets,
        until,
        care,
    })
}

impl Planning {
    /// What bears on the days of the series; nothing where there is none.
    pub fn bounds(&self) -> Option<Bounds<'_>> {
        let (content, record) = (&self.care.pack.content, &self.care.record);
        Some(Bounds {
            protocol: &content.protocol,
            course: record.course(&self.care.proposal)?,
            today: self.care.today,
            not_before: record.not_before(),
            bookable_until: self.until,
            prp_gfc: &self.prp_gfc,
            healing: &self.healing,
            away: &self.away,
        })
    }

    /// The day of the session before one of the series; nothing for the first.
    pub fn before(&self, number: u32) -> Option<NaiveDate> {
        self.care.session(number.checked_sub(1)?).map(|session| session.on)
    }

    /// The first session that is to be booked before another; nothing where it is the other's turn.
    pub fn first_to_book(&self, before: &Session) -> Option<u32> {
        let series = self.care.series.iter().flat_map(|series| &series.sessions);
        let mut earlier = series.filter(|session| session.is_ahead() && session.number < before.number);
        let first = earlier.find(|session| self.care.booked(session).is_none())?;
        self.care.booked(before).is_none().then_some(first.number)
    }

    /// The days on which a session may be.
    pub fn window(&self, session: &Session) -> Option<Window> {
        let window = self.bounds()?.window(&session.phase, self.before(session.number));
        // Only a later day is any good to one who cannot come now.
        let held_until = self.held_until.filter(|held| *held > window.earliest);
        Some(match held_until {
            Some(held) => Window {
                earliest: held,
                best: window.best.max(held),
                latest: window.latest.max(held),
                ..window
            },
            None => window,
        })
    }

    /// The best three times for a session.
    pub fn suggestions(&self, session: &Session) -> Vec<Suggestion> {
        let (Some(bounds), last) = (self.bounds(), self.before(session.number)) else { return Vec::new() };
        let Some(window) = self.window(session) else { return Vec::new() };
        let preferences = &self.booking.preferences.is;
        suggest(&self.times, &window, last, &bounds, self.habit, preferences)
    }

    /// A free time by its name.
    pub fn time(&self, id: SlotId) -> Option<FreeTime> {
        let at = self.times.partition_point(|time| time.start < id.start());
        self.times.get(at).filter(|time| time.start == id.start()).copied()
    }

    /// Whether the clinic agrees by itself, or has to be asked: the samples' clinic is on this phone.
    pub fn becomes(&self) -> BookedStatus {
        if self.care.sample.is_some() { BookedStatus::Booked } else { BookedStatus::Requested }
    }

    /// The time as it is booked, or asked for: then no slot is held, for only the clinic can hold one.
    pub fn slot_time(&self, time: FreeTime) -> SlotTime {
        let slot = match self.becomes() {
            BookedStatus::Booked => Some(time.id().to_string()),
            BookedStatus::Requested => None,
        };
        SlotTime { start: time.start, end: time.end, slot }
    }

    /// Books a time for a session, or moves to it the appointment that it has.
    pub fn act(&self, booked: Option<&Booked>, time: FreeTime) -> Act {
        let (to, becomes, claim) = (self.slot_time(time), self.becomes(), new_claim());
        if let Some(booked) = booked {
            // What the clinic has booked is moved once it has agreed to that.
            let agreed = booked.status == BookedStatus::Booked;
            return booked.moved(to, if agreed { BookedStatus::Booked } else { becomes }, claim);
        }
        let (record, vocabulary) = (&self.care.record, &self.care.pack.content.facts);
        Act::book(record, vocabulary, to, becomes, claim, around().now.get_untracked())
    }

    /// The series and all that bears on changing it; nothing where there is none.
    pub fn schedule(&self) -> Option<Schedule<'_>> {
        Some(Schedule {
            bounds: self.bounds()?,
            formulary: &self.care.pack.content.formulary,
            cocktail: &self.cocktail,
            given: &self.given,
            booked: &self.ahead,
            times: &self.times,
            habit: self.habit,
            preferences: self.booking.preferences.is,
        })
    }

    /// An appointment as the time that it has.
    pub fn as_time(&self, booked: &Booked) -> FreeTime {
        as_time(booked, &self.offsets)
    }

    /// The appointment that has a time.
    pub fn appointment(&self, time: FreeTime) -> Option<&Booked> {
        self.care.record.booked.iter().find(|booked| booked.start == time.start)
    }

    /// Whether the clinic has to be asked before an appointment is moved or cancelled: it has booked it,
    /// and is not on this phone.
    pub fn is_clinics(&self, booked: &Booked) -> bool {
        self.becomes() == BookedStatus::Requested && booked.status == BookedStatus::Booked
    }

    /// Why appointments cannot be moved here, one reason each; empty where they can.
    pub fn not_movable(&self, moves: &[Move]) -> Vec<ChangeClosed> {
        let now = around().now.get_untracked();
        let of = moves.iter().filter_map(|moved| self.appointment(moved.from));
        of.filter_map(|booked| may_change(booked.start, booked.moves, &self.booking.policy, now).err())
            .collect()
    }

    /// The time that an appointment has.
    pub fn time_of(&self, booked: &Booked) -> Option<FreeTime> {
        self.ahead.iter().find(|time| time.start == booked.start).copied()
    }

    /// Moves appointments, in that order.
    pub fn acts(&self, moves: &[Move]) -> Vec<Act> {
        let act = |moved: &Move| Some(self.act(Some(self.appointment(moved.from)?), moved.to));
        moves.iter().filter_map(act).collect()
    }

    /// What it does to the series that other times are booked than those ahead, soonest first.
    pub fn effects_of(&self, booked: &[FreeTime]) -> Option<Effects> {
        let schedule = self.schedule()?;
        let (before, now) = (schedule.series(), Schedule { booked, ..schedule }.series());
        Some(Effects {
            effects: effects(&before, &now, &schedule.bounds),
            too_close: too_close(&before, &now, schedule.bounds.protocol),
        })
    }

    /// The times ahead with one more.
    pub fn ahead_with(&self, more: &[FreeTime]) -> Vec<FreeTime> {
        let mut booked = [&*self.ahead, more].concat();
        by_key(&mut booked, |time| time.start);
        booked
    }

    /// The times ahead without one.
    pub fn ahead_without(&self, less: &Booked) -> Vec<FreeTime> {
        self.ahead.iter().filter(|time| time.start != less.start).copied().collect()
    }

    /// The last day that can be chosen.
    pub fn last_day(&self) -> NaiveDate {
        self.until.pred_opt().unwrap_or(self.until)
    }
}

/// One that the clinic has booked itself may name no slot, and so no chair.
fn as_time(booked: &Booked, offsets: &Offsets) -> FreeTime {
    let slot = booked.slot.as_deref().and_then(|slot| SlotId::try_from(slot).ok());
    let wall = offsets.wall_clock(booked.start);
    FreeTime { start: booked.start, end: booked.end, wall, chair: slot.map_or(0, SlotId::chair) }
}

/// What differs in the series, and what would be too close.
#[derive(Debug, Clone)]
pub struct Effects {
    /// What differs, the weightiest first.
    pub effects: Vec<Effect>,
    /// Gaps that are too short.
    pub too_close: Vec<TooClose>,
}
