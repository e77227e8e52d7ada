//! JSON as text: read by `serde_json`'s reader into its values, and written without its writer.
//!
//! `serde_json`'s own way from the one to the other can say every fault in words and read numbers
//! as floats. Only the line of a fault is ever asked for, and numbers stay as they are written; a
//! phone would fetch the rest for nothing.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};
use std::fmt;

/// The only member of an object as which `serde_json` hands out a number that is no small integer, as
/// it is written.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads a text.
///
/// # Errors
/// [`Error`] at the line that is no JSON.
pub fn read(text: &str) -> Result<Value, Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = reader.deserialize_any(Any)?;
    reader.end()?;
    Ok(value)
}

/// Writes a value: `{"status":"final"}`.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    write_to(&mut text, value);
    text
}

/// An object with these members.
pub fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}

fn write_to(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number.as_str()),
        Value::String(string) => quote(text, string),
        Value::Array(entries) => {
            text.push('[');
            for (number, entry) in entries.iter().enumerate() {
                separate(text, number);
                write_to(text, entry);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (number, (name, member)) in members.iter().enumerate() {
                separate(text, number);
                quote(text, name);
                text.push(':');
                write_to(text, member);
            }
            text.push('}');
        }
    }
}

fn separate(text: &mut String, number: usize) {
    if number > 0 {
        text.push(',');
    }
}

fn quote(text: &mut String, string: &str) {
    text.push('"');
    for letter in string.chars() {
        let short = match letter {
            '"' | '\\' => letter,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\0'..' ' => {
                let digit = |value: u32| char::from_digit(value, 16).unwrap_or_default();
                text.push_str("\\u00");
                text.push(digit(u32::from(letter) / 16));
                text.push(digit(u32::from(letter) % 16));
                continue;
            }
            _ => {
                text.push(letter);
                continue;
            }
        };
        text.push('\\');
        text.push(short);
    }
    text.push('"');
}

/// Any value.
struct Any;

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }
    // Never asked: numbers are kept as they are written, see `NUMBER`.
    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_str<E>(self, string: &str) -> Result<Value, E> {
        Ok(Value::String(string.to_owned()))
    }
    fn visit_string<E>(self, string: String) -> Result<Value, E> {
        Ok(Value::String(string))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(Any)? {
            list.push(entry);
        }
        Ok(Value::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            object.insert(name, members.next_value_seed(Any)?);
        }
        Ok(number_or_object(object))
    }
}

fn number_or_object(object: Map<String, Value>) -> Value {
    let number = object.get(NUMBER).filter(|_| object.len() == 1);
    let number = number.and_then(Value::as_str).and_then(|number| number.parse().ok());
    number.map_or(Value::Object(object), Value::Number)
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// `serde_json`'s own reader and writer are what this is measured by.
    #[track_caller]
    fn check(text: &str) {
        let expected = serde_json::from_str::<Value>(text);
        match (read(text), expected) {
            (Ok(value), Ok(expected)) => {
                assert_eq!(value, expected);
                assert_eq!(write(&value), expected.to_string());
            }
            (Err(fault), Err(expected)) => assert_eq!(fault.line(), expected.line()),
            (found, expected) => panic!("{text}: {found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn what_is_json_is_read_and_written_as_serde_json_does() {
        for text in [
            "null",
            " true ",
            "[]",
            "[false, [0, 1, -1, -0, 18446744073709551616, -9223372036854775809, 1.10, 1e400, 100000000000000000000000.5]]",
            "{}",
            r#"{"b": {"c": []}, "a": 1, "a": 2}"#,
            r#""\"\\\/\b\f\n\r\t\u0000\u001f\u007f\u00e9\ud83d\ude00 é\u2028""#,
            r#"{"\"": "\u0001"}"#,
        ] {
            check(text);
        }
    }

    #[test]
    fn what_is_no_json_is_refused_at_its_line() {
        let deep = "[".repeat(200);
        for text in
            ["", "{", "[1,]", "[\n01\n]", "{\n\"a\"\n: tru}", "1 2", "\"\\ud800\"", "{1: 2}", "\"\n\"", &deep]
        {
            check(text);
        }
    }

    /// An object that has the name of a number is one only where it holds a number.
    #[test]
    fn an_object_that_looks_like_a_number_within_the_reader_stays_what_it_is() {
        let text = format!("{{\"{NUMBER}\":\"twelve\"}}");
        assert_eq!(read(&text).ok().map(|value| write(&value)), Some(text));
    }

    #[test]
    fn an_object_is_made_of_its_members() {
        let made = object([("status", "final".into()), ("code", Value::Null)]);
        assert_eq!(write(&made), r#"{"code":null,"status":"final"}"#);
    }
}
