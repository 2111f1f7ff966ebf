//! JSON texts from outside. Stricter than JSON itself in one thing: an object with the same member twice is refused, because
//! two readers of such a text may see two different documents.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Why a text is no JSON.
#[derive(Debug)]
pub struct Unreadable(serde_json::Error);

impl Unreadable {
    /// The line of the mistake, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line()
    }

    /// The column of the mistake, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column()
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Unreadable {}

/// Reads one JSON text of at most 127 levels.
///
/// # Errors
/// Where the text is no JSON, is deeper, holds a number beyond every double, or names a member twice.
pub fn read_json(text: &[u8]) -> Result<Value, Unreadable> {
    let mut source = serde_json::Deserializer::from_slice(text);
    let value = Strict.deserialize(&mut source).map_err(Unreadable)?;
    source.end().map_err(Unreadable)?;
    Ok(value)
}

/// A value read as strictly, for whoever reads bodies of requests through serde.
#[derive(Clone, Debug)]
pub struct StrictJson(pub Value);

impl<'de> Deserialize<'de> for StrictJson {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Strict.deserialize(source).map(Self)
    }
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number beyond every limit"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!("the member {name:?} stands twice in one object")));
            }
            object.insert(name, members.next_value_seed(Self)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_serde_json_reads() {
        for text in
            ["null", "true", "-1", "18446744073709551615", "1.5e3", r#""\ud842\udfb7""#, r#"[1, {"a": [], "b": {}}]"#]
        {
            let expected: Value = serde_json::from_str(text).unwrap();
            assert_eq!(read_json(text.as_bytes()).unwrap(), expected);
        }
    }

    #[test]
    fn refuses_what_two_readers_could_read_differently() {
        let error = read_json(b"{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2}}").unwrap_err();
        assert_eq!(error.line(), 2);
        assert!(error.to_string().contains("\"c\" stands twice"), "{error}");
        assert!(read_json(br#"{"a": 1, "\u0061": 2}"#).is_err(), "the same name, written in two ways");
        assert!(serde_json::from_str::<StrictJson>(r#"[{"a": 1, "a": 1}]"#).is_err());
    }

    #[test]
    fn refuses_what_is_no_document() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        let long = "9".repeat(100_000);
        for text in ["", "{", "1e400", "-1e400", "{} {}", "{\"a\":}", "\u{feff}{}", "\"\\ud800\"", "NaN", &deep] {
            assert!(read_json(text.as_bytes()).is_err(), "{text:.20}");
        }
        assert!(read_json(long.as_bytes()).is_err(), "no double holds a hundred thousand digits");
        assert!(read_json(&[0xff, 0xfe]).is_err());
    }
}
