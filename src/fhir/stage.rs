//! The stage of a hair-loss Condition, from its code or its words.

use crate::domain::ids::Word;
use crate::domain::patient::{Scale, Stage, Vocabulary};
use crate::fhir::value::{list_at, named, shown, text_at};
use serde_json::Value;

/// What one `Condition.stage` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StageRead {
    /// A step of one of the clinic's scales.
    Known(Stage),
    /// Something else.
    Unknown(String),
}

/// Reads `Condition.stage[n]`: a code such as `norwood-III`, or words such as "Norwood-Hamilton
/// III-vertex", "Ludwig I", "Sinclair 2"; the scale may stand in `stage.type`. Nothing where it
/// has no summary (an assessment only).
pub fn read(vocabulary: &Vocabulary, stage: &Value) -> Option<StageRead> {
    let summary = stage.get("summary")?;
    let scale = stage.get("type").and_then(words_of).unwrap_or_default();
    let codings = list_at(summary, "/coding").iter();
    let from_codes =
        codings.flat_map(|coding| [text_at(coding, "/code"), text_at(coding, "/display")]).flatten();
    let texts = from_codes.chain(text_at(summary, "/text"));
    for text in texts {
        if let Some(stage) =
            of_words(vocabulary, text).or_else(|| of_words(vocabulary, &format!("{scale} {text}")))
        {
            return Some(StageRead::Known(stage));
        }
    }
    Some(StageRead::Unknown(named(summary).unwrap_or_else(|| shown(&scale))))
}

/// The later of two stages: the one further along its own scale.
pub fn later(vocabulary: &Vocabulary, first: Stage, second: Stage) -> Stage {
    let along = |stage: &Stage| {
        let scale = vocabulary.stages.iter().find(|scale| scale.scale == stage.scale);
        scale.map_or((0, 1), |scale| {
            let step = scale.values.iter().position(|value| *value == stage.value);
            (step.map_or(0, |step| step + 1), scale.values.len().max(1))
        })
    };
    let (one, other) = (along(&first), along(&second));
    if one.0 * other.1 >= other.0 * one.1 { first } else { second }
}

fn words_of(concept: &Value) -> Option<String> {
    let first = list_at(concept, "/coding").first();
    let display = first.and_then(|coding| text_at(coding, "/display").or(text_at(coding, "/code")));
    text_at(concept, "/text").or(display).map(str::to_owned)
}

/// A stage named in words: the name of a scale and, after what may stand between, one step of it.
fn of_words(vocabulary: &Vocabulary, text: &str) -> Option<Stage> {
    let text = text.to_ascii_lowercase();
    // Piece by piece: a search made for long texts weighs more than it saves here.
    let is_in_text = |own: &[u8]| text.as_bytes().windows(own.len().max(1)).any(|piece| piece == own);
    let mut scales = vocabulary.stages.iter().map(|scale| (scale, scale.scale.as_str().to_ascii_lowercase()));
    let (scale, own) = scales.find(|(_, own)| is_in_text(own.as_bytes()))?;
    let between = ["hamilton", "scale", "stage", "type", "grade", "class", &own];
    let step: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ['-', '–', '_', ':', ',', ';', '(', ')'].contains(&c))
        .filter(|part| !part.is_empty() && !between.contains(part))
        .collect();
    let step = step.join("-");
    step_of(scale, &step).map(|value| Stage { scale: scale.scale.clone(), value: value.clone() })
}

/// The step of that name, also where one writes 3 for III or II for 2.
fn step_of<'a>(scale: &'a Scale, step: &str) -> Option<&'a Word> {
    const ROMAN: [(&str, &str); 7] =
        [("7", "vii"), ("6", "vi"), ("5", "v"), ("4", "iv"), ("3", "iii"), ("2", "ii"), ("1", "i")];
    let named = |name: &str| scale.values.iter().find(|value| value.as_str().eq_ignore_ascii_case(name));
    named(step).or_else(|| {
        ROMAN.iter().find_map(|(digit, roman)| {
            let in_roman = step.strip_prefix(digit).map(|rest| format!("{roman}{rest}"));
            let in_digits = (step == *roman).then(|| (*digit).to_owned());
            in_roman.or(in_digits).and_then(|name| named(&name))
        })
    })
}
