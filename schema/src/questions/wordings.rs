//! The wordings themselves: which words at the end of a label (or anywhere in it) ask for what.

use super::guess::Sort;

/// Words of a rule are separated by spaces.
pub struct Rule {
    /// One of these stands at the end.
    ends: &'static str,
    /// Or one of these anywhere.
    pub has: &'static str,
    /// And none of these anywhere.
    not: &'static str,
    /// What it asks for then.
    pub sort: Sort,
}

const fn ends(ends: &'static str, sort: Sort) -> Rule {
    Rule { ends, has: "", not: "", sort }
}

const fn has(has: &'static str, sort: Sort) -> Rule {
    Rule { ends: "", has, not: "", sort }
}

impl Rule {
    const fn but(self, not: &'static str) -> Self {
        Self { not, ..self }
    }

    /// Whether a label, folded, is one of these.
    pub fn fits(&self, head: &str) -> bool {
        let said = self.ends.split_whitespace().any(|end| head.ends_with(end)) || contains(self.has, head);
        said && !contains(self.not, head)
    }
}

/// Whether one of these words stands anywhere.
fn contains(words: &str, text: &str) -> bool {
    words.split_whitespace().any(|word| text.contains(word))
}

/// Names of things, which are no names of people.
const THINGS: &str = "犬 猫 ペット 動物 商品 製品 品名 イベント 講座 教室 行事 催し 事業 制度 施設 建物 物件 アパート \
            マンション 駅 路線 学校 病院 医療機関 薬 機器 作品 書類 大会 店 図書 公園 道路 路線 ファイル 件名";

/// The heads of labels, the more special first.
pub static RULES: &[Rule] = &[
    // What the last word settles whatever stands before it
    ends("の有無 有無", Sort::Either("あり", "なし")),
    ends("の要否 要否", Sort::Either("必要", "不要")),
    ends("の可否 可否", Sort::Either("可", "不可")),
    ends("性別", Sort::Sex),
    ends("ふりがな フリガナ ﾌﾘｶﾞﾅ カナ かな よみがな 読み仮名 読みがな よみ 読み方", Sort::Kana),
    ends("曜日", Sort::Weekdays),
    ends("種類 区分 種別 方法 手段 形態 続柄 関係 職業 国籍 本籍 時間帯 血液型 学年 年代", Sort::ShortText)
        .but("口座種別 預金種別"),
    ends("満足度 評価 理解度 おすすめ度", Sort::Rating),
    ends("署名 サイン 自署", Sort::Signature),
    has(
        "同意します 同意する 同意しますか 同意いただ 同意の上 誓約します 誓約いたします 誓います 承諾します \
            承諾しますか 承諾する 了承し 了承する 理解しました 確認しました 相違ありません 遵守します \
            間違いありません",
        Sort::Consent,
    ),
    ends("同意 承諾 誓約 了承 同意欄 同意確認", Sort::Consent),
    // Numbers with a name of their own
    ends("マイナンバー 個人番号", Sort::MyNumber),
    ends("法人番号", Sort::CorporateNumber),
    Rule {
        ends: "インボイス インボイス番号",
        has: "インボイス登録番号 インボイスの登録番号 適格請求書発行事業者",
        not: "有無",
        sort: Sort::InvoiceNumber,
    },
    ends("郵便番号 〒", Sort::PostalCode),
    ends("url ホームページ ウェブサイト webサイト ホームページアドレス サイト", Sort::Url),
    ends("メールアドレス メールアドレス確認用 メール mail アドレス", Sort::Email).but("件名"),
    ends("内線番号 内線", Sort::ShortText),
    ends(
        "電話番号 電話 携帯番号 携帯 携帯電話 tel fax fax番号 ファクス ファクス番号 ファックス ファックス番号 \
            ファクシミリ 連絡先 連絡先番号",
        Sort::Phone,
    ),
    // Documents
    ends("写真 画像 写真の添付 画像の添付", Sort::Image),
    ends(
        "添付 添付書類 添付資料 添付ファイル ファイル 書類 証明書 確認書 証 写し 写 コピー 控え 見積書 領収書 \
            請求書 図面 見取図 平面図 案内図 計画書 申告書 通知書 届出書 報告書 委任状 謄本 抄本 住民票 同意書 \
            誓約書 承諾書 履歴書 通帳 明細書 決算書 契約書 診断書 名簿 定款 規約 チラシ 資料 明細",
        Sort::File,
    )
    .but("必要な 希望する 必要とする 欲しい 保険証の種"),
    // Money and accounts
    has("ゆうちょ 記号番号 記号・番号 通帳記号", Sort::Yucho),
    ends(
        "金融機関名 金融機関 銀行名 支店名 支店番号 店番 店番号 本支店名 口座種別 預金種別 預金種目 \
            口座の種類 口座番号 口座名義 口座名義人 名義人 金融機関コード 銀行コード 支店コード",
        Sort::BankPart,
    ),
    has("口座 振込先", Sort::Bank),
    ends(
        "金額 額 料金 費用 経費 収入 所得 代金 売上 売上高 給与 給料 年収 月収 報酬 予算 家賃 賃料 手数料 \
            会費 参加費 価格 単価 代価 対価 負担金 補助金 寄附金 寄付金",
        Sort::Money,
    ),
    // Numbers that count or measure
    ends("人数 人数合計 員数 家族の数 世帯員 何人 何名", Sort::Integer("人")),
    ends("年齢 満年齢 何歳 おいくつ 月齢", Sort::Integer("歳")).but("月齢"),
    ends("枚数 部数 何枚 何部", Sort::Integer("枚")).but("部数 何部"),
    ends("部数 何部", Sort::Integer("部")),
    ends("台数 何台", Sort::Integer("台")),
    ends("件数 何件", Sort::Integer("件")),
    ends("回数 何回", Sort::Integer("回")),
    ends("個数 何個", Sort::Integer("個")),
    ends("日数 何日間", Sort::Integer("日")),
    ends("頭数 匹数 何頭 何匹", Sort::Integer("頭")),
    ends("数 いくつ 数量 月齢", Sort::Integer("")).but("複数"),
    ends("面積 広さ ㎡", Sort::Decimal("㎡")),
    ends("身長", Sort::Decimal("cm")),
    ends("体重", Sort::Decimal("kg")),
    ends("体温", Sort::Decimal("℃")),
    ends("長さ 高さ 幅 距離 重さ 重量 使用量 容量 深さ", Sort::Decimal("")),
    ends("割合 比率 率 パーセント %", Sort::Percentage),
    // Days and hours
    ends("生年月日 誕生日 生年月", Sort::Birthday),
    ends("日時 日時等", Sort::DateTime),
    ends("期間", Sort::DateRange),
    ends("年月", Sort::Month),
    ends("定休日 休業日 休日 平日", Sort::ShortText),
    ends("日 年月日 日付 日にち 期日 期限 締切 日程 いつ 月日", Sort::Date).but("第三希望まで"),
    ends("時刻 何時 開始時間 終了時間 集合時間 希望時間 到着時間 来庁時間 始業時間 終業時間 お迎え時間", Sort::Time),
    // Places and people
    ends("地図 位置情報 地図上の位置 地図上の場所", Sort::MapPoint),
    ends("住所 所在地 居所 送付先 送り先 届け先 お届け先 転居先 転出先 転入先 お住まい 居住地 避難先", Sort::Address),
    ends(
        "会社名 法人名 団体名 事業者名 事業所名 企業名 組織名 店舗名 商店名 屋号 商号 勤務先 勤務先名 所属 \
            所属先 所属団体 自治会名 町内会名 サークル名",
        Sort::Organization,
    ),
    ends(
        "団体の名称 団体の名前 法人の名称 法人の名前 会社の名称 会社の名前 事業所の名称 企業の名称 \
            自治会の名称 組合の名称",
        Sort::Organization,
    ),
    ends("氏名 名前 姓名 芳名 者名 人名 世帯主名 児童名 園児名 生徒名 子ども名 本人名", Sort::Name).but(THINGS),
    ends(
        "代表者 担当者 保護者 申請者 申込者 届出人 届出者 申出人 代理人 責任者 受取人 記入者 対象者 世帯主 \
            被保険者 扶養者 同伴者 引取者",
        Sort::Name,
    ),
    // Words
    ends(
        "備考 意見 ご意見 要望 感想 コメント メモ 特記事項 連絡事項 伝達事項 自由記述 自由記入 自由意見 \
            その他 質問 伝えたいこと 気になること 困っていること",
        Sort::Remark,
    ),
    ends(
        "理由 内容 詳細 経緯 状況 事情 説明 概要 動機 自己pr 症状 改善点 目的 事項 こと なぜ どのように 事由 \
            原因 経過 計画",
        Sort::LongText,
    ),
    ends(
        "番号 ナンバー no no. コード 記号 名称 名 場所 会場 地区 町名 品目 型 色 題名 タイトル 学校 組 犬種 \
            名前 メーカー 車種 部署 役職 都道府県 市区町村 学歴 資格 どこ",
        Sort::ShortText,
    ),
    // Words that tell wherever they stand
    has("メールアドレス eメール 電子メール", Sort::Email),
    has("生年月日", Sort::Birthday),
    has("電話番号 電話で連絡", Sort::Phone),
    has("写真", Sort::Image),
    has("添付 アップロード", Sort::File),
    has("住所", Sort::Address),
    has("氏名 お名前", Sort::Name),
    has("いくら", Sort::Money),
    has("何人 何名", Sort::Integer("人")),
    has("いつ", Sort::Date),
    has("なぜ どのよう どうして", Sort::LongText),
];
