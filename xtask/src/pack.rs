//! The clinic's content in one file: what a phone fetches instead of seven.
//!
//! The files are joined as text, so that every number and the order of every entry reach the phone as the clinic wrote them.

use std::path::Path;

use serde_json::Value;

use crate::digest::Digest;
use crate::failure::Failure;
use crate::files;

/// The content files, each a key of the pack. A further file is one more word here.
pub const CONTENT: [&str; 6] = [
    "clinic",
    "formulary",
    "labs",
    "protocol",
    "aftercare",
    "facts",
];

/// The language packed beside the content, as `text/<language>.json` and under the keys `text` and `language`.
pub const LANGUAGE: &str = "en";

/// The finished file.
#[derive(Debug)]
pub struct Pack {
    /// `clinic-<digest>.json`.
    pub name: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
    /// What the clinic calls itself in `clinic.json`, where it does.
    pub clinic: Option<String>,
    /// The JSON text.
    pub text: String,
}

/// Packs the content of a folder such as `public/clinic`.
pub fn pack(folder: &Path) -> Result<Pack, Failure> {
    let text = join(folder)?;
    let digest = Digest::of(text.as_bytes());
    let clinic = serde_json::from_str::<Value>(&text)
        .ok()
        .and_then(|pack| Some(pack["clinic"]["name"].as_str()?.to_owned()));
    Ok(Pack {
        name: digest.name("clinic", "json"),
        integrity: digest.integrity(),
        clinic,
        text,
    })
}

/// The content of a folder as one JSON object, as the app reads it:
/// `{"language":"en","clinic":{…},"formulary":{…},…,"text":{…}}`.
pub fn join(folder: &Path) -> Result<String, Failure> {
    let mut text = format!("{{\"language\":\"{LANGUAGE}\"");
    let languages = format!("text/{LANGUAGE}");
    for (key, file) in CONTENT
        .map(|key| (key, key))
        .into_iter()
        .chain([("text", languages.as_str())])
    {
        let path = folder.join(format!("{file}.json"));
        let content = files::read_text(&path)?;
        serde_json::from_str::<serde_json::Map<String, Value>>(&content)
            .map_err(Failure::parsing(&path))?;
        text.extend([",\"", key, "\":"]);
        push_compact(&mut text, &content);
    }
    text.push('}');
    Ok(text)
}

/// Appends JSON without the space between its parts.
fn push_compact(text: &mut String, json: &str) {
    let (mut in_string, mut escaped) = (false, false);
    for letter in json.chars() {
        if in_string || !letter.is_ascii_whitespace() {
            text.push(letter);
        }
        match letter {
            '"' if !escaped => in_string = !in_string,
            '\\' if in_string && !escaped => {
                escaped = true;
                continue;
            }
            _ => {}
        }
        escaped = false;
    }
}

/// A folder of content files for tests; each file says its own name.
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn content_for_tests(folder: &Path) {
    for name in CONTENT.into_iter().chain([&*format!("text/{LANGUAGE}")]) {
        files::write(
            &folder.join(format!("{name}.json")),
            format!("{{ \"name\": \"{name}\" }}\n"),
        )
        .unwrap();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn space_between_is_dropped_and_nothing_else() {
        for (json, compact) in [
            (
                "{ \"b\" : [ 1.50 , 2 ],\n\t\"a\": true }",
                "{\"b\":[1.50,2],\"a\":true}",
            ),
            (
                r#"{ "say": "a \" b \\" , "c": "  " }"#,
                r#"{"say":"a \" b \\","c":"  "}"#,
            ),
            ("{ \"é\": \"हाँ जी\" }", "{\"é\":\"हाँ जी\"}"),
        ] {
            let mut text = String::new();
            push_compact(&mut text, json);
            assert_eq!(text, compact);
        }
    }

    #[test]
    fn numbers_and_order_reach_the_phone_as_written() {
        let folder = files::scratch("pack");
        content_for_tests(&folder);
        files::write(
            &folder.join("labs.json"),
            "{ \"z\": 40.00, \"a\": 12345678901234567890.10 }",
        )
        .unwrap();
        let pack = pack(&folder).unwrap();
        assert!(
            pack.text
                .contains(r#""labs":{"z":40.00,"a":12345678901234567890.10},"protocol""#),
            "{}",
            pack.text
        );
        assert!(
            pack.text
                .starts_with(r#"{"language":"en","clinic":{"name":"clinic"},"#),
            "{}",
            pack.text
        );
        assert!(
            pack.text.ends_with(r#","text":{"name":"text/en"}}"#),
            "{}",
            pack.text
        );
        assert_eq!(pack.clinic.as_deref(), Some("clinic"));
    }

    #[test]
    fn a_broken_file_is_named_with_its_place() {
        let folder = files::scratch("broken");
        content_for_tests(&folder);
        files::write(&folder.join("labs.json"), "{\n  \"ferritin\": \n}").unwrap();
        let failure = pack(&folder)
            .map(|pack| pack.name)
            .map_err(|failure| failure.to_string())
            .unwrap_err();
        assert!(
            failure.contains("labs.json") && failure.contains("line 3"),
            "{failure}"
        );
    }
}
