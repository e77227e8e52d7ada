//! The formulation: which ingredients a patient's cocktail has, which not, and why.

pub mod changes;
pub mod condition;
pub mod evaluation;
pub mod formulary;
pub mod product;
pub mod proposal;
pub mod signed;
pub mod syringes;
