//! Why an ingredient is in or out for this patient: the reason, the facts, who has decided, and
//! whether it can change.

use crate::domain::formulation::evaluation::Finding;
use crate::domain::formulation::proposal::Answer;
use crate::domain::formulation::signed::Place;
use crate::web::care::Care;
use crate::web::components::parts::sentences;
use crate::web::content::words;
use crate::web::findings;
use crate::web::markup::{Markup, paragraph, text};
use crate::web::text::{Key, key};

/// The reason, by where the ingredient stands between the signature and the rules.
pub fn why(care: &Care, answer: &Answer) -> Vec<Markup> {
    let words = words();
    let reason = words.of("reason", answer.reason.as_str());
    let place = care.place(answer);
    let by_rules = match place {
        Place::In | Place::Out => None,
        Place::ChosenByDoctor => Some((key::INGREDIENT_CHOSEN, key::INGREDIENT_RULES_LEAVE)),
        Place::InAgainstRules => Some((key::INGREDIENT_SIGNED, key::INGREDIENT_RULES_NOW_OUT)),
        Place::NotSigned => Some((key::INGREDIENT_NOT_SIGNED, key::INGREDIENT_RULES_NOW_IN)),
    };
    let reasons = match (by_rules, &care.signed) {
        (Some((by_doctor, by_rules)), Some(signed)) => {
            let filling = [("doctor", &*signed.by), ("day", &words.day_with_year(signed.on))];
            vec![paragraph(words.fill(by_doctor, &filling)), rules(by_rules, &reason)]
        }
        _ => vec![paragraph(reason)],
    };
    let facts = sentences(findings::sentences(&care.because(answer), care.pack));
    reasons.into_iter().chain(facts).collect()
}

fn rules(by_rules: Key, reason: &str) -> Markup {
    paragraph([&words().say(by_rules), " ", reason].concat())
}

/// Whether what leaves an ingredient out can change, and who decides.
pub fn can_change(care: &Care, answer: &Answer) -> Vec<Markup> {
    let words = words();
    let doctor = [("doctor", &*care.pack.clinic().doctor)];
    let mut said = Vec::new();
    if answer.until_answered {
        said.push(text("p", "second", words.say(key::LEFT_OUT_UNTIL_ANSWERED)));
    }
    let how = answer.because.iter().map(weight).min_by_key(|(weight, _)| *weight);
    let how = how.map_or(key::CAN_CHANGE_RULES, |(_, how)| how);
    said.push(text("p", "second", words.fill(how, &doctor)));
    if answer.doctor_may_choose {
        said.push(text("p", "chip chip--info", words.fill(key::LEFT_OUT_DOCTOR, &doctor)));
    }
    said
}

/// What a fact says about whether an answer can change; of several the first counts.
fn weight(finding: &Finding) -> (u8, Key) {
    match finding {
        Finding::Wish(_) => (0, key::CAN_CHANGE_WISH),
        Finding::Allergy(_) => (1, key::CAN_CHANGE_ALLERGY),
        Finding::Condition(_) => (2, key::CAN_CHANGE_ILLNESS),
        Finding::Medicine(_) | Finding::Adjunct(_) => (3, key::CAN_CHANGE_MEDICINE),
        Finding::BloodTestIn(_) => (4, key::CAN_CHANGE_AFTER_TEST),
        Finding::Value(_) | Finding::Unusable(..) => (5, key::CAN_CHANGE_TEST),
        Finding::Fact(..) => (6, key::CAN_CHANGE_FACT),
        Finding::Open(_) => (7, key::CAN_CHANGE_ANSWER),
        Finding::Types(_)
        | Finding::Stage(_)
        | Finding::Sex(_)
        | Finding::Age(_)
        | Finding::TransplantDaysAgo(_) => (8, key::CAN_CHANGE_RULES),
    }
}
