//! Views over one resource as it came, and the one edit that changes nothing else.

use serde_json::Value;

/// What is at a place (`/valueQuantity/unit`, `/coding/0`).
pub fn at<'a>(value: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('/').skip(1).try_fold(value, |value, step| match value {
        Value::Object(members) => members.get(step),
        Value::Array(entries) => entries.get(step.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

/// The text at a place (`/valueQuantity/unit`); nothing where it is missing, empty or no text.
pub fn text_at<'a>(value: &'a Value, place: &str) -> Option<&'a str> {
    let text = at(value, place)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// The list at a place; empty where there is none.
pub fn list_at<'a>(value: &'a Value, place: &str) -> &'a [Value] {
    at(value, place).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The first of these members that is there, with its name: one form of a choice `value[x]`.
pub fn choice<'a>(value: &'a Value, forms: &[&'static str]) -> Option<(&'static str, &'a Value)> {
    forms.iter().find_map(|form| Some((*form, present(value, form)?)))
}

/// A member that is there and not null.
pub fn present<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).filter(|member| !member.is_null())
}

/// A choice `value[x]` in whichever form it came.
pub fn any_value(value: &Value) -> Option<(&str, &Value)> {
    let is_form = |name: &str| {
        name.strip_prefix("value").is_some_and(|form| form.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    let mut members = value.as_object()?.iter();
    members
        .find(|(name, value)| is_form(name) && !value.is_null())
        .map(|(name, value)| (name.as_str(), value))
}

/// The codes of a `CodeableConcept` whatever their system: for statuses.
pub fn codes(concept: &Value) -> impl Iterator<Item = &str> {
    list_at(concept, "/coding").iter().filter_map(|coding| text_at(coding, "/code"))
}

/// Whether a status `CodeableConcept` has the code.
pub fn has_code(concept: Option<&Value>, code: &str) -> bool {
    concept.is_some_and(|concept| codes(concept).any(|known| known == code))
}

/// A `CodeableConcept` as a person may read it: its text, a display, or the bare code.
pub fn named(concept: &Value) -> Option<String> {
    let codings = list_at(concept, "/coding");
    let first = |place| codings.iter().find_map(|coding| text_at(coding, place));
    let words = text_at(concept, "/text").or_else(|| first("/display"));
    match (words, first("/code")) {
        (Some(words), Some(code)) => Some(shown(&format!("{words} ({code})"))),
        (Some(words), None) => Some(shown(words)),
        (None, code) => code.map(shown),
    }
}

/// A text of the record, short enough for a message, see [`line`].
pub fn shown(text: &str) -> String {
    line(text, 80)
}

/// A name or a title of the record, see [`line`]; nothing where nothing of it is seen.
pub fn titled(text: &str) -> Option<String> {
    let line = line(text, 200);
    let text = line.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text of the record as one line that keeps within itself: no longer than this, and without
/// control characters, those among them that turn round what stands beside it. An element that
/// isolates its text does not hold them: one of them ends the isolation.
fn line(text: &str, longest: usize) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let seen = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut seen = seen.filter(|c| !c.is_control() && !turns(*c));
    let mut line: String = seen.by_ref().take(longest).collect();
    if seen.next().is_some() {
        line.push('…');
    }
    line
}

/// Whether the record says that the resource was written by mistake.
pub fn is_entered_in_error(resource: &Value) -> bool {
    const MISTAKE: &str = "entered-in-error";
    text_at(resource, "/status") == Some(MISTAKE) || has_code(resource.get("verificationStatus"), MISTAKE)
}

/// What may change the meaning of a resource and is not understood: the address of its first
/// `modifierExtension`, wherever that stands, or its implicit rules.
pub fn modifier(resource: &Value) -> Option<String> {
    if let Some(rules) = text_at(resource, "/implicitRules") {
        return Some(shown(rules));
    }
    nested_modifier(resource)
}

/// As deep as the JSON reader lets a document be.
fn nested_modifier(value: &Value) -> Option<String> {
    match value {
        Value::Object(members) => members.iter().find_map(|(name, member)| match &**name {
            "modifierExtension" => {
                let url = member.get(0).and_then(|first| text_at(first, "/url"));
                Some(shown(url.unwrap_or("a modifierExtension")))
            }
            "contained" => None,
            _ => nested_modifier(member),
        }),
        Value::Array(members) => members.iter().find_map(nested_modifier),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The extension with that address.
pub fn extension<'a>(value: &'a Value, url: &str) -> Option<&'a Value> {
    list_at(value, "/extension").iter().find(|extension| text_at(extension, "/url") == Some(url))
}

/// A place in a resource that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{place}` is not a place in the resource")]
pub struct NoSuchPlace {
    /// The place as asked for.
    pub place: String,
}

/// Sets one member and leaves everything else as it is: `set(&mut slot, "/status", "busy".into())`.
/// Missing objects on the way are made; a list is only entered where it has the entry.
///
/// # Errors
/// [`NoSuchPlace`] where the way leads through something that has no members.
pub fn set(resource: &mut Value, place: &str, new: Value) -> Result<(), NoSuchPlace> {
    let missing = || NoSuchPlace { place: place.to_owned() };
    let mut here = resource;
    for step in place.strip_prefix('/').ok_or_else(missing)?.split('/') {
        here = match here {
            Value::Object(members) => members.entry(step).or_insert(Value::Null),
            Value::Array(entries) => {
                step.parse::<usize>().ok().and_then(|at| entries.get_mut(at)).ok_or_else(missing)?
            }
            Value::Null => {
                *here = Value::Object(serde_json::Map::new());
                match here {
                    Value::Object(members) => members.entry(step).or_insert(Value::Null),
                    _ => return Err(missing()),
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => return Err(missing()),
        };
    }
    *here = new;
    Ok(())
}
