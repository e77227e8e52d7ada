//! Each way of breaking the content is found, with its place.

mod answered;
mod asked;
mod booked;
mod recorded;
mod weeks;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::check;
use crate::pack::FILES;

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/clinic")
}

/// A copy of the shipped content that is removed again.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("portal-check-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("text")).unwrap();
        for file in FILES {
            let file = format!("{file}.json");
            fs::copy(shipped().join(&file), folder.join(&file)).unwrap();
        }
        Self(folder)
    }

    fn edit(&self, file: &str, change: impl FnOnce(&mut Value)) {
        let path = self.0.join(file);
        let mut value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        change(&mut value);
        fs::write(path, value.to_string()).unwrap();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn broken(file: &str, change: impl FnOnce(&mut Value), expected: &str) {
    let name = expected.chars().filter(char::is_ascii_alphanumeric).take(60).collect::<String>();
    let copy = Copy::new(&name);
    copy.edit(file, change);
    let faults: Vec<_> = check(&copy.0).unwrap().iter().map(ToString::to_string).collect();
    assert!(faults.iter().any(|fault| fault.starts_with(expected)), "{expected}\nfound: {faults:#?}");
}

/// The entry of a list with that id.
fn entry<'a>(list: &'a mut Value, id: &str) -> &'a mut Value {
    let entries = list.as_array_mut().unwrap();
    entries.iter_mut().find(|entry| entry["id"] == id || entry["phase"] == id).unwrap()
}

fn zinc(formulary: &mut Value) -> &mut Vec<Value> {
    entry(&mut formulary["ingredients"], "zinc")["rules"].as_array_mut().unwrap()
}

#[test]
fn the_shipped_content_has_no_fault() {
    let faults: Vec<_> = check(&shipped()).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(faults, [] as [&str; 0]);
}

#[test]
fn a_break_of_the_schema_is_named_with_its_place() {
    broken(
        "formulary.json",
        |file| zinc(file)[0]["then"] = json!("maybe"),
        "formulary.json: ingredients[8] (zinc).rules[0] (ZINC_HIGH).then: unknown variant `maybe`",
    );
    broken(
        "formulary.json",
        |file| zinc(file)[0]["wenn"] = json!("maybe"),
        "formulary.json: ingredients[8] (zinc).rules[0] (ZINC_HIGH).wenn: unknown field `wenn`",
    );
    broken(
        "labs.json",
        |file| file["analytes"][0]["accept"]["from"] = json!("one"),
        "labs.json: analytes[0] (ferritin).accept.from: `one` is not a decimal number",
    );
    let copy = Copy::new("missing-and-torn");
    fs::remove_file(copy.0.join("protocol.json")).unwrap();
    fs::write(copy.0.join("clinic.json"), "{\"about\": ").unwrap();
    let faults: Vec<_> = check(&copy.0).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(faults[1], "protocol.json: the file: is missing");
    assert!(faults[0].starts_with("clinic.json: about: EOF while parsing"), "{faults:?}");
}

#[test]
fn an_unknown_id_or_code_is_named() {
    broken(
        "formulary.json",
        |file| zinc(file)[1]["when"] = json!({"condition": ["copper_deficit"]}),
        "formulary.json: ingredient zinc, rule COPPER_DEFICIENCY: unknown condition `copper_deficit`",
    );
    broken(
        "formulary.json",
        |file| zinc(file)[0]["when"]["value"]["analyte"] = json!("zink"),
        "formulary.json: ingredient zinc, rule ZINC_HIGH: unknown analyte `zink`",
    );
    broken(
        "formulary.json",
        |file| zinc(file)[0]["when"]["value"]["unit"] = json!("umol/L"),
        "formulary.json: ingredient zinc, rule ZINC_HIGH: bounds on zinc are written in ug/dL",
    );
    broken(
        "formulary.json",
        |file| entry(&mut file["ingredients"], "zinc")["syringe"] = json!("G10"),
        "formulary.json: ingredient zinc: unknown syringe `G10`",
    );
    broken(
        "labs.json",
        |file| file["analytes"][0]["loinc"][0] = json!("2276-5"),
        "labs.json: analyte ferritin: `2276-5` is no LOINC code",
    );
    broken(
        "aftercare.json",
        |file| file["notes"][2]["if_given"] = json!(["minoxidill"]),
        "aftercare.json: note more_shedding_minoxidil: unknown ingredient `minoxidill`",
    );
    broken(
        "facts.json",
        |file| drop(file["systems"].as_object_mut().unwrap().remove("ucum")),
        "facts.json: systems: `ucum` is missing",
    );
    broken(
        "facts.json",
        |file| file["allergies"][0]["codes"] = json!([{"system": "icd99", "code": "x"}]),
        "facts.json: allergies thiamine: unknown code system `icd99`",
    );
    broken(
        "formulary.json",
        |file| file["terms"][1]["when"] = json!({"term": "early_aga"}),
        "formulary.json: term aga: unknown term `early_aga`",
    );
    broken(
        "formulary.json",
        |file| zinc(file)[0]["source"] = json!("S999"),
        "formulary.json: ingredients[8] (zinc).rules[0].source: unknown source `S999`",
    );
}

#[test]
fn an_ingredient_without_a_final_reason_is_named() {
    broken(
        "formulary.json",
        |file| drop(zinc(file).pop()),
        "formulary.json: ingredient zinc: has no final reason",
    );
}

#[test]
fn a_rule_that_can_never_speak_is_named() {
    broken(
        "formulary.json",
        |file| {
            let last = zinc(file).last().unwrap().clone();
            zinc(file).insert(0, last);
        },
        "formulary.json: ingredient zinc, rule 2 (ZINC_HIGH): never speaks: a rule without a condition",
    );
    broken(
        "formulary.json",
        |file| {
            let first = zinc(file)[0].clone();
            zinc(file).insert(2, first);
        },
        "formulary.json: ingredient zinc, rule 3 (ZINC_HIGH): never speaks: it has the condition of ZINC_HIGH",
    );
}

#[test]
fn intervals_that_overlap_or_gap_are_named() {
    let loading = |file: &mut Value, at: usize, key: &str, days: u32| {
        entry(&mut file["lateness"], "loading")["bands"][at][key] = json!(days);
    };
    broken(
        "protocol.json",
        |file| loading(file, 2, "from", 24),
        "protocol.json: lateness loading, CONTINUE_ADD_1: days 22 to 23 are left out before it",
    );
    broken(
        "protocol.json",
        |file| loading(file, 2, "from", 20),
        "protocol.json: lateness loading, CONTINUE_ADD_1: overlaps the band before it from day 20 on",
    );
    broken(
        "protocol.json",
        |file| loading(file, 4, "to", 900),
        "protocol.json: lateness loading: has no last band without an end",
    );
    broken(
        "protocol.json",
        |file| file["lateness"][1]["bands"][1]["verdict"] = json!("CONTINUE_ADD_1"),
        "protocol.json: lateness maintenance_1: has no `CONTINUE`: what is late is told by it",
    );
    broken(
        "preparation.json",
        |file| file["stages"][1]["from"] = json!({"before": {"hours": 24}}),
        "preparation.json: stage day_before: does not begin after the one before it",
    );
    broken(
        "preparation.json",
        |file| file["stages"][2]["do"] = json!([]),
        "preparation.json: stage day_before: has nothing to do",
    );
    broken(
        "aftercare.json",
        |file| file["bands"][3]["from"] = json!({"hours": 13}),
        "aftercare.json: band first_night: minutes 720 to 780 are left out before it",
    );
    broken(
        "aftercare.json",
        |file| file["bands"][3]["from"] = json!({"hours": 11}),
        "aftercare.json: band first_night: overlaps the band before it from minute 660 on",
    );
    broken(
        "aftercare.json",
        |file| drop(file["bands"].as_array_mut().unwrap().pop()),
        "aftercare.json: bands: the last band ends at minute 10080, aftercare at minute 120960",
    );
}

#[test]
fn cut_offs_that_do_not_rise_or_never_end_are_named() {
    fn bands(file: &mut Value) -> &mut Value {
        &mut entry(&mut file["analytes"], "ferritin")["bands"]
    }
    broken(
        "labs.json",
        |file| bands(file)[1]["steps"][1]["below"] = json!("15"),
        "labs.json: analyte ferritin, bands[1]: the ends do not rise (F)",
    );
    broken(
        "labs.json",
        |file| bands(file)[1]["steps"][3]["up_to"] = json!({"F": "200", "M": "70"}),
        "labs.json: analyte ferritin, bands[1]: the ends do not rise (M)",
    );
    broken(
        "labs.json",
        |file| drop(bands(file)[0]["steps"].as_array_mut().unwrap().pop()),
        "labs.json: analyte ferritin, bands[0]: has no last step without an end",
    );
    broken(
        "labs.json",
        |file| bands(file)[0]["steps"] = json!([]),
        "labs.json: analyte ferritin, bands[0]: has no last step without an end",
    );
    broken(
        "labs.json",
        |file| drop(bands(file)[0]["steps"][0].as_object_mut().unwrap().remove("below")),
        "labs.json: analyte ferritin, bands[0]: `deficient` has no end and is not the last",
    );
    broken(
        "labs.json",
        |file| bands(file)[0]["steps"][0]["up_to"] = json!("60"),
        "labs.json: analyte ferritin, bands[0]: `deficient` has two ends",
    );
    broken(
        "labs.json",
        |file| bands(file).as_array_mut().unwrap().swap(0, 1),
        "labs.json: analyte ferritin, bands[1]: never speaks: a set without a condition",
    );
    broken(
        "labs.json",
        |file| bands(file)[0]["when"] = json!({"term": "inflamed"}),
        "labs.json: analyte ferritin, bands[0]: unknown term `inflamed`",
    );
    broken(
        "labs.json",
        |file| bands(file)[0]["steps"][2]["aim"] = json!(false),
        "labs.json: analyte ferritin, bands[0]: has no step in which a number is well",
    );
    broken(
        "labs.json",
        |file| bands(file)[0]["source"] = json!("S999"),
        "labs.json: analytes[0] (ferritin).bands[0].source: unknown source `S999`",
    );
    broken(
        "labs.json",
        |file| bands(file)[0]["steps"][0]["is"] = json!("lowish"),
        "text/en.json: level.lowish: a text is missing",
    );
}

#[test]
fn a_slip_to_a_foreign_unit_is_named() {
    fn slip(file: &mut Value) -> &mut Value {
        &mut entry(&mut file["analytes"], "zinc")["slips"][0]
    }
    broken(
        "labs.json",
        |file| slip(file)["unit"] = json!("g/L"),
        "labs.json: analyte zinc, slips[0]: `g/L` is none of its other units",
    );
    broken(
        "labs.json",
        |file| slip(file)["to"] = json!("5"),
        "labs.json: analyte zinc, slips[0]: ends before it begins",
    );
}

#[test]
fn a_missing_text_is_named() {
    broken(
        "text/en.json",
        |file| drop(file["words"].as_object_mut().unwrap().remove("ingredient.zinc.name")),
        "text/en.json: ingredient.zinc.name: a text is missing",
    );
    broken(
        "text/en.json",
        |file| file["words"]["flag.ANAEMIA"] = json!(" "),
        "text/en.json: flag.ANAEMIA: the text is empty",
    );
    broken(
        "text/en.json",
        |file| drop(file["words"].as_object_mut().unwrap().remove("prepare.no_alcohol")),
        "text/en.json: prepare.no_alcohol: a text is missing",
    );
}

#[test]
fn a_number_without_source_or_confidence_is_named() {
    broken(
        "protocol.json",
        |file| drop(file["lab_retest_day"].as_object_mut().unwrap().remove("source")),
        "protocol.json: lab_retest_day: missing field `source`",
    );
    broken(
        "aftercare.json",
        |file| drop(file["avoid"][6].as_object_mut().unwrap().remove("confidence")),
        "aftercare.json: avoid[6] (wash): missing field `confidence`",
    );
    broken(
        "labs.json",
        |file| file["analytes"][0]["source"] = json!(""),
        "labs.json: analytes[0] (ferritin).source: no source",
    );
}

#[test]
fn a_syringe_never_holds_what_must_not_meet() {
    broken(
        "formulary.json",
        |file| entry(&mut file["ingredients"], "vit_c")["syringe"] = json!("G2"),
        "formulary.json: syringe G2: holds b12_cobalamin and vit_c, which never share one",
    );
}
