//! Check digits: one function for each rule, on texts of ASCII digits. Other texts have none: they are `false`, never a
//! panic. Which number follows which rule is said by its kind.

/// 法人番号の指定等に関する省令（平成26年財務省令第70号）第2条: the first of the 13 digits is 9 less the remainder by 9 of
/// the sum of the twelve others, where from the right every second one counts twice.
pub fn corporate_number(digits: &str) -> bool {
    let Some((check, base)) = digits.split_at_checked(1).filter(|(_, base)| base.len() == 12) else {
        return false;
    };
    let Some(sum) = weighted(base, |position| if position.is_multiple_of(2) { 1 } else { 2 }) else {
        return false;
    };
    check.parse() == Ok(9 - sum % 9)
}

/// The last digit is 11 less the remainder by 11 of the sum of the others, weighted 2 to 7 from the right again and again;
/// 0 where the remainder is 0 or 1.
///
/// This is 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード並びに
/// 情報提供ネットワークシステムによる特定個人情報の提供等に関する省令（平成26年総務省令第85号）第5条, where the weights of the
/// eleven digits are n + 1 up to the sixth from the right and n − 5 from the seventh, and the usual modulus 11 of printed
/// numbers.
pub fn modulus_11(digits: &str) -> bool {
    let Some((base, check)) = split_last(digits) else {
        return false;
    };
    let Some(sum) = weighted(base, |position| u64::try_from(position % 6).unwrap_or_default() + 2) else {
        return false;
    };
    let expected = if sum % 11 <= 1 { 0 } else { 11 - sum % 11 };
    check.parse() == Ok(expected)
}

/// ISO/IEC 7812-1, annex B (Luhn): from the right, beginning beside the check digit, every second digit is doubled and its
/// digits added; all together end in 0.
pub fn luhn(digits: &str) -> bool {
    let Some((base, check)) = split_last(digits) else {
        return false;
    };
    let value = |position: usize, digit: u64| match (position.is_multiple_of(2), digit) {
        (true, 5..) => digit * 2 - 9,
        (true, _) => digit * 2,
        (false, _) => digit,
    };
    let Some(sum) = summed(base, value) else {
        return false;
    };
    check.parse() == Ok((10 - sum % 10) % 10)
}

/// What stands before the last digit, and the digit.
fn split_last(digits: &str) -> Option<(&str, &str)> {
    let (base, check) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    (!base.is_empty() && check.bytes().all(|byte| byte.is_ascii_digit())).then_some((base, check))
}

/// The sum of the digits times their weights; positions count from the right, from 0.
fn weighted(digits: &str, weight: impl Fn(usize) -> u64) -> Option<u64> {
    summed(digits, |position, digit| digit * weight(position))
}

fn summed(digits: &str, value: impl Fn(usize, u64) -> u64) -> Option<u64> {
    let letters = digits.bytes().rev().enumerate();
    letters.map(|(position, byte)| byte.is_ascii_digit().then(|| value(position, u64::from(byte - b'0')))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every single wrong digit of a good number.
    fn mistakes(good: &str) -> Vec<String> {
        let wrong = |position: usize, digit: char| {
            let mut letters: Vec<char> = good.chars().collect();
            letters[position] = digit;
            letters.into_iter().collect::<String>()
        };
        (0..good.len())
            .flat_map(|position| ('0'..='9').map(move |digit| wrong(position, digit)))
            .filter(|number| number != good)
            .collect()
    }

    #[test]
    fn corporate_numbers() {
        // 国税庁, デジタル庁, 財務省.
        for good in ["7000012050002", "8000012010038", "8000012050001"] {
            assert!(corporate_number(good), "{good}");
            // Modulo 9 cannot tell 0 from 9, and a doubled 0 from a doubled 9.
            let unnoticed = mistakes(good).into_iter().filter(|number| corporate_number(number)).collect::<Vec<_>>();
            let told_apart = |number: &String| {
                let differs = number.bytes().zip(good.bytes()).find(|(one, other)| one != other);
                matches!(differs, Some((b'0', b'9') | (b'9', b'0')))
            };
            assert!(unnoticed.iter().all(told_apart), "{unnoticed:?}");
        }
        for bad in [
            "7000012050003",
            "0000012050002",
            "",
            "1",
            "700001205000",
            "70000120500022",
            "700001205000a",
            "あ7000012050",
        ] {
            assert!(!corporate_number(bad), "{bad}");
        }
    }

    #[test]
    fn modulus_11_of_individual_numbers() {
        // The first eleven digits are counted up: nobody's number.
        for good in ["123456789018", "023456789013", "111111111118", "000000000000"] {
            assert!(modulus_11(good), "{good}");
        }
        let noticed = |good: &str| mistakes(good).iter().filter(|number| !modulus_11(number)).count();
        // Remainders 0 and 1 share the check digit 0: ten places and more of twelve notice every mistake.
        assert!(noticed("123456789018") >= 100);
        for bad in ["123456789012", "123456789010", "1", "", "12345678901x", "12345678901８"] {
            assert!(!modulus_11(bad), "{bad}");
        }
    }

    #[test]
    fn luhn_of_printed_numbers() {
        for good in ["79927398713", "4111111111111111", "18", "0000"] {
            assert!(luhn(good), "{good}");
        }
        for bad in ["79927398710", "4111111111111112", "1", "", "799x7398713"] {
            assert!(!luhn(bad), "{bad}");
        }
        assert!(mistakes("79927398713").iter().all(|number| !luhn(number)));
    }

    #[test]
    fn long_texts_are_no_trouble() {
        let long = "9".repeat(1_000_000);
        assert!(!corporate_number(&long));
        let _ = (luhn(&long), modulus_11(&long));
    }
}
