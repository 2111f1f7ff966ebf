//! What Madoguchi knows about Japan: postcodes, municipalities, banks and public holidays, as of the day of the release.
//!
//! The tables are part of the program (`schema/data/`, written by `make tables`; `SOURCES.json` there says from what).
//! Nothing is fetched and nothing is guessed: what a table does not hold is none. Only lookups live here; which answers a
//! table makes wrong is for the kinds to say.

pub mod holidays;
mod lines;
