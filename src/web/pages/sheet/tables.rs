//! The tables of the sheet: the cocktail, what was left out, blood values, sessions given.

use crate::domain::formulation::evaluation::ValueSeen;
use crate::domain::formulation::proposal::Answer;
use crate::domain::formulation::signed::Place;
use crate::domain::ids::IngredientId;
use crate::domain::labs::reading::{Reading, Readings};
use crate::fhir::record::Injected;
use crate::web::care::Care;
use crate::web::components::table::{body, row, table};
use crate::web::content::words;
use crate::web::findings;
use crate::web::markup::{Markup, all, maybe, paragraph, plain, text};
use crate::web::pages::session::names;
use crate::web::pages::sessions::numbered;
use crate::web::pages::sheet::part;
use crate::web::text::key;
use chrono::NaiveDate;

/// How many of the sessions given are listed, the last ones: more do not fit.
const GIVEN_LISTED: usize = 6;

/// What goes into the cocktail, syringe by syringe.
pub fn cocktail(care: &Care) -> Markup {
    let words = words();
    let Some(cocktail) = &care.cocktail else {
        return part(key::SHEET_COCKTAIL, paragraph(words.say(key::SHEET_NO_COCKTAIL)));
    };
    let in_row = |id: &IngredientId| {
        let (known, answer) = care.ingredient(id)?;
        let amount = plain(amount(care, answer));
        let sure = plain(words.of("confidence", known.evidence.confidence.key()));
        Some(row(vec![ingredient(id), amount, sure]))
    };
    let syringes = cocktail.syringes.iter().map(|filled| {
        let rows = filled.ingredients.iter().filter_map(in_row).collect();
        body(Some(words.of("syringe", filled.syringe.as_str())), rows)
    });
    let columns = [key::SHEET_INGREDIENT, key::SHEET_AMOUNT, key::INGREDIENT_SURE];
    let title = words.say(key::SHEET_COCKTAIL);
    part(key::SHEET_COCKTAIL, table(title, &columns, syringes.collect()))
}

/// How much; of what the rules leave out or to the doctor they know no amount.
fn amount(care: &Care, answer: &Answer) -> String {
    let words = words();
    match care.place(answer) {
        Place::In | Place::Out | Place::NotSigned => words.of("tier", answer.tier.key()),
        Place::ChosenByDoctor => words.say(key::SHEET_CHOSEN),
        Place::InAgainstRules => {
            let reason = words.of("reason", answer.reason.as_str());
            words.fill(key::SHEET_AGAINST, &[("reason", &reason)])
        }
    }
}

/// What was left out, each with its reason; nothing where nothing was.
pub fn left_out(care: &Care) -> Option<Markup> {
    let words = words();
    let left_out = care.left_out().map(|answer| {
        let reason = match care.place(answer) {
            Place::NotSigned => words.say(key::SHEET_NOT_IN_SIGNED),
            Place::Out | Place::In | Place::ChosenByDoctor | Place::InAgainstRules => {
                words.of("reason", answer.reason.as_str())
            }
        };
        row(vec![ingredient(&answer.ingredient), plain(reason)])
    });
    let rows: Vec<_> = left_out.collect();
    let columns = [key::SHEET_INGREDIENT, key::SHEET_REASON];
    let title = words.say(key::SHEET_LEFT_OUT);
    (!rows.is_empty()).then(|| part(key::SHEET_LEFT_OUT, table(title, &columns, vec![body(None, rows)])))
}

/// An ingredient's plain name, and the medical one.
fn ingredient(id: &IngredientId) -> Markup {
    let id = id.as_str();
    let part = |part| words().part("ingredient", id, part);
    all(vec![
        text("b", "", part("name").unwrap_or_else(|| id.to_owned())),
        plain(" ".to_owned()),
        maybe(part("medical").map(|medical| text("span", "small", medical))),
    ])
}

/// Every blood value of the panel that was tested: the newest, and the one the rules use instead.
pub fn tests(care: &Care) -> Markup {
    let (words, patient) = (words(), &care.record.patient);
    let panel = &care.pack.content.labs;
    let readings = Readings::new(panel, &patient.results, patient.as_of);
    let mut rows = Vec::new();
    for analyte in &panel.analytes {
        let unusable = readings.unusable(&analyte.id);
        if let Some(newest) = readings.newest(&analyte.id)
            && let Some(usual) = analyte.usual(newest.value(), newest.unit())
        {
            let used = unusable.map_or_else(
                || words.say(key::SHEET_USED),
                |why| words.of("unusable", findings::unusable(why)),
            );
            let reading = Reading { analyte, usual, drawn: newest.drawn(), result: Some(newest) };
            rows.push(value_row(care, &reading, used));
        }
        if let Some(reading) = readings.usable(&analyte.id).filter(|_| unusable.is_some()) {
            let is_worked_out = reading.result.is_none();
            let used = if is_worked_out { key::SHEET_WORKED_OUT } else { key::SHEET_USED };
            rows.push(value_row(care, &reading, words.say(used)));
        }
    }
    let columns = [key::SHEET_TEST, key::SHEET_VALUE, key::SHEET_DAY, key::SHEET_USE];
    let title = words.say(key::TESTS_TITLE);
    let nothing = rows.is_empty().then(|| paragraph(words.say(key::SHEET_NO_TESTS)));
    part(key::TESTS_TITLE, nothing.unwrap_or_else(|| table(title, &columns, vec![body(None, rows)])))
}

fn value_row(care: &Care, reading: &Reading<'_>, used: String) -> Markup {
    let words = words();
    let told = reading.result.filter(|result| result.is_told()).map(|_| words.say(key::SHEET_TOLD));
    row(vec![
        plain(words.of("analyte", reading.analyte.id.as_str())),
        plain(findings::value(&ValueSeen::of(reading), care.pack)),
        day(reading.drawn),
        with_note(plain(used), told),
    ])
}

/// A day, which stays on one line of paper.
fn day(day: NaiveDate) -> Markup {
    text("span", "table__day", words().day_with_year(day))
}

fn with_note(said: Markup, note: Option<String>) -> Markup {
    all(vec![said, maybe(note.map(|note| plain([", ", &note].concat())))])
}

/// Sessions given, with what was injected.
pub fn given(care: &Care) -> Markup {
    let words = words();
    let earlier = care.record.given.len().saturating_sub(GIVEN_LISTED);
    let given = (1..).zip(&care.record.given).skip(earlier).map(|(number, given)| {
        let injected = injected(&given.injected);
        let injected = injected.unwrap_or_else(|| words.say(key::SESSION_NOT_RECORDED));
        let told = given.told.then(|| words.say(key::SHEET_TOLD));
        row(vec![plain(numbered(number)), with_note(day(given.day), told), plain(injected)])
    });
    let columns = [key::SHEET_SESSION, key::SHEET_DAY, key::SHEET_INJECTED];
    let title = words.say(key::SHEET_SESSIONS);
    let content = if care.record.given.is_empty() {
        paragraph(words.say(key::SHEET_NO_SESSIONS))
    } else {
        table(title, &columns, vec![body(None, given.collect())])
    };
    let earlier = i64::try_from(earlier).unwrap_or_default();
    let earlier = (earlier > 0).then(|| paragraph(words.count(key::SHEET_EARLIER, earlier)));
    part(key::SHEET_SESSIONS, all(vec![maybe(earlier), content]))
}

/// What was injected, batch by batch; nothing where that is not recorded.
fn injected(injected: &[Injected]) -> Option<String> {
    let words = words();
    let batches = injected.iter().map(|one| {
        let name = names(core::slice::from_ref(&one.ingredient)).concat();
        (one.batch.clone().unwrap_or_default(), name)
    });
    let said = grouped(batches.collect()).into_iter().map(|(batch, names)| {
        let names = words.list(&names);
        if batch.is_empty() {
            names
        } else {
            words.fill(key::SHEET_BATCH, &[("names", &names), ("batch", &batch)])
        }
    });
    let said: Vec<_> = said.collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Names by what they have in common, in the order in which they come.
pub fn grouped(names: Vec<(String, String)>) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (common, name) in names {
        match groups.iter_mut().find(|(known, _)| *known == common) {
            Some((_, names)) => names.push(name),
            None => groups.push((common, vec![name])),
        }
    }
    groups
}
