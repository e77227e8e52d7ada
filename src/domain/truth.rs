//! Yes, no, or not known: the three answers a record can give.

use core::ops::Not;

/// An answer. What is unknown is never taken for a no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// The record says so.
    Yes,
    /// The record says it is not so.
    No,
    /// The record leaves it open.
    Unknown,
}

impl Truth {
    /// `Yes` only if every answer is; `No` as soon as one is.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::Yes, |sum, next| match (sum, next) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        })
    }

    /// `Yes` as soon as one answer is; `No` only if every answer is.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(answers.into_iter().map(Not::not))
    }
}

impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    #[test]
    fn an_unknown_decides_only_what_the_known_answers_leave_open() {
        assert_eq!(Truth::all([Yes, Unknown]), Unknown);
        assert_eq!(Truth::all([No, Unknown]), No);
        assert_eq!(Truth::any([Yes, Unknown]), Yes);
        assert_eq!(Truth::any([No, Unknown]), Unknown);
        assert_eq!(Truth::all([]), Yes);
        assert_eq!(Truth::any([]), No);
    }
}
