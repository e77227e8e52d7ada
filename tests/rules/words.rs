//! Every reason, flag and answer that the clinic's rules can give, with the words a patient reads.
//!
//! A new code wants a row here, and a row a code. The rows have the first words of the sentences in
//! `text/en.json`.

use std::collections::{BTreeMap, BTreeSet};

use portal::domain::aftercare::activities::Permission;
use portal::domain::aftercare::guidance::Guidance;
use portal::domain::aftercare::triage::Level;
use serde_json::Value;

use crate::samples::file;
use crate::support::guidance;

/// A code, and how its sentence begins.
type Row = (&'static str, &'static str);

/// Why an ingredient is in or out.
#[rustfmt::skip]
const REASONS: [Row; 52] = [
    ("ALLERGY", "You have an allergy that rules this out."),
    ("ALLERGY_EXCIPIENT", "The liquid it comes in may contain something you are allergic"),
    ("ANTIHYPERTENSIVE", "You take medicine for blood pressure, and this can lower blood"),
    ("B12_HIGH", "Your vitamin B12 is already high. A doctor needs to find out"),
    ("B12_LOW", "Your blood test shows low vitamin B12."),
    ("BIOTIN_ASSAY_INTERFERENCE", "You have a blood test in the next 3 days, and this could make"),
    ("BLOOD_DONOR", "You give blood. Blood cannot be given while this is used, and"),
    ("CANCER_HISTORY", "Your record lists a cancer, now or in the past, so this is"),
    ("CARDIOVASCULAR", "Your heart, blood pressure or adrenal gland condition rules"),
    ("COLLAGEN_AND_ANTIOXIDANT", "It helps make collagen, the frame around the hair root, and"),
    ("CONCEPTION", "It is not used while you or your partner is pregnant or trying"),
    ("COPPER_DEFICIENCY", "You are low in copper, and this could lower it further."),
    ("DUPLICATE_GROWTH_FACTORS", "Your PRP or GFC treatment already gives you growth factors."),
    ("DUPLICATE_THERAPY", "You already take a medicine of this kind by mouth."),
    ("G6PD", "You have G6PD deficiency, and this could break down red blood"),
    ("GROWTH_FACTOR_DOCTOR_ONLY", "It is used only sometimes, and only if Dr. Ashwini chooses it"),
    ("HELPS_ROOTS", "Your hair roots use this to build hair."),
    ("INBORN_ERROR_AMINO_ACID", "You were born with a condition in which your body cannot"),
    ("INTERACTION_LEVODOPA", "You take levodopa, and this can make it work less well."),
    ("IRON_INDETERMINATE", "You have inflammation, which can hide low iron. One more iron"),
    ("IRON_LOW", "Your blood tests show that you are low in iron."),
    ("IRON_NOT_DEFICIENT", "Your blood tests do not show a lack of iron that needs this."),
    ("IRON_OVERLOAD", "Your record points to too much iron in your body, and this"),
    ("KIDNEY_STONES", "You have had kidney stones (oxalate stones), and this could"),
    ("LAB_BIOTIN_INTERFERENCE", "The blood test that decides this was taken too soon after"),
    ("LAB_CONFLICT", "The blood tests that decide this do not agree with each other."),
    ("LAB_IMPLAUSIBLE", "The blood test that decides this shows a number that cannot be"),
    ("LAB_MISSING", "The blood test that decides this is not there yet."),
    ("LAB_STALE", "The blood test that decides this is too old."),
    ("LEBER", "You have Leber's eye disease (optic neuropathy), and this"),
    ("LIVER", "You have severe liver disease, and your liver has to clear"),
    ("LOWERS_DHT", "It is meant to lower DHT in your scalp. DHT is a hormone that"),
    ("MOOD", "Your record mentions low mood or depression. Medicines like"),
    ("NEUROPATHY", "You have a nerve problem (neuropathy), and this could make it"),
    ("NOT_INDICATED_FOR_TYPE", "It is not usually used for your type or stage of hair loss."),
    ("OFF_LABEL_WOMAN", "No medicine of this kind is licensed for women."),
    ("ONE_5ARI_ONLY", "Only one DHT blocker is used at a time, and your plan names"),
    ("ORGAN_IMPAIRMENT", "Your liver or kidneys may not be able to handle this."),
    ("PREFERENCE_NON_HORMONAL", "You asked for the non-hormonal plan, which leaves out"),
    ("PROSTATE_BREAST", "Your record mentions a prostate or breast condition, and this"),
    ("RENAL", "Your kidneys may not be able to clear this."),
    ("RETINOPATHY", "You have an eye disease with new vessels (proliferative"),
    ("SALICYLATE", "You are allergic to aspirin or salicylates, and this may"),
    ("SEXUAL_DYSFUNCTION", "Your record mentions a sexual problem, and medicines like this"),
    ("STAGE_NOT_EARLY", "This is for early pattern hair loss. Your stage is later than"),
    ("STRENGTHENS_SHAFT", "It strengthens the hair shaft and improves the skin around the"),
    ("TRYING_TO_CONCEIVE", "It is not used while you are trying to become pregnant."),
    ("WIDENS_VESSELS", "It widens blood vessels in your scalp, so more blood reaches"),
    ("WOMAN_CHILDBEARING", "It is not used in women before the menopause, because it could"),
    ("ZINC_FOR_DHT", "Hair roots use it. It also lowers DHT a little, a hormone"),
    ("ZINC_HIGH", "Your blood test shows that your zinc is already high."),
    ("ZINC_LOW", "Your blood test shows that your zinc is low."),
];

/// Why the plan as a whole goes as far as it does, in the order of the ladder.
#[rustfmt::skip]
const OF_THE_PLAN: [Row; 22] = [
    ("SCARRING_CONTRAINDICATED", "Your hair loss leaves scars, and needles could make it worse."),
    ("AA_OTHER_TREATMENT", "You have patchy hair loss (alopecia areata), which comes from"),
    ("ANAGEN_EFFLUVIUM", "Your hair is falling because of chemotherapy or something"),
    ("ANDROGEN_EXCESS_URGENT", "One of your hormone results (testosterone or DHEA-S) is very"),
    ("SEVERE_ANAEMIA", "Your blood is very low in haemoglobin, which carries oxygen."),
    ("PREGNANT", "You are pregnant. We found no studies of these injections in"),
    ("BREASTFEEDING", "You are breastfeeding. We found no studies of these injections"),
    ("SCALP_INFECTION", "Your scalp has an infection, and needles could spread it."),
    ("FEVER", "You have a fever. Your body needs to get well first."),
    ("TRANSPLANT_TOO_RECENT", "Your hair transplant was less than 28 days ago, or its day is"),
    ("UNDER_18", "You are under 18, and this plan is made for adults."),
    ("TYPE_NOT_LISTED", "Your type of hair loss is not recorded, or is not one this"),
    ("STAGE_NOT_EARLY", "This is for early pattern hair loss. Your stage is later than"),
    ("THYROID_UNCONTROLLED", "Your thyroid test (TSH) is far outside the usual range."),
    ("DIABETES_UNCONTROLLED", "Your long-term blood sugar (HbA1c) is high. Skin can then heal"),
    ("IMMUNOSUPPRESSED", "Your body's defence against germs is weak, so needles carry a"),
    ("BLEEDING_DISORDER", "You bleed more easily than others, and this treatment makes"),
    ("ACTIVE_CANCER", "Your record lists a cancer that is active or recent."),
    ("NO_DOCUMENTED_DEFICIENCY", "Your blood tests show no low iron, zinc or B vitamins. So lack"),
    ("LABS_INCOMPLETE", "Some blood tests are missing, too old, or cannot be used."),
    ("FACTS_INCOMPLETE", "Some answers are missing in your record."),
    ("OK", "The main blood tests are there, and nothing in your record"),
];

/// What to know and to do.
#[rustfmt::skip]
const FLAGS: [Row; 30] = [
    ("INFLAMMATION", "A blood test (CRP) shows inflammation. Ask Dr. Ashwini about"),
    ("ANAEMIA", "Your haemoglobin is low (anaemia). See a doctor about the"),
    ("VITAMIN_D_LOW_ORAL", "Your vitamin D is low, and the cocktail contains none. Ask Dr."),
    ("B12_DEFICIENT_SYSTEMIC_TREATMENT", "Your vitamin B12 is low. Scalp injections alone are not"),
    ("B12_INDETERMINATE", "Your vitamin B12 is neither clearly low nor clearly fine. Ask"),
    ("B12_HIGH_REVIEW", "Your vitamin B12 is high. Ask a doctor to find out why, and"),
    ("ZINC_LOW", "Your zinc is low. Ask Dr. Ashwini how to treat it, and test"),
    ("FOLATE_LOW", "Your folate is low, and the cocktail contains none. Ask a"),
    ("THYROID_REVIEW", "Your thyroid test (TSH) is outside the usual range. Ask a"),
    ("FERRITIN_BORDERLINE", "Your iron store (ferritin) is borderline. Ask Dr. Ashwini when"),
    ("FERRITIN_UNRELIABLE_INFLAMMATION", "Inflammation makes your iron store (ferritin) hard to read."),
    ("IRON_OVERLOAD_REFER", "Your record points to too much iron in your body. See a doctor"),
    ("FERRITIN_HIGH_REVIEW", "Your iron store (ferritin) is high. Ask a doctor about the"),
    ("LAB_CONFLICT_IRON", "Your iron tests do not agree with each other. Ask for ferritin"),
    ("IRON_STAINING_CONSENT", "Iron can leave a brown stain in the skin that does not go"),
    ("ORAL_IRON_REVIEW", "Ask a doctor about iron by mouth or drip too. We found no"),
    ("SEPARATE_SYRINGE_IRON", "Iron has its own syringe and is given last. Ask to see it if"),
    ("SEPARATE_SYRINGE_VITC", "Vitamin C has its own syringe, because it can spoil other"),
    ("BIOTIN_TELL_LAB", "Tell the laboratory about biotin: wait 72 hours after a"),
    ("MINOXIDIL_BP_CHECK", "Your blood pressure is measured before and after each session"),
    ("TOPICAL_MINOXIDIL_PAUSE", "Do not use your minoxidil lotion on the day of a session."),
    ("FIVE_ARI_CONSENT", "Read and sign the consent for DHT blockers first. Tell us"),
    ("NO_BLOOD_DONATION_6M", "Do not give blood while you have dutasteride, and for 6 months"),
    ("PSA_BASELINE", "Have your prostate value (PSA) tested before you start. Tell"),
    ("ANTICOAGULANT", "Keep taking your blood thinner, and never stop it on your own."),
    ("MULTIMODALITY", "These injections are one part of the care for pattern hair"),
    ("PREGNANCY_CHECK_EACH_SESSION", "Tell us before each session if you may be pregnant or your"),
    ("ZINC_5AR_NOTE", "Zinc is not a hormone, but it lowers DHT a little. Tell Dr."),
    ("NO_PRILOCAINE_CREAM", "Have no numbing cream with prilocaine, because of your G6PD"),
    ("NO_AMIDE_NUMBING_CREAM", "Have no numbing cream with lidocaine, prilocaine or similar"),
];

/// How a sentence begins that asks the patient to do something.
const ACTIONS: [&str; 8] = ["Ask", "Do not", "Have", "Keep", "Read", "Remind", "See", "Tell"];

/// The words, by their key.
fn words() -> BTreeMap<String, String> {
    serde_json::from_value(file("../text/en.json")["words"].clone()).unwrap()
}

/// The codes under a member of every rule of a list, each once.
fn codes<'a>(rules: impl Iterator<Item = &'a Value>, member: &str) -> BTreeSet<String> {
    rules.map(|rule| rule[member].as_str().unwrap().to_owned()).collect()
}

fn rules<'a>(formulary: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    formulary[list].as_array().unwrap().iter()
}

#[track_caller]
fn check(rows: &[Row], given: &BTreeSet<String>, group: &str) {
    let listed: BTreeSet<_> = rows.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(listed, *given, "{group}: the rows, and what the rules can give");
    assert_eq!(listed.len(), rows.len(), "{group}: a code has two rows");
    let words = words();
    for (code, begins) in rows {
        let sentence = words.get(&format!("{group}.{code}")).unwrap_or_else(|| panic!("{code} has no words"));
        assert!(sentence.starts_with(begins), "{code}: “{sentence}” does not begin with “{begins}”");
        assert!(begins.split_whitespace().count() > 2, "{code}: “{begins}” is too little");
    }
}

#[test]
fn every_reason_of_an_ingredient_has_its_words() {
    let formulary = file("../formulary.json");
    let of_all = rules(&formulary, "ingredients").flat_map(|ingredient| rules(ingredient, "rules"));
    check(&REASONS, &codes(of_all, "reason"), "reason");
}

#[test]
fn every_reason_of_the_plan_has_its_words_and_a_next_step() {
    check(&OF_THE_PLAN, &codes(rules(&file("../formulary.json"), "status"), "reason"), "reason");
    let words = words();
    let without: Vec<_> =
        OF_THE_PLAN.iter().filter(|(code, _)| !words.contains_key(&format!("reason.{code}.next"))).collect();
    assert_eq!(without, [] as [&Row; 0]);
}

#[test]
fn every_flag_has_its_words() {
    check(&FLAGS, &codes(rules(&file("../formulary.json"), "flags"), "flag"), "flag");
}

#[test]
fn there_are_no_words_for_a_reason_or_a_flag_that_no_rule_gives() {
    let reasons = REASONS.iter().chain(&OF_THE_PLAN).map(|(code, _)| format!("reason.{code}"));
    let flags = FLAGS.iter().map(|(code, _)| format!("flag.{code}"));
    let listed: BTreeSet<_> = reasons.chain(flags).collect();
    let words = words();
    let is_of_a_code = |key: &&String| key.starts_with("reason.") || key.starts_with("flag.");
    let left = words.keys().filter(is_of_a_code).filter(|key| {
        !listed.contains(key.as_str()) && !listed.contains(key.strip_suffix(".next").unwrap_or(key))
    });
    assert_eq!(left.collect::<Vec<_>>(), [] as [&String; 0]);
}

/// A warning that asks for nothing only frightens.
#[test]
fn every_flag_says_what_to_do() {
    let words = words();
    for (code, _) in FLAGS {
        let text = words[&format!("flag.{code}")].replace(", so ", ". ");
        let acts = text.split(". ").any(|sentence| {
            ACTIONS.iter().any(|action| {
                let begins =
                    sentence.get(..action.len()).is_some_and(|word| word.eq_ignore_ascii_case(action));
                begins && sentence[action.len()..].starts_with(' ')
            })
        });
        assert!(acts, "{code}: “{text}”");
    }
}

/// The groups of what is answered after a session.
const ANSWERS: [&str; 8] =
    ["triage.", "symptom.", "symptom_group.", "say.", "helpline.", "activity.", "permission.", "precheck."];

#[test]
fn no_word_of_an_answer_is_left_without_one() {
    let Guidance { triage, activities, precheck } = guidance();
    let levels = Level::ALL.iter();
    let mut asked: BTreeSet<String> =
        levels.flat_map(|level| ["", ".do"].map(|part| format!("triage.{}{part}", level.key()))).collect();
    for symptom in &triage.symptoms {
        asked.extend([format!("symptom.{}", symptom.id), format!("symptom_group.{}", symptom.group)]);
    }
    asked.extend(activities.activities.iter().map(|activity| format!("activity.{}", activity.id)));
    let cases = activities.activities.iter().flat_map(|activity| &activity.cases);
    let notes = cases.flat_map(|case| &case.stretches).flat_map(|stretch| &stretch.notes);
    let said = triage.rules.iter().flat_map(|rule| &rule.say).chain(notes);
    asked.extend(said.map(|say| format!("say.{}", say.id)));
    asked.extend(triage.helplines.iter().map(|helpline| format!("helpline.{}", helpline.id)));
    let said = Permission::ALL.iter();
    asked.extend(said.flat_map(|say| ["", ".title"].map(|part| format!("permission.{}{part}", say.key()))));
    for question in &precheck.questions {
        asked.insert(format!("precheck.{}", question.id));
        for choice in &question.options {
            asked.insert(format!("precheck.option.{}", choice.id));
            if choice.says() {
                asked.insert(format!("precheck.{}.{}", question.id, choice.id));
            }
        }
    }
    let words = words().into_keys();
    let given: BTreeSet<_> = words.filter(|key| ANSWERS.iter().any(|group| key.starts_with(group))).collect();
    assert_eq!(given, asked);
}

/// Plain words in short sentences, without alarm: somebody reads them who is frightened.
#[test]
fn an_answer_is_said_in_short_sentences() {
    for (key, text) in words().iter().filter(|(key, _)| ANSWERS.iter().any(|group| key.starts_with(group))) {
        assert!(!text.contains('!') && !text.contains("should"), "{key}: “{text}”");
        for sentence in text.split(['.', ':']) {
            assert!(sentence.split_whitespace().count() <= 20, "{key}: “{sentence}”");
        }
    }
}
