//! Blood values: codes that can exist, limits inside each other, units that differ.

use std::collections::BTreeSet;

use portal::domain::labs::panel::{Analyte, Bands, Limits, Panel};
use portal::domain::patient::Sex;

use super::{Fault, Faults};

pub fn check(panel: &Panel) -> Vec<Fault> {
    let mut faults = Faults::of("labs.json");
    let (mut names, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for analyte in &panel.analytes {
        let place = format!("analyte {}", analyte.id);
        faults.expect(names.insert(&analyte.id), &place, "stands twice");
        faults.expect(!analyte.loinc.is_empty(), &place, "has no LOINC code");
        for code in &analyte.loinc {
            faults.expect(
                loinc(code),
                &place,
                format!("`{code}` is no LOINC code: its check digit is wrong"),
            );
            faults.expect(codes.insert(code), &place, format!("the LOINC code {code} stands twice"));
        }
        let mut units = BTreeSet::from([&analyte.unit]);
        for other in &analyte.other_units {
            faults.expect(units.insert(&other.unit), &place, format!("the unit {} stands twice", other.unit));
            let positive = other.times.ratio() > portal::domain::units::Ratio::whole(0);
            faults.expect(positive, &place, format!("the factor of {} is not above 0", other.unit));
        }
        for (name, limits) in [("accept", &analyte.accept), ("sure", &analyte.sure)] {
            faults.expect(in_order(limits), &place, format!("{name} ends before it begins"));
        }
        let inside = [analyte.sure.from, analyte.sure.to].map(|limit| analyte.accept.hold(limit.ratio()));
        faults.expect(inside == [true, true], &place, "sure lies outside accept");
        bands(&mut faults, &place, analyte);
        slips(&mut faults, &place, analyte);
        if let Some(of) = &analyte.percent_of {
            for id in [&of.part, &of.whole] {
                faults.expect(panel.analyte(id).is_some(), &place, format!("unknown analyte `{id}`"));
            }
        }
    }
    faults.end()
}

/// Each set ends without an end and rises for either sex; none stands after one for everybody.
fn bands(faults: &mut Faults, place: &str, analyte: &Analyte) {
    for (at, bands) in analyte.bands.iter().enumerate() {
        let place = format!("{place}, bands[{at}]");
        let heard = analyte.bands[..at].iter().all(|before| before.when.is_some());
        faults.expect(heard, &place, "never speaks: a set without a condition stands before it");
        let (last, others) = match bands.steps.split_last() {
            Some((last, others)) => (Some(last), others),
            None => (None, [].as_slice()),
        };
        let open = last.is_some_and(|last| last.end().is_none());
        faults.expect(open, &place, "has no last step without an end");
        let aim = bands.steps.iter().any(|step| step.aim);
        faults.expect(aim, &place, "has no step in which a number is well");
        for step in others {
            faults.expect(
                step.end().is_some(),
                &place,
                format!("`{}` has no end and is not the last", step.is),
            );
        }
        for step in &bands.steps {
            let one = step.below.is_none() || step.up_to.is_none();
            faults.expect(one, &place, format!("`{}` has two ends", step.is));
        }
        for sex in [Sex::F, Sex::M] {
            faults.expect(rise(bands, sex), &place, format!("the ends do not rise ({sex:?})"));
        }
    }
}

/// Whether each end lies above the one before, and where numbers are believed.
fn rise(bands: &Bands, sex: Sex) -> bool {
    let ends: Vec<_> =
        bands.steps.iter().filter_map(|step| step.end()?.0.for_sex(Some(sex)).first().copied()).collect();
    ends.is_sorted_by(|one, next| one < next)
}

/// A slip names another unit of the blood value, and a number that would be as expected in it.
fn slips(faults: &mut Faults, place: &str, analyte: &Analyte) {
    for (at, slip) in analyte.slips.iter().enumerate() {
        let place = format!("{place}, slips[{at}]");
        let other = analyte.other_units.iter().any(|other| other.unit == slip.unit);
        faults.expect(other, &place, format!("`{}` is none of its other units", slip.unit));
        faults.expect(slip.from.ratio() < slip.to.ratio(), &place, "ends before it begins");
    }
}

fn in_order(limits: &Limits) -> bool {
    limits.from.ratio() <= limits.to.ratio()
}

/// Whether a LOINC code's last digit checks the others (the modulo-10 rule of the LOINC manual).
fn loinc(code: &str) -> bool {
    let Some((number, check)) = code.split_once('-') else {
        return false;
    };
    let digits: Option<Vec<u32>> = number.chars().map(|digit| digit.to_digit(10)).collect();
    let (Some(digits), Ok(check)) = (digits, check.parse::<u32>()) else {
        return false;
    };
    let weighed = digits.iter().rev().enumerate().map(|(place, digit)| match place % 2 {
        0 => digit * 2 / 10 + digit * 2 % 10,
        _ => *digit,
    });
    !digits.is_empty() && (10 - weighed.sum::<u32>() % 10) % 10 == check
}

#[cfg(test)]
mod tests {
    use super::loinc;

    #[test]
    fn a_loinc_code_is_checked_by_its_last_digit() {
        for code in ["2276-4", "718-7", "62292-8", "82810-3"] {
            assert!(loinc(code), "{code}");
        }
        for code in ["2276-5", "22764", "x-4", "-0", ""] {
            assert!(!loinc(code), "{code}");
        }
    }
}
