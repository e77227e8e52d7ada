//! Blood values of an `Observation`: number, unit, day, and what may be wrong with them.

use crate::domain::ids::AnalyteId;
use crate::domain::labs::panel::{Analyte, Limits, Plausibility};
use crate::domain::labs::result::LabResult;
use crate::domain::units::{Decimal, Ratio};
use crate::fhir::AFTER_BIOTIN;
use crate::fhir::moment::{Dated, Moment};
use crate::fhir::not_understood::{OutOfLimits, WhyNot};
use crate::fhir::observation::Measured;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::value::{any_value, extension, named, present, shown, text_at};
use chrono::{NaiveDate, TimeDelta};
use serde_json::Value;

/// Reads a result. A value in the future or outside the hard limits is kept for the rules, which
/// do not use it, and listed; one outside the usual limits is used and listed as a doubt.
pub fn read(context: &Context<'_>, measured: Measured<'_>, id: &AnalyteId, read: &mut Reading) {
    let taken = quantity(context, measured, id).and_then(|(value, unit)| {
        let drawn = day(context, measured.when)?;
        let after_biotin = after_biotin(context, measured, drawn, read);
        let panel = context.rules.panel;
        let result = LabResult::checked(panel, id, value, &unit, drawn, after_biotin);
        result.map_err(|_| foreign(context, id, &unit))
    });
    let result = match taken {
        Ok(result) => result,
        Err(why) => return read.note(measured.what, why),
    };
    if result.drawn() > context.as_of {
        read.note(measured.what, WhyNot::Future(result.drawn()));
    }
    if let Some(why) = doubt(context, &result) {
        read.note(measured.what, why);
    }
    read.patient.results.push(result);
}

/// Why there is no value, in the record's own words where it has some.
pub fn absent(value: &Value) -> WhyNot {
    WhyNot::NoValue { reason: value.get("dataAbsentReason").and_then(named) }
}

fn quantity(
    context: &Context<'_>,
    measured: Measured<'_>,
    id: &AnalyteId,
) -> Result<(Decimal, String), WhyNot> {
    let Some((form, value)) = any_value(measured.value) else {
        return Err(absent(measured.value));
    };
    if present(measured.value, "dataAbsentReason").is_some() {
        return Err(absent(measured.value));
    }
    if form != "valueQuantity" {
        return Err(WhyNot::NotAQuantity);
    }
    let Some(Value::Number(number)) = value.get("value") else {
        return Err(WhyNot::NotAQuantity);
    };
    let number = number.to_string();
    if let Some(comparator) = text_at(value, "/comparator") {
        return Err(WhyNot::Comparator(shown(&format!("{comparator}{number}"))));
    }
    let unit = unit(context, value, id, &number)?;
    match number.parse() {
        Ok(decimal) => Ok((decimal, unit)),
        Err(_) => Err(WhyNot::NotANumber(shown(&number))),
    }
}

/// The unit in UCUM: the code goes before the text, and the two may not contradict each other.
fn unit(context: &Context<'_>, quantity: &Value, id: &AnalyteId, number: &str) -> Result<String, WhyNot> {
    let systems = &context.rules.vocabulary.systems;
    let ucum = systems.get("ucum").map(|address| &**address);
    let is_ucum = text_at(quantity, "/system") == ucum;
    let code = text_at(quantity, "/code");
    let text = text_at(quantity, "/unit");
    let written = match (code.filter(|_| is_ucum), text, code) {
        (Some(code), _, _) | (None, None, Some(code)) => code,
        (None, Some(text), _) => text,
        (None, None, None) => return Err(WhyNot::NoUnit(shown(number))),
    };
    let analyte = context.rules.panel.analyte(id);
    let known = |unit: &str| {
        let unit = spelled(context, unit);
        analyte.filter(|analyte| analyte.takes(&unit)).map(|_| unit)
    };
    let Some(unit) = known(written) else {
        return Err(foreign(context, id, written));
    };
    match text.and_then(known) {
        Some(other) if !is_same_unit(analyte, &unit, &other) => {
            Err(WhyNot::UnitsDisagree { code: shown(written), text: shown(text.unwrap_or_default()) })
        }
        Some(_) | None => Ok(unit),
    }
}

/// A unit in the panel's spelling.
fn spelled(context: &Context<'_>, unit: &str) -> String {
    let unit = unit.replace(['µ', 'μ'], "u").replace(' ', "");
    let spellings = &context.rules.vocabulary.unit_spellings;
    spellings.get(unit.as_str()).map_or(unit, |spelling| String::from(&**spelling))
}

/// Whether two units of an analyte are the same by another name: `ng/mL` and `ug/L`.
fn is_same_unit(analyte: Option<&Analyte>, one: &str, other: &str) -> bool {
    let whole = |unit| {
        let hundred = "100".parse().ok()?;
        analyte?.usual(hundred, unit)
    };
    one == other || whole(one) == whole(other)
}

fn foreign(context: &Context<'_>, id: &AnalyteId, unit: &str) -> WhyNot {
    let analyte = context.rules.panel.analyte(id);
    WhyNot::Unit {
        analyte: id.clone(),
        unit: shown(unit),
        usual: analyte.map_or_else(String::new, |known| known.unit.to_string()),
    }
}

/// The day of the draw on the clinic's calendar.
fn day(context: &Context<'_>, when: &Dated) -> Result<NaiveDate, WhyNot> {
    match when {
        Dated::Never => Err(WhyNot::NoDate),
        Dated::Unreadable(text) => Err(WhyNot::BadDate(text.clone())),
        Dated::At(moment) => moment.day(context.clock).ok_or_else(|| WhyNot::BadDate(moment.written())),
    }
}

/// Whether the record says so, or a session with biotin ended within the hold time before the
/// draw; where only the day of one of them is known, any overlap counts.
fn after_biotin(context: &Context<'_>, measured: Measured<'_>, drawn: NaiveDate, read: &Reading) -> bool {
    let said = [measured.value, measured.whole].iter().any(|part| {
        let said = extension(part, AFTER_BIOTIN);
        said.and_then(|said| said.get("valueBoolean")?.as_bool()) == Some(true)
    });
    let hold = TimeDelta::hours(context.rules.panel.biotin_hold_hours.into());
    let biotin = &context.rules.vocabulary.biotin_ingredients;
    let hold_days = TimeDelta::days((hold.num_hours() + 23) / 24);
    // Sessions are in the order of their days.
    let from = read.given.partition_point(|session| session.day + hold_days < drawn);
    let near = read.given[from..].iter().take_while(|session| session.day <= drawn);
    let spoils = |ended, at: Moment| match (ended, at.instant()) {
        (Some(ended), Some(at)) => ended <= at && at - ended < hold,
        (None, _) | (_, None) => true,
    };
    said || near
        .filter(|session| session.injected.iter().any(|one| biotin.contains(&one.ingredient)))
        .any(|session| measured.when.moment().is_some_and(|at| spoils(session.ended, at)))
}

fn doubt(context: &Context<'_>, result: &LabResult) -> Option<WhyNot> {
    let analyte = context.rules.panel.analyte(result.analyte())?;
    let usual: Ratio = analyte.usual(result.value(), result.unit())?;
    let outside = |limits: &Limits| {
        Box::new(OutOfLimits {
            analyte: analyte.id.clone(),
            value: result.value().to_string(),
            unit: result.unit().to_owned(),
            from: limits.from.to_string(),
            to: limits.to.to_string(),
            usual: analyte.unit.to_string(),
        })
    };
    match analyte.plausibility(usual) {
        Plausibility::Plausible => None,
        Plausibility::AskAgain => Some(WhyNot::AskAgain(outside(&analyte.sure))),
        Plausibility::Implausible => Some(WhyNot::Implausible(outside(&analyte.accept))),
    }
}
