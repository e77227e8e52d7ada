//! What two pages or more use.

pub mod benefits;
pub mod drawing;
pub mod drift;
pub mod effect;
pub mod frame;
pub mod getting_ready;
pub mod happened;
pub mod icon;
pub mod next_session;
pub mod parts;
pub mod people;
pub mod product;
pub mod protocol_line;
pub mod rail;
pub mod reported;
pub mod scalp;
pub mod series_line;
pub mod sheet;
pub mod states;
pub mod status;
pub mod steps;
pub mod toast;
pub mod when;
pub mod why;
