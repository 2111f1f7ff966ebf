//! Words of municipal life that mean the same to people who look for a procedure, each with its reading: offices write
//! 転出, people type ひっこし. A form names what is special about it in its own keywords.

use std::sync::LazyLock;

use super::{fold, is_telling};

/// Groups of words. The first is how offices write it; readings let kana find it.
const GROUPS: &[&[&str]] = &[
    &[
        "転出",
        "転入",
        "転居",
        "引っ越し",
        "引越",
        "住所変更",
        "異動届",
        "てんしゅつ",
        "てんにゅう",
        "てんきょ",
        "ひっこし",
        "moving",
    ],
    &["予防接種", "接種", "ワクチン", "注射", "よぼうせっしゅ", "せっしゅ", "ちゅうしゃ", "vaccination", "vaccine"],
    &["児童", "子ども", "子供", "こども", "じどう", "子育て", "こそだて", "child"],
    &["保育", "保育園", "保育所", "こども園", "幼稚園", "ほいく", "ほいくえん", "ようちえん", "nursery"],
    &["学童", "放課後児童", "がくどう", "ほうかご"],
    &["就学", "学校", "入学", "小学校", "中学校", "しゅうがく", "がっこう", "にゅうがく", "school"],
    &["妊娠", "出産", "母子", "にんしん", "しゅっさん", "ぼし", "pregnancy", "birth"],
    &["証明", "証明書", "しょうめい", "しょうめいしょ", "certificate"],
    &["住民票", "じゅうみんひょう", "世帯", "せたい"],
    &["戸籍", "こせき", "結婚", "婚姻", "離婚", "けっこん", "こんいん", "りこん", "marriage"],
    &["印鑑", "印鑑登録", "はんこ", "ハンコ", "いんかん"],
    &["マイナンバー", "個人番号", "個人番号カード", "こじんばんごう", "my number"],
    &["犬", "いぬ", "ペット", "猫", "ねこ", "動物", "どうぶつ", "dog", "pet"],
    &["ごみ", "ゴミ", "粗大ごみ", "廃棄物", "資源", "リサイクル", "そだいごみ", "はいきぶつ", "しげん", "garbage"],
    &["税", "税金", "市税", "町税", "納税", "課税", "所得", "ぜい", "ぜいきん", "のうぜい", "しょとく", "tax"],
    &["り災", "罹災", "被災", "災害", "地震", "台風", "水害", "りさい", "ひさい", "さいがい", "じしん", "disaster"],
    &["防災", "避難", "ぼうさい", "ひなん", "消防", "しょうぼう"],
    &["介護", "介護保険", "要介護", "ケアマネ", "かいご", "care"],
    &["高齢", "高齢者", "お年寄り", "シニア", "敬老", "こうれい", "としより", "けいろう"],
    &["障害", "障がい", "障碍", "手帳", "しょうがい", "てちょう", "disability"],
    &["健康診査", "健診", "検診", "健康診断", "人間ドック", "けんしん", "けんこうしんさ", "checkup"],
    &["医療費", "病院", "国保", "国民健康保険", "保険証", "いりょうひ", "びょういん", "こくほ", "ほけんしょう"],
    &["年金", "国民年金", "ねんきん", "pension"],
    &[
        "死亡",
        "おくやみ",
        "お悔やみ",
        "葬儀",
        "相続",
        "遺族",
        "亡くなった",
        "しぼう",
        "そうぎ",
        "そうぞく",
        "bereavement",
    ],
    &[
        "手当",
        "給付",
        "給付金",
        "助成",
        "補助",
        "補助金",
        "支援金",
        "協力金",
        "てあて",
        "きゅうふ",
        "じょせい",
        "ほじょ",
        "しえんきん",
        "きょうりょくきん",
        "allowance",
        "subsidy",
    ],
    &["事業者", "会社", "店", "商売", "企業", "法人", "じぎょうしゃ", "かいしゃ", "きぎょう", "ほうじん", "business"],
    &["道路", "みち", "穴", "陥没", "街灯", "側溝", "公園", "どうろ", "あな", "がいとう", "こうえん", "road"],
    &["水道", "下水道", "漏水", "すいどう", "げすい", "ろうすい", "water"],
    &["住宅", "市営住宅", "空き家", "じゅうたく", "あきや", "housing"],
    &["図書館", "本", "としょかん", "library"],
    &["講座", "教室", "講習", "講演", "イベント", "催し", "こうざ", "きょうしつ", "course", "event"],
    &["予約", "申込", "申し込み", "よやく", "もうしこみ", "booking", "reservation"],
    &[
        "意見",
        "提案",
        "要望",
        "苦情",
        "相談",
        "問い合わせ",
        "いけん",
        "ていあん",
        "ようぼう",
        "くじょう",
        "そうだん",
        "suggestion",
    ],
    &["アンケート", "調査", "ちょうさ", "survey"],
    &["採用", "就職", "求人", "職員募集", "試験", "さいよう", "しゅうしょく", "きゅうじん", "しけん", "job"],
    &["選挙", "投票", "せんきょ", "とうひょう", "election"],
    &["再発行", "なくした", "紛失", "さいはっこう", "ふんしつ", "lost"],
];

static FOLDED: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| GROUPS.iter().map(|group| group.iter().map(|word| fold(word)).collect()).collect());

/// Shortest beginning of a word that stands for it, in letters: ひっこ for ひっこし.
const BEGINNING: usize = 3;

/// What means the same as a folded word: the other words of every group it belongs to, begins a word of, or holds a word
/// of (引っ越しの手続き). Short readings are left out; they stand inside too many other words.
pub(super) fn of(typed: &str) -> Vec<String> {
    let is_long = typed.chars().count() >= BEGINNING;
    let belongs = |word: &String| {
        word == typed || (is_long && word.starts_with(typed)) || (is_telling(word) && typed.contains(word.as_str()))
    };
    let groups = FOLDED.iter().filter(|group| group.iter().any(belongs));
    let mut meant: Vec<String> = Vec::new();
    for word in groups.flatten().filter(|word| is_telling(word) && word.as_str() != typed) {
        if !meant.contains(word) {
            meant.push(word.clone());
        }
    }
    meant
}
