//! How comfortable a session was, in one number.

/// A number from 0, it hurt as much as can be, to 10, it was no trouble at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comfort(u8);

/// A number that is not on the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not from 0 to 10")]
pub struct NotOnTheScale(pub u64);

impl Comfort {
    /// The best there is.
    pub const BEST: Self = Self(10);

    /// The number.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u64> for Comfort {
    type Error = NotOnTheScale;
    fn try_from(number: u64) -> Result<Self, NotOnTheScale> {
        u8::try_from(number)
            .ok()
            .filter(|number| *number <= Self::BEST.0)
            .map(Self)
            .ok_or(NotOnTheScale(number))
    }
}
