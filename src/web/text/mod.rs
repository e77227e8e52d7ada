//! The words of one language: looked up by key, filled in, counted and listed.

mod dates;
mod units;

use crate::domain::content::{About, Direction, Text};
use crate::domain::details::Details;
use js_sys::{Array, Intl, Object};
use std::cell::RefCell;
use std::sync::OnceLock;

pub use units::{readable_number, readable_unit, with_unit};

/// The keys of the interface's words, made from the English file when the app is built.
pub mod key {
    use super::{Key, Plural};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The key of a word of the interface, in the short form that is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 2]);

/// The key of a word that changes with a number: `key.one`, `key.other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural([u8; 2]);

/// What fills the places of a word: `{name}` and its text.
pub type Filling<'a> = &'a [(&'a str, &'a str)];

/// The words of one language, ready to be said.
#[derive(Debug, PartialEq)]
pub struct Words {
    text: Text,
    details: OnceLock<Details>,
}

impl Words {
    /// The first words of a language, still without the details.
    pub fn new(text: Text) -> Self {
        Self { text, details: OnceLock::new() }
    }

    /// Who wrote them.
    pub fn about(&self) -> &About {
        &self.text.about
    }

    /// The details have arrived; those that were there already stay.
    pub fn learn(&self, details: Details) {
        let _ = self.details.set(details);
    }

    /// A word of the interface; nothing where the language lacks it.
    pub fn say(&self, key: Key) -> String {
        self.fill(key, &[])
    }

    /// A word of the interface with its places filled in.
    pub fn fill(&self, key: Key, filling: Filling<'_>) -> String {
        filled(self.find(letters(&key.0)).unwrap_or_default(), filling)
    }

    /// A word that fits a number; `{count}` is the number.
    pub fn count(&self, plural: Plural, number: i64) -> String {
        self.count_and_fill(plural, number, &[])
    }

    /// A word that fits a number, with its other places filled in.
    pub fn count_and_fill(&self, plural: Plural, number: i64, filling: Filling<'_>) -> String {
        let (key, category) = (letters(&plural.0), self.category(number));
        let fitting = self.find(&[key, ".", &category].concat());
        let word = fitting.or_else(|| self.find(&[key, ".other"].concat()));
        let counted = filled(word.unwrap_or_default(), &[("count", &number.to_string())]);
        filled(&counted, filling)
    }

    /// A word of the clinic's content: `family.minerals`; the id where it is missing.
    pub fn of(&self, group: &str, id: &str) -> String {
        self.find(&[group, ".", id].concat()).unwrap_or(id).to_owned()
    }

    /// A word of the clinic's content, where there is one.
    pub fn maybe(&self, group: &str, id: &str) -> Option<String> {
        self.find(&[group, ".", id].concat()).map(str::to_owned)
    }

    /// A part of a word of the clinic's content: `ingredient.zinc.does`; nothing where missing.
    pub fn part(&self, group: &str, id: &str, part: &str) -> Option<String> {
        self.find(&[group, ".", id, ".", part].concat()).map(str::to_owned)
    }

    /// “Zinc, iron and biotin”.
    pub fn list(&self, entries: &[String]) -> String {
        let texts: Array = entries.iter().map(wasm_bindgen::JsValue::from).collect();
        self.with_formats(|formats| formats.list.format(&texts).into())
    }

    /// The words that travel inside the app, for when the content cannot be read.
    pub fn built_in(about: About) -> Self {
        let mut words = Details::new();
        for (key, text) in key::BUILT_IN {
            words.insert((*key).into(), (*text).into());
        }
        Self::new(Text { about, language: "en".into(), direction: Direction::Ltr, words })
    }

    fn with_formats(&self, say: impl Fn(&Formats) -> String) -> String {
        FORMATS.with_borrow_mut(|formats| {
            let made = formats.take().filter(|made| made.locale == self.locale());
            say(formats.insert(made.unwrap_or_else(|| Formats {
                locale: self.locale().to_owned(),
                plurals: Intl::PluralRules::new(&self.locales(), &Object::new()),
                list: Intl::ListFormat::new(&self.locales(), &Object::new()),
            })))
        })
    }

    fn find(&self, key: &str) -> Option<&str> {
        let word = self.text.words.get(key).or_else(|| self.details.get()?.get(key));
        word.map(AsRef::as_ref)
    }

    fn category(&self, number: i64) -> String {
        let small = f64::from(i32::try_from(number).unwrap_or(i32::MAX));
        self.with_formats(|formats| formats.plurals.select(small).into())
    }

    /// The language: `en`.
    pub fn language(&self) -> &str {
        &self.text.language
    }

    /// The language for the browser's own formats. English dates and numbers as in India and
    /// Britain: the day before the month.
    fn locale(&self) -> &str {
        if &*self.text.language == "en" { "en-GB" } else { &self.text.language }
    }

    fn locales(&self) -> Array {
        Array::of1(&self.locale().into())
    }
}

/// The browser's own rules of a language.
struct Formats {
    locale: String,
    plurals: Intl::PluralRules,
    list: Intl::ListFormat,
}

thread_local! {
    /// Those of the language that was spoken last: making them is slow, using them is not.
    static FORMATS: RefCell<Option<Formats>> = const { RefCell::new(None) };
}

fn letters(key: &[u8; 2]) -> &str {
    core::str::from_utf8(key).unwrap_or_default()
}

/// A word with its places filled in; one that nothing fills stays.
pub fn filled(word: &str, filling: Filling<'_>) -> String {
    let (mut text, mut rest) = (String::new(), word);
    while let Some((before, place, after)) = first_place(rest) {
        text.push_str(before);
        match filling.iter().find(|(filled, _)| *filled == place) {
            Some((_, value)) => text.push_str(value),
            None => text.extend(["{", place, "}"]),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What stands before the first `{place}` of a word, the place, and what stands after it.
pub fn first_place(word: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = word.split_once('{')?;
    let (place, after) = rest.split_once('}')?;
    Some((before, place, after))
}
