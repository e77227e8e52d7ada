//! Names the clinic gives to things: ingredients, analytes, reasons, words of the record.
//!
//! They are content, so each is a checked text, never an enum. Two kinds are never mixed up.

use core::fmt;
use serde::{Deserialize, Serialize};

/// A name that cannot stand in the content: empty, or not made of letters, digits, `_` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a name: letters, digits, `_` and `-` only, at most 64 of them")]
pub struct NotAName(pub String);

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// The name as written in the content.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl TryFrom<String> for $name {
            type Error = NotAName;
            fn try_from(text: String) -> Result<Self, NotAName> { checked(text).map(Self) }
        }
        impl TryFrom<&str> for $name {
            type Error = NotAName;
            fn try_from(text: &str) -> Result<Self, NotAName> { checked(text.to_owned()).map(Self) }
        }
        impl From<$name> for String {
            fn from(name: $name) -> Self { name.0.into() }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool { &*self.0 == other }
        }
    )*};
}

names! {
    /// An ingredient of the formulary: `zinc`.
    IngredientId;
    /// A blood value of the panel: `ferritin`.
    AnalyteId;
    /// A reason of the content: `ZINC_HIGH`.
    Reason;
    /// A warning or to-do of the content: `BIOTIN_TELL_LAB`.
    Flag;
    /// A word of the record's vocabulary: a type of hair loss, an allergy, a condition, a
    /// medicine, a wish, an adjunct, a fact, a stage's scale or value.
    Word;
    /// A named condition of the formulary: `early_aga`.
    Term;
    /// A syringe group: `G1`.
    SyringeId;
    /// A phase of the series: `loading`.
    PhaseId;
    /// An answer of the lateness table: `CONTINUE_ADD_1`.
    Verdict;
    /// A line of the aftercare content: `wash`.
    CareId;
    /// Something that a patient may notice: `eyelid_swelling`.
    SymptomId;
    /// Something that a patient may ask to do: `swim`.
    ActivityId;
}

fn checked(text: String) -> Result<Box<str>, NotAName> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if text.is_empty() || text.len() > 64 || !text.chars().all(plain) {
        return Err(NotAName(text));
    }
    Ok(text.into())
}

#[cfg(test)]
mod tests {
    use super::{IngredientId, NotAName};

    #[test]
    fn a_name_is_short_and_plain() {
        assert!(IngredientId::try_from("b12_cobalamin").is_ok());
        for refused in ["", "zinc oxide", "zinc<b>", &"z".repeat(65)] {
            assert_eq!(IngredientId::try_from(refused), Err(NotAName(refused.to_owned())));
        }
    }
}
