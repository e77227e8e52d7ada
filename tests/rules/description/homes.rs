//! Statement → home. `L1` to `L21` are the lines of CLINICAL.md 0.2, which says how each is worded.

use super::kept;
use portal::domain::content::Content;
use serde_json::{Value, json};

/// Where a statement lives.
pub enum Home {
    /// A text of `en.json`, and what in it says so.
    Word(&'static str, &'static [&'static str]),
    /// A place of a content file, and what stands there.
    Number(&'static str, &'static str, Value),
    /// A rule that keeps it; fails where it does not.
    Rule(fn(&Content)),
}
use Home::{Number, Rule, Word};

/// A statement, word for word, the line of CLINICAL.md 0.2 it belongs to, and its homes.
pub type Row = (&'static str, &'static str, Vec<Home>);

/// Every statement, in the order of the description.
pub fn table() -> Vec<Row> {
    [what_it_is(), what_it_contains(), medicines(), who_benefits(), procedure(), protocol()]
        .into_iter()
        .flatten()
        .collect()
}

/// The helper vitamins whose roles the description tells in one sentence.
const DOES_OF_B: &[&str] = &["helper vitamin", "divide", "keratin"];

fn what_it_is() -> Vec<Row> {
    vec![
        ("What is Mesotherapy for Hair Loss?", "L1", vec![Word("ui.treatment.title", &["What it is"])]),
        (
            "Mesotherapy is a minimally invasive treatment that delivers therapeutic substances directly into the mesoderm (middle layer) of the scalp skin — at precisely the depth where hair follicles are located.",
            "L1",
            vec![
                Word("ui.treatment.lead", &["tiny injections", "middle layer", "mesoderm", "follicles"]),
                Word("ui.treatment.middle", &["Middle layer", "hair roots"]),
                Word("ui.treatment.skin_label", &["beside the hair roots"]),
            ],
        ),
        (
            "The treatment bypasses the scalp skin barrier that limits the penetration of topical treatments, delivering nutrients and bioactive compounds directly where they are needed most.",
            "L1",
            vec![
                Word(
                    "ui.treatment.skin_text",
                    &["keeps much of any lotion out", "past that barrier", "hair roots"],
                ),
                Word("ui.treatment.outer", &["barrier"]),
            ],
        ),
        (
            "For hair loss, mesotherapy cocktails typically include a combination of: vitamins (biotin, B-complex, vitamin C), minerals (zinc, iron, silicon), amino acids (the building blocks of keratin), DHT-blocking agents (dutasteride, finasteride in topical form), vasodilators (minoxidil), and sometimes growth factors.",
            "L2",
            vec![
                Rule(kept::the_formulary_holds_what_is_named_and_nothing_else),
                Word("ui.treatment.contents_some", &["Growth factors are used only sometimes"]),
                Rule(kept::growth_factors_are_never_in_by_a_rule),
            ],
        ),
        (
            "This multi-ingredient approach addresses multiple contributors to hair loss simultaneously.",
            "L2",
            vec![Word("ui.treatment.contents_text", &["several ingredients", "several causes at once"])],
        ),
        (
            "At Sapphire Roots, Dr. Ashwini customises mesotherapy cocktails to each patient's specific hair loss type and deficiencies — informed by their blood test results and clinical assessment.",
            "L3",
            vec![
                Number("clinic", "/name", json!("Sapphire Roots")),
                Number("clinic", "/doctor", json!("Dr. Ashwini")),
                Word(
                    "ui.treatment.contents_text",
                    &["{doctor} fits it", "type of hair loss", "blood tests", "she sees"],
                ),
                Word("status.proposed.text", &["your record", "blood tests", "Dr. Ashwini decides"]),
                Rule(kept::the_type_and_a_blood_test_change_the_cocktail),
            ],
        ),
    ]
}

fn what_it_contains() -> Vec<Row> {
    vec![
        ("What Mesotherapy Cocktails Contain", "L4", vec![Word("ui.treatment.contents", &["in it"])]),
        (
            "- B-vitamins (B1, B2, B3, B5, B6, B12, Biotin): Essential cofactors for keratin synthesis and cell division in rapidly proliferating follicle cells.",
            "L4",
            vec![
                Word("ingredient.b1_thiamine.does", DOES_OF_B),
                Word("ingredient.b2_riboflavin.does", DOES_OF_B),
                Word("ingredient.b3_niacinamide.does", DOES_OF_B),
                Word("ingredient.b5_dexpanthenol.does", DOES_OF_B),
                Word("ingredient.b6_pyridoxine.does", DOES_OF_B),
                Word("ingredient.b12_cobalamin.does", DOES_OF_B),
                Word("ingredient.b7_biotin.does", &["helper vitamin", "keratin"]),
            ],
        ),
        (
            "Biotin (B7) is particularly important for hair structural integrity.",
            "L4",
            vec![Word("ingredient.b7_biotin.does", &["how firmly the hair is built"])],
        ),
        (
            "- Vitamin C: Required for collagen synthesis, which forms the structural scaffold of the hair follicle.",
            "L4",
            vec![
                Word("ingredient.vit_c.does", &["collagen", "frame around the hair root"]),
                Word("reason.COLLAGEN_AND_ANTIOXIDANT", &["collagen", "frame around the hair root"]),
            ],
        ),
        (
            "Also a powerful antioxidant that protects follicle cells from oxidative stress.",
            "L4",
            vec![Word("ingredient.vit_c.does", &["protects root cells", "antioxidant"])],
        ),
        (
            "- Zinc: Critical for DNA replication and protein synthesis in follicle cells.",
            "L4",
            vec![Word("ingredient.zinc.does", &["root cells copy themselves", "build protein"])],
        ),
        (
            "Also inhibits 5-alpha reductase activity, partially reducing DHT formation.",
            "L5",
            vec![
                Word("ingredient.zinc.does", &["lowers DHT a little"]),
                Word("reason.ZINC_FOR_DHT", &["lowers DHT a little"]),
                Word("flag.ZINC_5AR_NOTE", &["not a hormone", "lowers DHT a little"]),
                Rule(kept::zinc_is_given_for_dht_in_pattern_loss_and_noted_for_who_wants_no_hormones),
            ],
        ),
        (
            "- Silicon (Silanol): Strengthens the hair shaft and improves scalp skin quality, supporting the follicle environment.",
            "L4",
            vec![
                Word("ingredient.silicon.medical", &["silanol"]),
                Word(
                    "ingredient.silicon.does",
                    &["Strengthens the hair shaft", "improves the skin around the root"],
                ),
            ],
        ),
        (
            "- Amino acids (Cysteine, Lysine, Methionine): The direct building blocks of keratin — supplementing the amino acid pool available for hair protein synthesis.",
            "L4",
            vec![
                Word("ingredient.aa_cysteine.does", &["building block of hair protein (keratin)"]),
                Word("ingredient.aa_lysine.does", &["building block of hair protein (keratin)"]),
                Word("ingredient.aa_methionine.does", &["building block of hair protein (keratin)"]),
            ],
        ),
    ]
}

fn medicines() -> Vec<Row> {
    vec![
        (
            "- Minoxidil (topical in mesotherapy form): Directly vasodilates scalp blood vessels, improving perfusion to follicles — more targeted than topical minoxidil which must penetrate the skin barrier.",
            "L6",
            vec![
                Word(
                    "ingredient.minoxidil.does",
                    &[
                        "Widens blood vessels",
                        "more blood reaches the roots",
                        "does not have to pass through the skin",
                    ],
                ),
                Word(
                    "ingredient.minoxidil.caution",
                    &["Some reaches the blood", "lotion from a bottle is never injected"],
                ),
                Word(
                    "ui.treatment.contents_minoxidil",
                    &["does not have to pass through the skin", "reaches the blood"],
                ),
            ],
        ),
        (
            "- Dutasteride / Finasteride (in some cocktails): Anti-androgens delivered directly to the scalp to locally reduce DHT activity with minimal systemic absorption.",
            "L7",
            vec![
                Word(
                    "ingredient.dutasteride.does",
                    &["Lowers the hormone DHT in the scalp", "meant to act there", "some may be absorbed"],
                ),
                Word(
                    "ingredient.finasteride.does",
                    &["Lowers the hormone DHT in the scalp", "meant to act there", "some may be absorbed"],
                ),
                Word(
                    "ui.treatment.contents_some",
                    &["some cocktails only", "meant to act in the scalp", "some may be absorbed"],
                ),
                Rule(kept::dht_blockers_are_for_men_with_early_pattern_loss_one_at_a_time),
            ],
        ),
    ]
}

fn who_benefits() -> Vec<Row> {
    vec![
        (
            "Who Benefits from Mesotherapy?",
            "L8",
            vec![Word("ui.treatment.who", &["Who"]), Rule(kept::any_other_type_asks_the_doctor_or_stops)],
        ),
        (
            "- Early androgenetic alopecia — as part of a multi-modality treatment plan",
            "L9",
            vec![
                Word("benefit.early_pattern.name", &["Early pattern hair loss"]),
                Word("benefit.early_pattern.about", &["one part of a wider plan", "androgenetic alopecia"]),
                Number("formulary", "/benefits/0/when", json!({"term": "early_aga"})),
                Word("flag.MULTIMODALITY", &["one part of the care"]),
                Rule(kept::pattern_loss_is_early_and_never_alone),
            ],
        ),
        (
            "- Telogen effluvium — nutritional support for recovering follicles",
            "L10",
            vec![
                Word("benefit.shedding.about", &["feed the roots", "recover", "telogen effluvium"]),
                Number("formulary", "/benefits/1/when", json!({"type": ["te_acute", "te_chronic"]})),
                Rule(kept::shedding_gets_nutrients_only),
            ],
        ),
        (
            "- Patients with documented nutritional deficiencies (iron, zinc, B-vitamins) contributing to hair loss",
            "L11",
            vec![
                Word("benefit.low_nutrients.name", &["iron, zinc or B vitamins"]),
                Word("benefit.low_nutrients.about", &["Shown by blood tests", "adds to the hair loss"]),
                Number("formulary", "/benefits/2/when", json!({"term": "low_result"})),
                Rule(kept::a_deficiency_has_to_be_documented),
            ],
        ),
        (
            "- Post-transplant recovery — supporting graft nutrition and native follicle stimulation",
            "L12",
            vec![
                Word("benefit.transplant.name", &["After a hair transplant"]),
                Word("benefit.transplant.about", &["feed the grafts", "stimulate your own roots"]),
                Number("formulary", "/benefits/3/when", json!({"type": ["post_transplant"]})),
                Rule(kept::after_a_transplant_nutrients_are_given_once_28_days_are_over),
            ],
        ),
        (
            "- As an adjunct to PRP or GFC — complementary nutrient delivery alongside growth factor stimulation",
            "L13",
            vec![
                Word("benefit.beside_prp_gfc.name", &["Beside PRP or GFC"]),
                Word("benefit.beside_prp_gfc.about", &["bring growth factors", "adds nutrients"]),
                Number("formulary", "/benefits/4/when", json!({"adjunct": ["prp", "gfc"]})),
                Number("protocol", "/prp_gfc_gap_days/is", json!(14)),
                Rule(kept::beside_prp_growth_factors_are_left_out),
            ],
        ),
        (
            "- Patients seeking a non-hormonal treatment option (no finasteride/minoxidil concerns)",
            "L14",
            vec![
                Word("benefit.non_hormonal.about", &["without finasteride, dutasteride or minoxidil"]),
                Number("formulary", "/benefits/5/when", json!({"wish": ["non_hormonal"]})),
                Rule(kept::the_non_hormonal_wish_leaves_out_dht_blockers_and_minoxidil),
            ],
        ),
    ]
}

fn procedure() -> Vec<Row> {
    vec![
        ("The Procedure", "L15", vec![Word("ui.treatment.visit", &["session", "step by step"])]),
        (
            "- Topical anaesthetic cream applied 30–40 minutes before treatment.",
            "L15",
            vec![
                Number("clinic", "/visit/numbing_minutes", json!([30, 40])),
                Word("ui.visit.cream", &["Numbing cream"]),
                Word("ui.visit.cream_text", &["{from} to {to} minutes first"]),
            ],
        ),
        (
            "- The customised mesotherapy cocktail is prepared based on your profile.",
            "L16",
            vec![
                Word("ui.treatment.prepare", &["cocktail is prepared"]),
                Word("ui.treatment.prepare_text", &["for you", "your own plan"]),
            ],
        ),
        (
            "- Using a multi-needle injector or manual fine needle, the cocktail is delivered via microinjections (2–4mm depth) systematically across the scalp at 1–1.5cm intervals.",
            "L16",
            vec![
                Number("clinic", "/visit/depth_mm", json!([2, 4])),
                Number("clinic", "/visit/spacing_mm", json!([10, 15])),
                Word("ui.treatment.injections", &["Many small injections"]),
                Word("ui.treatment.injections_text", &["several needles at once", "one fine needle by hand"]),
                Word("ui.treatment.zone", &["{from} to {to} mm deep"]),
                Word("ui.treatment.points", &["All over the scalp"]),
                Word("ui.treatment.points_text", &["every {from} to {to} cm", "even rows"]),
            ],
        ),
        (
            "- Session duration: approximately 30–40 minutes.",
            "L17",
            vec![
                Number("clinic", "/visit/session_minutes", json!([30, 40])),
                Word("ui.treatment.injections_text", &["about {from} to {to} minutes"]),
                Word("ui.visit.session_text", &["about {from} to {to} minutes"]),
            ],
        ),
        (
            "No downtime — return to normal activities immediately.",
            "L17",
            vec![
                Word("ui.treatment.back_text", &["no downtime", "normal activities at once"]),
                Number("aftercare", "/bands/1/do", json!(["back_to_normal_activities"])),
                Word("care.back_to_normal_activities", &["normal activities"]),
                Number("activities", "/activities/21/id", json!("work")),
                Number("activities", "/activities/21/cases/0/stretches/0/say", json!("yes")),
            ],
        ),
        (
            "- Mild redness, minor pin-point bleeding, and slight swelling at injection sites for 1–2 hours — normal and temporary.",
            "L18",
            vec![
                Word("ui.treatment.mild", &["Mild redness", "1 to 2 hours"]),
                Word("ui.treatment.mild_text", &["drops of blood", "slight swelling", "normal", "goes away"]),
                Number(
                    "aftercare",
                    "/bands/1/normal",
                    json!(["mild_redness", "pinpoint_bleeding", "slight_swelling"]),
                ),
                Number("aftercare", "/bands/1/to", json!({"hours": 2})),
                Number(
                    "triage",
                    "/rules/0/any_of",
                    json!(["redness", "pinpoint_bleeding", "slight_swelling"]),
                ),
                Number("triage", "/rules/0/to", json!({"hours": 2})),
                Number("triage", "/rules/0/level", json!("EXPECTED")),
            ],
        ),
    ]
}

fn protocol() -> Vec<Row> {
    vec![
        ("Protocol", "L19", vec![Word("ui.treatment.course", &["How often"])]),
        (
            "- Loading phase: 6–10 sessions, weekly or fortnightly",
            "L19",
            vec![
                Number("protocol", "/loading/fewest/is", json!(6)),
                Number("protocol", "/loading/most/is", json!(10)),
                Number("protocol", "/loading/intervals_days/is", json!([7, 14])),
                Word("phase.loading", &["Loading"]),
                Word("ui.treatment.loading", &["{fewest} to {most} sessions", "{near} or {far} days apart"]),
            ],
        ),
        (
            "- Maintenance: Monthly, then every 2–3 months",
            "L20",
            vec![
                Number("protocol", "/maintenance/0/every_days", json!(28)),
                Number("protocol", "/maintenance/1/between_days", json!([56, 91])),
                Word("phase.maintenance_1", &["Monthly"]),
                Word("phase.maintenance_2", &["every 2 to 3 months"]),
                Word("ui.treatment.every.other", &["every {count} days"]),
            ],
        ),
        (
            "- Results visible: Month 2–4 (reduced shedding earlier; new growth from month 3)",
            "L21",
            vec![
                Number("protocol", "/results_window/from_day", json!(60)),
                Number("protocol", "/results_window/to_day", json!(120)),
                Number("protocol", "/results_window/new_growth_from_day", json!(90)),
                Word(
                    "ui.treatment.results_text",
                    &[
                        "Many people",
                        "month {from} to {to}",
                        "Less shedding comes first",
                        "new growth from month {growth}",
                    ],
                ),
                Word("ui.progress.no_promise", &["no promise"]),
            ],
        ),
    ]
}
