/**
 * The Japanese sentence of every problem code: what is wrong, and what to do. `{name}` is replaced by the parameter; the
 * name of a field by its label.
 */
export const SENTENCES: Record<string, string> = {
  // The document as a whole
  notAnObject: '申請フォームの形になっていません。ファイルを確認してください。',
  tooDeep: '入れ子が深すぎます（{limit}段まで）。条件や項目を簡単にしてください。',
  tooLarge: '申請フォームが大きすぎます。説明文や選択肢を減らしてください。',
  tooManyFields: '項目が多すぎます（{limit}個まで、今は{actual}個）。フォームを分けてください。',
  noTitle: 'フォームの名前がありません。名前を入力してください。',
  noFields: '項目がありません。「項目を追加」から追加してください。',
  noPages: 'ページがありません。ページを追加してください。',
  dialect: '使えないJSON Schemaの版が指定されています。2020-12にしてください。',
  jsonSchema: 'JSON Schemaとして正しくありません（{keyword}）。',
  shape: '書き方が正しくありません（{keyword}）。',
  missingKeyword: '必要な設定がありません（{name}）。入力してください。',
  unknownKey: '知らない設定があります（{name}）。取り除いてください。',
  unknownKeyword: '知らないキーワードがあります（{keyword}）。使われません。',
  unsupportedKeyword: 'ここでは使えないキーワードがあります（{keyword}）。',
  remoteReference: 'ほかの場所にあるスキーマは参照できません。内容をこのフォームに書いてください。',
  danglingReference: '参照先が見つかりません。参照を直してください。',
  tooComplex: '条件や参照が複雑すぎます。条件を減らすか、フォームを分けてください。',
  languageVersion: 'この版の窓口では読めない書き方のフォームです。窓口を新しくしてください。',
  notRepresentable:
    'ほかのソフトの書き方で、申請フォームでは確かめられないものがあります（{keyword}）。取り除いてください。',
  recursiveReference: '自分自身を参照する書き方は使えません。参照を直してください。',
  untranslated: '「{language}」の訳文がない文章があります。訳すか、その言語をやめてください。',
  staleTranslation:
    '「{language}」に訳した後で、原文が変わりました（前の原文：{source}）。訳文を直すか、このままでよいことを確かめてください。',
  i18nPointer: '訳文の場所に、住民が読む文章がありません。訳文を取り除いてください。',
  // Pages
  duplicatePage: '同じIDのページがほかにもあります（{id}）。',
  emptyPage: 'ページに何もありません。項目を追加するか、ページを削除してください。',
  exitMessage: '対象外の方への案内の文章がありません。次にどうすればよいかを書いてください。',
  placedTwice: '項目「{name}」が2か所に置かれています。片方を削除してください。',
  notPlaced: 'どのページにも置かれていません。ページに置いてください。',
  calendarUnknown:
    '予約枠「{calendar}」がありません。「予約枠」の画面で作るか、ほかの予約枠を選んでください。',
  calendarKeyNotAsked:
    '予約枠は「{field}」の答えごとに1件の予約に限っていますが、この項目は、必ず答える文字か整数の項目として置かれていません。',
  unknownField: '項目「{name}」はありません。選び直すか、取り除いてください。',
  // Fields
  fieldName: '名前（キー）に使えない文字があります。半角英字で始まる英数字にしてください。',
  noLabel: '項目の名前がありません。住民に分かる名前を入力してください。',
  duplicateLabel: '同じページに「{label}」という項目がほかにもあります。区別できる名前にしてください。',
  unknownKind: '知らない項目の種類です（{kind}）。',
  kindNotInferred: '項目の種類を決められません。種類を指定してください。',
  kindType: 'データの型が項目の種類に合っていません（{expected}にしてください）。',
  unknownPart: 'この種類の項目にない部分です（{name}）。',
  requiredUnknown: '必須に指定された「{name}」がありません。',
  requiredButHidden:
    '「{name}」は表示されないことがあるため、常に必須にはできません。「必須にする」を付け直してください。',
  requiredYesNo:
    '「はい」のチェックを必須にしています。必ずチェックしてもらう場合は「同意」を使ってください。',
  pattern: '正規表現が正しくないか、使えない書き方です。直してください。',
  emptyRange: '下限が上限より大きくなっています。どちらかを直してください。',
  dayLimit: '日付の範囲の書き方が正しくありません（{value}）。',
  noChoices: '選択肢がありません。選択肢を追加してください。',
  choiceValue: '選択肢の値がないか、前後に空白があります。値を直してください。',
  choiceTitle: '選択肢の文字がありません。住民に見える文字を入力してください。',
  duplicateChoice: '選択肢の値「{value}」が重なっています。別の値にしてください。',
  duplicateChoiceTitle: '選択肢「{title}」が重なっています。区別できる文字にしてください。',
  uniqueItems: '同じ選択肢を2回選べる設定です。「uniqueItems」を付けることをおすすめします。',
  fileType: '受け付けられないファイルの種類です（{value}）。',
  unboundedText: '文字数の上限がありません。「最大の文字数」を決めることをおすすめします。',
  unboundedFiles: 'ファイルの数の上限がありません。「多くても（枚）」を決めてください。',
  unboundedRows: '件数の上限がありません。「多くても（件）」を決めてください。',
  timeLimit: '時刻の範囲の書き方が正しくありません（{value}）。「09:00」のように書いてください。',
  keyLength: '番号の桁数がないか、区切りの桁数の合計と合っていません。桁数を決めてください。',
  keyCheckDigit: '英字のある番号では検査数字を調べられません。どちらかをやめてください。',
  exclusiveChoice: '「ほかと一緒に選べない選択肢」に、ない選択肢が指定されています。選び直してください。',
  matrixChoices: '表の行ごとに選択肢が違います。すべての行を同じ選択肢にしてください。',
  ratingRange: '段階の最小と最大を、差が1から{limit}までの整数で決めてください。',
  prefill: '値をどこから受け取るかが決まっていません。「値の受け取り方」を選んでください。',
  calendarKind:
    'カレンダーの予定の名前は、くり返しの外にある日付・日時・期間の項目でだけ使えます。名前を消してください。',
  slotCalendar:
    '予約枠のキーが正しくありません。項目の設定で、予約枠を選び直してください（キーは半角の英小文字・数字・ハイフンで64文字まで）。',
  slotSecond: '予約の日時は、1つのフォームに1つだけ置けます。どちらかを消してください。',
  slotPersons: '予約の人数に、整数の項目の名前が指定されていません（{name}）。項目を選び直してください。',
  slotPersonsMinimum: '予約の人数に使う項目の最小の値を、1以上にしてください。',
  hiddenRequired:
    '画面に出さない項目を必須にすると、値がないとき住民は直せません。「必須にする」を外してください。',
  kindInGroup: 'この種類の項目は、くり返しの中では使えません（{kind}）。くり返しの外に置いてください。',
  tooManyRows: 'くり返しの件数と項目の数が多すぎます。「多くても（件）」を小さくしてください。',
  // Calculations
  calculation: '計算の式が正しくありません。式を直してください。',
  calculationCost:
    '計算の量が多すぎます。くり返しの件数や文字数の上限を小さくするか、式を簡単にしてください。',
  calculationType: 'この種類の項目は計算では決められません。文字か数の項目にしてください。',
  // Conditions
  cycle: '表示する条件がたがいに参照し合っています（{fields}）。どれかの条件を外してください。',
  predicateKeyword: '条件に使えないキーワードがあります（{keyword}）。',
  predicateShape: '条件の書き方が正しくありません。作り直してください。',
  neverTrue: 'この条件は、どんな回答でも成り立ちません。条件を直してください。',
  exitAlways: 'だれでもここで終わる条件になっています。途中で終わる人を決める条件に直してください。',
  unreachablePage: 'このページの項目は、どんな回答でも表示されません。表示する条件を直してください。',
  unreachableField: 'この項目は、どんな回答でも表示されません。表示する条件を直してください。',
  choiceNotOffered: '条件が「{field}」の選択肢にない値（{value}）を調べています。選び直してください。',
  // Words
  unreadableText: '読み上げソフトに伝わらない文字があります。言葉で書いてください。',
  altMissing:
    '画像の説明（代替テキスト）がありません。画像が見えない人のために、画像で伝えたいことを書いてください。',
  altEmpty: '画像の説明から、何の画像か分かりません。画像で伝えたいことを文章で書いてください。',
  imageMissing: '画像のファイルがありません。画像を選び直してください。',
  unwrittenText: '「{text}」のままになっています。住民に見せる文字に書き換えてください。',
  overCollection: '生年月日と年齢の両方を入力してもらっています。年齢は生年月日から分かります。',
  // Settings and personal information
  receiptMailKind: '受付メールの送り先「{name}」は、メールアドレスの項目ではありません。選び直してください。',
  mailPlaceholder: 'メールの文章の差し込み「{name}」は使えません。',
  mailNowhere:
    '状態が変わったときのメールを送る設定ですが、送り先のメールアドレスの項目がありません。項目を追加するか、設定を外してください。',
  declaredKind:
    '申請の内容を後で見るときに答えてもらう項目「{name}」には、日付・電話番号・番号の項目を選んでください。',
  onePerKind:
    '1件だけ受け付けるための項目「{name}」には、番号・メールアドレス・電話番号・1行の文字の項目を選んでください。',
  onePerOptional:
    '「{label}」を入力しない人は、何件でも申請できます。1件だけにするときは、いつも表示する必須の項目にしてください。',
  prefixOfTests: '受付番号の頭文字「TEST」は、テスト送信の番号と同じです。別の文字にしてください。',
  myNumber:
    'マイナンバーを入力してもらう項目です。「マイナンバー」の種類にして、法的な根拠を設定に書いてください。根拠がないときは、項目を削除してください。',
  noPrivacyNotice:
    '個人情報を入力してもらいますが、「個人情報の取扱い」がありません。何に使うかを設定に書いてください。',
  noContact: '問い合わせ先がありません。困った住民が相談できるように、設定に書いてください。',
  twelveDigits:
    '12桁の数字を入力する項目です。マイナンバーではないことが住民に分かるように、説明を書いてください。',
  myNumberFile:
    'マイナンバーカードなどの写しには番号が写ることがあります。番号を隠して撮るように説明を書いてください。',
};

/** Why an expression cannot be used; `name` is the word in question. */
export const CALCULATION_REASONS: Record<string, string> = {
  syntax: '式を読み取れません（{position}文字目の後）。かっこや記号を確認してください。',
  tooLong: '式が長すぎます。1,000文字までにしてください。',
  tooDeep: '式のかっこの重なりが深すぎます。式を分けてください。',
  tooNested: '「map」や「filter」の重なりが深すぎます。2重までにしてください。',
  unknownName: '式の中の「{name}」という項目はありません。名前（キー）を確認してください。',
  unknownMember: '式の中の「{name}」は、その項目の中にありません。名前（キー）を確認してください。',
  unknownFunction: '式の中の「{name}」という関数はありません。',
  argumentCount: '関数「{name}」のかっこの中の数が違います。関数の一覧で確認してください。',
  memberName: '中の項目の名前は、sum(rows, "member") のように引用符で囲んでください。',
  wholeAnswers: '「answers」だけでは使えません。「answers.項目の名前」と書いてください。',
  unsupported: 'この計算では使えない書き方があります（{position}文字目の後）。',
};

/** What a screen reader cannot say. */
export const TEXT_REASONS: Record<string, string> = {
  spacedLetters:
    '「氏　名」のように文字の間が空いています。読み上げソフトに伝わるように、間を詰めてください。',
  onlySigns: '記号だけの文です。読み上げソフトにも伝わる言葉で書いてください。',
  ruler: '記号を並べた線があります。見出しで区切ってください。',
  seenOnly: '色や位置だけで伝える文です（「赤字の項目」など）。項目の名前で書いてください。',
  linkText: '「こちら」だけのリンクです。どこへのリンクかが分かる文字にしてください。',
};

/** What is wrong with a placeholder in a text of a mail. */
export const MAIL_REASONS: Record<string, string> = {
  unknown: 'メールの文章に「{name}」という差し込みはありません。「差し込む」から選んでください。',
  unclosed: 'メールの文章の「{{」が閉じていません。「}}」で閉じるか、消してください。',
  field:
    'メールの文章に差し込んだ項目「{name}」がありません。項目を削除したときは、差し込みも消してください。',
  sensitive: '「{name}」は要配慮個人情報かマイナンバーのため、メールの文章に差し込めません。',
  file: '「{name}」はファイルの項目のため、メールの文章に差し込めません。',
  group: '「{name}」は繰り返しの項目のため、メールの文章に差し込めません。',
  declared: '「{name}」は、後で申請の内容を見るための本人確認に使うため、メールの文章に差し込めません。',
};
