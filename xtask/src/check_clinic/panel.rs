//! Blood values: codes that can exist, limits inside each other, units that differ.

use std::collections::BTreeSet;

use portal::domain::labs::panel::{Limits, Panel};

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
        if let Some(of) = &analyte.percent_of {
            for id in [&of.part, &of.whole] {
                faults.expect(panel.analyte(id).is_some(), &place, format!("unknown analyte `{id}`"));
            }
        }
    }
    faults.end()
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
