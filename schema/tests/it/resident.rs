//! Somebody who answers forms by throwing dice. Only what dice decide: nothing here knows what is right.

use crate::mutation::mutate;
use crate::selections;
use madoguchi_schema::{Field, KindName, PublishedForm, RawAnswers};
use serde_json::{Map, Value, json};

/// A small deterministic source of choices: the same run every time, on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick(&mut self, from: &[Value]) -> Value {
        from[self.roll(from.len())].clone()
    }
}

/// Somebody who answers: careful people make no mistakes, or a single one.
pub struct Resident {
    dice: Dice,
    careful: bool,
    /// Makes one mistake and nothing else wrong: then the verdict hangs on how that one is judged.
    slips: bool,
    /// This is where.
    slipping: bool,
}

impl Resident {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed * 7919 + 17);
        let careful = dice.roll(3) > 0;
        let slips = careful && dice.roll(3) == 0;
        Self { dice, careful, slips, slipping: false }
    }

    fn choose(&mut self, good: &[Value], bad: &[Value]) -> Value {
        let is_right = !self.slipping && (self.careful || self.dice.roll(3) > 0);
        self.dice.pick(if is_right { good } else { bad })
    }

    #[rustfmt::skip] // one kind, few lines
    fn answer(&mut self, field: &Field) -> Value {
        if !self.careful && self.dice.roll(12) == 0 {
            return self.dice.pick(&[json!(null), json!(7), json!(-1.5), json!({"x": "y"}), json!(["z"]), json!(" 　"), json!(true), json!("花子"), json!([])]);
        }
        if let Some(selection) = selections::answer(field, self.careful && !self.slipping, &mut self.dice) {
            return selection;
        }
        match field.kind() {
            KindName::Integer => self.choose(&[json!("３"), json!(6), json!(1.0), json!("0"), json!("20"), json!("5.0"), json!("６人")], &[json!("五"), json!("1,000"), json!("-1"), json!(1.5)]),
            KindName::Decimal => self.choose(&[json!("３６．５"), json!(38), json!("36"), json!("36.0"), json!(37.0)], &[json!("36.4"), json!("高い"), json!(30), json!(99)]),
            KindName::Date => self.choose(
                &[json!("令和8年4月10日"), json!("2026年4月3日（金）"), json!("2026-04-01"), json!({"year": "2026", "month": "4", "day": "20"})],
                &[json!("2026-02-30"), json!("いつか"), json!("2026-04-03(土)"), json!("0026-04-03"), json!("1980-01-01"), json!({"year": "2026", "month": "", "day": ""})],
            ),
            KindName::Email => self.choose(
                &[json!("a@example.jp"), json!("ａ＠example.com"), json!({"address": "a@example.jp", "confirmation": "a@example.jp"})],
                &[json!("a"), json!({"address": "a@example.jp", "confirmation": "b@example.jp"})],
            ),
            KindName::Phone => self.choose(&[json!("00-0000-0000"), json!("０９０００００００００")], &[json!("110")]),
            KindName::YesNo | KindName::Consent => self.choose(&[json!("on"), json!(true)], &[json!(false), json!("")]),
            KindName::PersonName | KindName::PostalAddress | KindName::BankAccount | KindName::YuchoAccount => {
                let texts = [json!("髙橋"), json!("葛\u{e0100}\r\n城\u{1b}"), json!("ﾀｶﾊｼ"), json!(""), json!("とても長い名前の人"), json!("１２－３"), json!(5)];
                let mut parts = Map::new();
                for part in field.parts() {
                    parts.insert(part.name.to_owned(), self.choose(&good_parts(part.name), &texts));
                }
                if !self.careful && self.dice.roll(8) == 0 {
                    parts.insert("other".to_owned(), json!("x"));
                }
                Value::Object(parts)
            }
            KindName::Group => {
                let rows = self.dice.roll(if self.careful { 4 } else { 6 });
                (0..rows).map(|_| self.row(field)).collect()
            }
            KindName::Money => self.choose(&[json!("1万2千円"), json!("￥5,000"), json!(20000), json!("１２０００"), json!(0)], &[json!("12.5"), json!(-1), json!("約千円"), json!(1e300), json!(7.5)]),
            KindName::Percentage => self.choose(&[json!("５０％"), json!(12.5), json!("3パーセント"), json!(0)], &[json!("5割"), json!(101), json!("-0.3")]),
            KindName::Month => self.choose(&[json!("令和8年4月"), json!("2026/10"), json!({"year": "R8", "month": "6"})], &[json!("来月"), json!("2026-13"), json!("1026-04"), json!("2025-12"), json!({"year": "", "month": "4"})]),
            KindName::Time => self.choose(&[json!("午後3時半"), json!("9:00"), json!({"hour": "16", "minute": "45"})], &[json!("24:00"), json!("8:59"), json!("10:01"), json!("夕方"), json!("9:00:30")]),
            KindName::DateTime => self.choose(&[json!("令和8年4月10日 午後3時半"), json!("2026-04-10T01:00:00Z"), json!({"date": {"year": "2026", "month": "4", "day": "20"}, "time": {"hour": "9", "minute": "00"}})], &[json!("2026-04-10"), json!("2026-02-30 9:00"), json!("2020-01-01 9:10"), json!({"date": "2026-04-10", "time": ""})]),
            KindName::DateRange => self.choose(&[json!({"startDate": "令和8年4月3日", "endDate": {"year": 2026, "month": 4, "day": 5}}), json!("2026-04-03〜2026-04-05")], &[json!({"startDate": "2026-04-03"}), json!({"startDate": "2026-05-09", "endDate": "2026-05-01"}), json!({"startDate": "2027-02-30", "endDate": "いつか"}), json!({"startDate": "2026-04-03", "endDate": "2027-04-03", "note": "x"})]),
            KindName::Url => self.choose(&[json!("example.jp/窓口"), json!("ｈｔｔｐ：／／example.com"), json!("https://example.jp?q=1")], &[json!("なし"), json!("javascript:alert(1)"), json!("https://example.jp/a b"), json!("https://example.jp/とてもとてもとてもとてもとても長いページの名前")]),
            KindName::CorporateNumber => self.choose(&[json!("７-0000-1205-0002"), json!("8000012010038")], &[json!("7000012050003"), json!("12345")]),
            KindName::InvoiceNumber => self.choose(&[json!("Ｔ７０００012050002"), json!("7000012050002")], &[json!("T7000012050003"), json!("未登録")]),
            KindName::MyNumber => self.choose(&[json!("１２３４ 5678 9018")], &[json!("123456789012"), json!("1234")]),
            KindName::KeyNumber => self.choose(&[json!("１２３-456789"), json!("ａ1234b"), json!("1234-4"), json!("A12345")], &[json!("12345"), json!("1234567890"), json!("番号")]),
            KindName::File => (0..=self.dice.roll(if self.careful { 2 } else { 5 })).map(|number| json!(format!("token{number}"))).collect(),
            _ => self.choose(&[json!("１２３４"), json!("カナ")], &[json!("とても長い答えをここに書きます"), json!("葛\u{e0100}城"), json!("1\n2"), json!("サーバー\u{0}１\t")]),
        }
    }

    /// A wrong answer to one question, whatever else this person does right.
    #[cfg_attr(test, expect(dead_code, reason = "only the differential example slips on purpose"))]
    pub fn slip(&mut self, field: &Field) -> Value {
        (self.careful, self.slipping) = (true, true);
        self.answer(field)
    }

    /// A row of a group; careless people leave it blank, half empty, or make something else of it.
    fn row(&mut self, field: &Field) -> Value {
        if !self.careful && self.dice.roll(8) == 0 {
            return self.dice.pick(&[json!({}), json!(null), json!(3), json!("x"), json!([]), json!({"ghost": "x"})]);
        }
        let mut row = Map::new();
        for member in field.group().unwrap().fields() {
            if member.always_required() && self.careful || self.dice.roll(3) > 0 {
                row.insert(member.name().to_owned(), self.answer(member));
            }
        }
        Value::Object(row)
    }

    pub fn answers(&mut self, form: &PublishedForm) -> RawAnswers {
        let mut raw = Map::new();
        let eagerness = self.dice.roll(10) + 1;
        let slip = self.slips.then(|| self.dice.roll(form.fields().count().max(1)));
        for (index, field) in form.fields().enumerate() {
            self.slipping = slip == Some(index);
            // Nobody sees an input for it; some programs send one all the same.
            if field.is_calculated() && self.dice.roll(4) > 0 {
                continue;
            }
            if field.always_required() && self.careful || self.slipping || self.dice.roll(10) < eagerness {
                raw.insert(field.name().to_owned(), self.answer(field));
            }
        }
        for name in ["unknown", "extraRoom"] {
            if !self.careful && self.dice.roll(8) == 0 {
                raw.insert(name.to_owned(), self.dice.pick(&[json!("x"), json!(""), json!(3)]));
            }
        }
        let mut raw = Value::Object(raw);
        if !self.careful && self.dice.roll(4) == 0 {
            mutate(&mut raw, &mut self.dice);
        }
        RawAnswers(raw.as_object().cloned().unwrap_or_default())
    }
}

/// What careful people write into one part of a composite; into those that are filled in for them, whatever they like.
fn good_parts(name: &str) -> Vec<Value> {
    let texts: &[&str] = match name {
        "postalCode" => &["〒123－4567"],
        "bankCode" => &["0001", "９９００", "9999"],
        "branchCode" => &["001", "０１８", "9-9-9"],
        "accountType" => &["普通預金", "2", "４"],
        "accountNumber" => &["１２３", "123-4567"],
        "accountHolderKana" => &["まどぐち　はなこ", "カ）マドグチ・サービス"],
        "symbol" => &["10180", "１４０３０", "00160", "11990", "10180-2"],
        "number" => &["12345671", "１００００１", "1234567"],
        "localGovernmentCode" => &["131016", "２２１３８－４", "221317", "131017"],
        _ => &["ﾀｶﾊｼ"],
    };
    texts.iter().map(|text| json!(text)).collect()
}
