//! Stretches of time and numbers of days: without gap or overlap, inside their bounds.

use portal::domain::aftercare::preparation::{Begins, Preparation};
use portal::domain::aftercare::timeline::Aftercare;
use portal::domain::clinic::Visit;
use portal::domain::content::Content;
use portal::domain::scheduling::lateness::{CONTINUE, TOO_EARLY};
use portal::domain::scheduling::protocol::{LatenessTable, Protocol};
use portal::domain::time::Elapsed;

use super::{Fault, Faults};

pub fn check(content: &Content) -> Vec<Fault> {
    [
        visit(&content.clinic.visit),
        protocol(&content.protocol),
        preparation(&content.preparation),
        aftercare(&content.aftercare),
    ]
    .concat()
}

/// Each range runs from its smaller number to its larger, and none begins at nothing.
fn visit(visit: &Visit) -> Vec<Fault> {
    let mut faults = Faults::of("clinic.json");
    let ranges = [
        ("visit.numbing_minutes", visit.numbing_minutes),
        ("visit.session_minutes", visit.session_minutes),
        ("visit.depth_mm", visit.depth_mm),
        ("visit.spacing_mm", visit.spacing_mm),
    ];
    for (entry, (from, to)) in ranges {
        faults.expect(from > 0, entry, "begins at 0");
        faults.expect(from <= to, entry, format!("{from} to {to} ends before it begins"));
    }
    faults.expect(visit.booked_minutes > 0, "visit.booked_minutes", "a room is kept for 0 minutes");
    faults.end()
}

fn protocol(protocol: &Protocol) -> Vec<Fault> {
    let mut faults = Faults::of("protocol.json");
    let loading = &protocol.loading;
    let phases = core::iter::once(&loading.phase).chain(protocol.maintenance.iter().map(|m| &m.phase));
    for phase in phases.clone() {
        let known = protocol.lateness.iter().filter(|table| table.phase == *phase).count();
        faults.expect(known == 1, format!("lateness {phase}"), format!("stands {known} times, not once"));
    }
    for table in &protocol.lateness {
        let known = phases.clone().any(|phase| table.phase == *phase);
        faults.expect(known, format!("lateness {}", table.phase), "no such phase");
        lateness(&mut faults, table);
    }
    let allowed = loading.fewest.is..=loading.most.is;
    faults.expect(!allowed.is_empty(), "loading", "fewest is more than most");
    for rule in loading.sessions.iter().chain(&loading.caps) {
        let fault =
            format!("{} sessions lie outside {} to {}", rule.sessions, loading.fewest.is, loading.most.is);
        faults.expect(allowed.contains(&rule.sessions), "loading", fault);
    }
    for rule in &loading.interval {
        let known = loading.intervals_days.is.contains(&rule.days);
        faults.expect(known, "loading.interval", format!("{} days are none of intervals_days", rule.days));
        let fault = format!("{} days are fewer than min_gap_days", rule.days);
        faults.expect(rule.days >= loading.min_gap_days.is, "loading.interval", fault);
    }
    for phase in &protocol.maintenance {
        let inside = phase.between_days.is_none_or(|(from, to)| (from..=to).contains(&phase.every_days));
        let fault = format!("every {} days lies outside its own bounds", phase.every_days);
        faults.expect(inside, format!("maintenance {}", phase.phase), fault);
    }
    faults.expect(protocol.photo_days.is.is_sorted(), "photo_days", "are not in order");
    let window = &protocol.results_window;
    faults.expect(window.from_day < window.to_day, "results_window", "ends before it begins");
    faults.end()
}

/// From day 0 on, each band beginning on the day after the one before, the last without an end.
fn lateness(faults: &mut Faults, table: &LatenessTable) {
    let mut next = Some(0);
    for band in &table.bands {
        let place = format!("lateness {}, {}", table.phase, band.verdict);
        match next {
            None => faults.note(&place, "never speaks: the band before it has no end"),
            Some(next) if band.from > next => {
                faults.note(&place, format!("days {next} to {} are left out before it", band.from - 1));
            }
            Some(next) if band.from < next => {
                faults.note(&place, format!("overlaps the band before it from day {} on", band.from));
            }
            Some(_) => {}
        }
        faults.expect(band.to.is_none_or(|to| band.from <= to), &place, "ends before it begins");
        next = band.to.map(|to| to + 1);
    }
    faults.expect(next.is_none(), format!("lateness {}", table.phase), "has no last band without an end");
    for verdict in [TOO_EARLY, CONTINUE] {
        let known = table.bands.iter().any(|band| band.verdict == *verdict);
        let fault = format!("has no `{verdict}`: what is late is told by it");
        faults.expect(known, format!("lateness {}", table.phase), fault);
    }
}

/// The earliest first, what begins with the day last, and each says what to do.
fn preparation(preparation: &Preparation) -> Vec<Fault> {
    let mut faults = Faults::of("preparation.json");
    let mut before = None;
    for stage in &preparation.stages {
        let place = format!("stage {}", stage.id);
        let left = match stage.from {
            Begins::Before(length) => length.minutes(),
            Begins::TheDay => 0,
        };
        let later = before.is_none_or(|before| left < before);
        faults.expect(later, &place, "does not begin after the one before it");
        faults.expect(!stage.to_do.is_empty(), &place, "has nothing to do");
        before = Some(left);
    }
    faults.end()
}

fn aftercare(aftercare: &Aftercare) -> Vec<Fault> {
    let mut faults = Faults::of("aftercare.json");
    let end = aftercare.ends.minutes();
    let mut next = 0;
    for band in &aftercare.bands {
        let (place, from, to) = (format!("band {}", band.id), band.from.minutes(), band.to.minutes());
        let gap = format!("minutes {next} to {from} are left out before it");
        faults.expect(from <= next, &place, gap);
        faults.expect(from >= next, &place, format!("overlaps the band before it from minute {from} on"));
        faults.expect(from < to, &place, "ends before it begins");
        next = to;
    }
    let fault = format!("the last band ends at minute {next}, aftercare at minute {end}");
    faults.expect(next == end, "bands", fault);
    for avoid in &aftercare.avoid {
        let shown = aftercare.bands.iter().any(|band| band.from.minutes() == avoid.until.minutes());
        let fault = "ends at no beginning of a band, so that nothing would say that it is over";
        faults.expect(shown, format!("avoid {}", avoid.id), fault);
    }
    for note in &aftercare.notes {
        let (from, to) = (note.from.minutes(), note.to.minutes());
        faults.expect(from < to && to <= end, format!("note {}", note.id), "lies outside aftercare");
    }
    for check in &aftercare.checks {
        let place = format!("check {}", check.id);
        faults.expect(check.from < check.to, &place, "ends before it begins");
        faults.expect(Elapsed::Days(check.to).minutes() <= end, &place, "ends after aftercare");
        let again = check.every.is_none_or(|every| every > 0 && every < check.to.saturating_sub(check.from));
        faults.expect(again, &place, "`every` is no number of days inside its own");
    }
    faults.end()
}
