//! Reads the content files and names the place where one is not what it has to be.

use std::fs;
use std::path::Path;

use portal::domain::aftercare::guidance::Guidance;
use portal::domain::content::{About, Content};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Fault, Faults, Files};
use crate::failure::Failure;

/// The file of the English words.
pub const ENGLISH: &str = "text/en.json";
/// The file of hours, holidays and policy.
pub const BOOKING: &str = "booking.json";
/// The file of symptoms and what they mean.
pub const TRIAGE: &str = "triage.json";
/// The file of what a patient may do.
pub const ACTIVITIES: &str = "activities.json";
/// The file of what is asked before a session.
pub const PRECHECK: &str = "precheck.json";

/// All files, or the faults of those that are not what they have to be.
pub fn files(folder: &Path) -> Result<Result<Files, Vec<Fault>>, Failure> {
    let mut faults = Vec::new();
    let clinic = read(folder, "clinic.json", &mut faults)?;
    let formulary = read(folder, "formulary.json", &mut faults)?;
    let labs = read(folder, "labs.json", &mut faults)?;
    let protocol = read(folder, "protocol.json", &mut faults)?;
    let preparation = read(folder, "preparation.json", &mut faults)?;
    let aftercare = read(folder, "aftercare.json", &mut faults)?;
    let facts = read(folder, "facts.json", &mut faults)?;
    let words = read(folder, ENGLISH, &mut faults)?;
    let booking = read(folder, BOOKING, &mut faults)?;
    let triage = read(folder, TRIAGE, &mut faults)?;
    let activities = read(folder, ACTIVITIES, &mut faults)?;
    let precheck = read(folder, PRECHECK, &mut faults)?;
    let first = (clinic, formulary, labs, protocol, preparation, aftercare, facts, words);
    let files = (first, booking, triage, activities, precheck);
    let (
        (
            Some(clinic),
            Some(formulary),
            Some(labs),
            Some(protocol),
            Some(preparation),
            Some(aftercare),
            Some(facts),
            Some(words),
        ),
        Some(booking),
        Some(triage),
        Some(activities),
        Some(precheck),
    ) = files
    else {
        return Ok(Err(faults));
    };
    let content = Content { clinic, formulary, labs, protocol, preparation, aftercare, facts };
    Ok(Ok(Files { content, words, booking, guidance: Guidance { triage, activities, precheck } }))
}

/// Every file names its author, a signature is somebody's, and there is a number for an emergency.
pub fn heads(files: &Files) -> Vec<Fault> {
    let Files { content, booking, guidance, .. } = files;
    let head = |(file, about): (&'static str, &About)| {
        let mut faults = Faults::of(file);
        faults.expect(!about.author.trim().is_empty(), "about.author", "is empty");
        faults.expect(about.version > 0, "about.version", "starts at 1");
        let signed = about.signed_by.as_ref().is_none_or(|name| !name.trim().is_empty());
        faults.expect(signed, "about.signed_by", "is empty: write null while nobody has signed");
        faults.end()
    };
    let mut clinic = Faults::of("clinic.json");
    clinic.expect(!content.clinic.emergency.is_empty(), "emergency", "has no number to call");
    let second = [(BOOKING, &booking.about)].into_iter().chain(guidance.abouts());
    content.abouts().into_iter().chain(second).flat_map(head).chain(clinic.end()).collect()
}

fn read<T: DeserializeOwned>(
    folder: &Path,
    file: &'static str,
    faults: &mut Vec<Fault>,
) -> Result<Option<T>, Failure> {
    let path = folder.join(file);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => {
            faults.push(Fault { file, entry: "the file".into(), is: "is missing".into() });
            return Ok(None);
        }
        Err(source) => return Err(Failure::reading(&path)(source)),
    };
    let mut reader = serde_json::Deserializer::from_str(&text);
    let read = serde_path_to_error::deserialize(&mut reader);
    let fault = match read {
        Ok(content) => match reader.end() {
            Ok(()) => return Ok(Some(content)),
            Err(rest) => Fault { file, entry: "the end".into(), is: rest.to_string() },
        },
        Err(error) => {
            Fault { file, entry: entry(&text, &error.path().to_string()), is: error.inner().to_string() }
        }
    };
    faults.push(fault);
    Ok(None)
}

/// The path of an entry, with the names of the entries on the way: `ingredients[8] (zinc).rules[2]`.
fn entry(text: &str, path: &str) -> String {
    let Ok(mut place) = serde_json::from_str::<Value>(text) else {
        return path.to_owned();
    };
    let mut named = String::new();
    for step in path.split('.') {
        let dot = if named.is_empty() { "" } else { "." };
        named.push_str(dot);
        named.push_str(step);
        let (key, index) = step
            .split_once('[')
            .map_or((step, None), |(key, index)| (key, index.trim_end_matches(']').parse::<usize>().ok()));
        place = match index {
            None => place[key].take(),
            Some(index) => place[key][index].take(),
        };
        let name = ["id", "flag", "reason", "phase", "code"].iter().find_map(|name| place[name].as_str());
        if let (Some(name), Some(_)) = (name, index) {
            named.extend([" (", name, ")"]);
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn an_entry_is_named_on_the_way() {
        let text = r#"{"ingredients": [{"id": "zinc", "rules": [{"reason": "ZINC_HIGH"}]}]}"#;
        assert_eq!(
            entry(text, "ingredients[0].rules[0].then"),
            "ingredients[0] (zinc).rules[0] (ZINC_HIGH).then"
        );
        assert_eq!(entry("{", "about"), "about");
    }
}
