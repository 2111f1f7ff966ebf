/**
 * The server's problems in Japanese, and where a problem stands in the builder. Whether something is a problem is decided
 * by the server alone; a code without a sentence is shown as it is.
 */
import type { Problem, Severity } from '../api/types';
import type { Selection } from './history/history';
import { labelOf, pageTitle, placeOf, type FormDocument } from './model/document';

export const SEVERITY_LABELS: Record<Severity, string> = { error: 'エラー', warning: '注意', hint: 'ヒント' };

/** `{name}` is replaced by the parameter; the name of a field by its label. */
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
  // Pages
  duplicatePage: '同じIDのページがほかにもあります（{id}）。',
  emptyPage: 'ページに何もありません。項目を追加するか、ページを削除してください。',
  exitMessage: '対象外の方への案内の文章がありません。次にどうすればよいかを書いてください。',
  placedTwice: '項目「{name}」が2か所に置かれています。片方を削除してください。',
  notPlaced: 'どのページにも置かれていません。ページに置いてください。',
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
  // Conditions
  cycle: '表示する条件がたがいに参照し合っています（{fields}）。どれかの条件を外してください。',
  predicateKeyword: '条件に使えないキーワードがあります（{keyword}）。',
  predicateShape: '条件の書き方が正しくありません。作り直してください。',
  neverTrue: 'この条件は、どんな回答でも成り立ちません。条件を直してください。',
  exitAlways: 'だれでもここで終わる条件になっています。途中で終わる人を決める条件に直してください。',
  choiceNotOffered: '条件が「{field}」の選択肢にない値（{value}）を調べています。選び直してください。',
  // Settings and personal information
  receiptMailKind: '受付メールの送り先「{name}」は、メールアドレスの項目ではありません。選び直してください。',
  myNumber: 'マイナンバーは、このフォームでは受け付けられません。項目を削除してください。',
  twelveDigits:
    '12桁の数字を入力する項目です。マイナンバーではないことが住民に分かるように、説明を書いてください。',
  myNumberFile:
    'マイナンバーカードなどの写しには番号が写ることがあります。番号を隠して撮るように説明を書いてください。',
};

/** Parameters that name fields. */
const FIELD_PARAMS = ['name', 'other', 'field', 'fields'];

export function sentenceOf(problem: Problem, document?: FormDocument): string {
  const sentence = SENTENCES[problem.code];
  if (sentence === undefined) return `確認が必要な箇所があります（${problem.code}）。`;
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => paramWords(key, problem.params[key], document));
}

function paramWords(key: string, value: unknown, document: FormDocument | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((entry) => paramWords(key, entry, document)).join('、');
  const text = String(value);
  const isField = FIELD_PARAMS.includes(key) && document !== undefined && text in document.properties;
  return isField ? labelOf(document, text) : text;
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The page and block to select for a problem; null when it belongs to the form as a whole. */
export function selectionOf(document: FormDocument, problem: Problem): Selection | null {
  const [root, first, key, index] = segments(problem.at);
  if (root === 'properties' && first !== undefined) {
    const place = placeOf(document, first);
    return place === null ? null : { page: place.page, block: place.block };
  }
  if (root === 'x-pages' && first !== undefined) {
    const page = Number(first);
    if (document['x-pages'][page] === undefined) return null;
    const isBlock = key === 'blocks' && index !== undefined;
    return { page, block: isBlock ? Number(index) : null };
  }
  const named = root === 'required' && first !== undefined ? document.required?.[Number(first)] : undefined;
  const place = named === undefined ? null : placeOf(document, named);
  return place === null ? null : { page: place.page, block: place.block };
}

/** Where a problem stands, in words. */
export function whereOf(document: FormDocument, problem: Problem): string {
  const [root, first, key, index] = segments(problem.at);
  if (root === 'properties' && first !== undefined) return `項目「${labelOf(document, first)}」`;
  if (root === 'x-settings') return '設定';
  if (root === 'x-pages' && first !== undefined) {
    const page = document['x-pages'][Number(first)];
    if (page === undefined) return 'ページ';
    const block = key === 'blocks' && index !== undefined ? page.blocks[Number(index)] : undefined;
    if (block?.field !== undefined) return `項目「${labelOf(document, block.field)}」`;
    return `ページ「${pageTitle(page, Number(first))}」`;
  }
  return 'フォーム全体';
}

export function problemsOfField(problems: Problem[], field: string): Problem[] {
  return problems.filter((problem) => {
    const [root, name] = segments(problem.at);
    return root === 'properties' && name === field;
  });
}

export function countBySeverity(problems: Problem[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const problem of problems) counts[problem.severity] += 1;
  return counts;
}
