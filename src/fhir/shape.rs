//! Strict reading of the files that judge the rules: every key asked for, every word known.

use crate::domain::ids::{NotAName, Word};
use crate::domain::labs::result::ResultRefused;
use crate::domain::time::{self, NotADay};
use crate::domain::units::NotADecimal;
use crate::fhir::value::shown;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// A key that has to be there.
    #[error("{at} is missing; write it")]
    Missing {
        /// Where.
        at: String,
    },
    /// A key that is not known there.
    #[error("{at} is not a known key; remove it or spell it as the format does")]
    UnknownKey {
        /// Where.
        at: String,
    },
    /// Something of another shape.
    #[error("{at} is not {needs}; write it as such")]
    Shape {
        /// Where.
        at: String,
        /// What it has to be.
        needs: &'static str,
    },
    /// A word outside the vocabulary.
    #[error("{at}: `{word}` is not one of the known {of}; use a word of the clinic's vocabulary")]
    UnknownWord {
        /// Where.
        at: String,
        /// The word.
        word: String,
        /// What it should be.
        of: &'static str,
    },
    /// No day.
    #[error("{at}: {fault}")]
    Day {
        /// Where.
        at: String,
        /// What is wrong.
        fault: NotADay,
    },
    /// No number that is kept exactly.
    #[error("{at}: {fault}")]
    Number {
        /// Where.
        at: String,
        /// What is wrong.
        fault: NotADecimal,
    },
    /// A blood value the panel refuses.
    #[error("{at}: {fault}")]
    Result {
        /// Where.
        at: String,
        /// What is wrong.
        fault: ResultRefused,
    },
}

/// A value of the file and its place, for messages: `labs[2].unit`.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its place; empty for the whole file.
    pub at: String,
}

impl<'a> Part<'a> {
    /// The whole file.
    pub fn whole(value: &'a Value) -> Self {
        Self { value, at: String::new() }
    }

    /// Its members, all of them among these keys.
    ///
    /// # Errors
    /// [`FileFault`] for something that is no object or has another key.
    pub fn object(&self, keys: &[&str]) -> Result<&'a Map<String, Value>, FileFault> {
        let members = self.members()?;
        match members.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(key) => Err(FileFault::UnknownKey { at: self.place(key) }),
            None => Ok(members),
        }
    }

    /// Its members, whatever their keys.
    ///
    /// # Errors
    /// [`FileFault`] for something that is no object.
    pub fn members(&self) -> Result<&'a Map<String, Value>, FileFault> {
        self.value.as_object().ok_or_else(|| self.not("an object"))
    }

    /// The member of that name, where it is there.
    pub fn member(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        let at = self.place(key);
        Some(Self { value, at })
    }

    /// The member of that name.
    ///
    /// # Errors
    /// [`FileFault::Missing`].
    pub fn needed(&self, key: &str) -> Result<Self, FileFault> {
        self.member(key).ok_or_else(|| FileFault::Missing { at: self.place(key) })
    }

    /// The entries of the list of that name; none where it is missing.
    ///
    /// # Errors
    /// [`FileFault::Shape`] for something that is no list.
    pub fn list(&self, key: &str) -> Result<Vec<Self>, FileFault> {
        self.member(key).map_or(Ok(Vec::new()), |list| list.entries())
    }

    /// Its entries.
    ///
    /// # Errors
    /// [`FileFault::Shape`] for something that is no list.
    pub fn entries(&self) -> Result<Vec<Self>, FileFault> {
        let entries = self.value.as_array().ok_or_else(|| self.not("a list"))?;
        let entry = |(at, value)| Self { value, at: format!("{}[{at}]", self.at) };
        Ok(entries.iter().enumerate().map(entry).collect())
    }

    /// A text.
    ///
    /// # Errors
    /// [`FileFault::Shape`].
    pub fn text(&self) -> Result<&'a str, FileFault> {
        self.value.as_str().ok_or_else(|| self.not("a text"))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// [`FileFault::Shape`].
    pub fn boolean(&self) -> Result<bool, FileFault> {
        self.value.as_bool().ok_or_else(|| self.not("true or false"))
    }

    /// A whole number, not negative.
    ///
    /// # Errors
    /// [`FileFault::Shape`].
    pub fn whole_number(&self) -> Result<u32, FileFault> {
        let number = self.value.as_u64().and_then(|n| u32::try_from(n).ok());
        number.ok_or_else(|| self.not("a whole number, 0 or more"))
    }

    /// A day.
    ///
    /// # Errors
    /// [`FileFault::Shape`] or [`FileFault::Day`].
    pub fn day(&self) -> Result<NaiveDate, FileFault> {
        time::day(self.text()?).map_err(|fault| FileFault::Day { at: self.at.clone(), fault })
    }

    /// A word of a closed list.
    ///
    /// # Errors
    /// [`FileFault::Shape`] or [`FileFault::UnknownWord`].
    pub fn word<'b>(
        &self,
        mut known: impl Iterator<Item = &'b Word>,
        of: &'static str,
    ) -> Result<Word, FileFault> {
        let text = self.text()?;
        known.find(|word| **word == *text).cloned().ok_or_else(|| self.unknown_word(text, of))
    }

    /// A name, checked.
    ///
    /// # Errors
    /// [`FileFault::Shape`] or [`FileFault::UnknownWord`].
    pub fn name<T: TryFrom<&'a str, Error = NotAName>>(&self, of: &'static str) -> Result<T, FileFault> {
        let text = self.text()?;
        T::try_from(text).map_err(|_| self.unknown_word(text, of))
    }

    /// That it is not what it has to be.
    pub fn not(&self, needs: &'static str) -> FileFault {
        let at = if self.at.is_empty() { "the file".to_owned() } else { self.at.clone() };
        FileFault::Shape { at, needs }
    }

    fn unknown_word(&self, text: &str, of: &'static str) -> FileFault {
        FileFault::UnknownWord { at: self.at.clone(), word: shown(text), of }
    }

    fn place(&self, key: &str) -> String {
        let key = shown(key);
        if self.at.is_empty() { key } else { format!("{}.{key}", self.at) }
    }
}
