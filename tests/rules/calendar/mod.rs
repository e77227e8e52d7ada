//! The calendar file, judged by another's parser: RFC 5545.

mod entries;
mod judge;
mod words;
