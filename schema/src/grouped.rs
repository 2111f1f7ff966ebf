//! Numbers as people read them.

/// `12,000`: a comma before every three digits of the whole part; what is no number in figures stays as it is.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut shown = String::with_capacity(number.len() + whole.len() / 3);
    shown.push_str(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown.push_str(fraction);
    shown
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn three_digits_at_a_time() {
        for (number, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1200", "1,200"),
            ("-1234567", "-1,234,567"),
            ("12345.6789", "12,345.6789"),
            ("1e21", "1e21"),
            ("", ""),
            ("-", "-"),
            (".5", ".5"),
            ("千", "千"),
        ] {
            assert_eq!(grouped(number), shown);
        }
    }
}
