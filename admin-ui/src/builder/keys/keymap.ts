/** Which keys do what, per part of the builder. The dialog shows this table; what the keys do stands with each part. */
export interface KeyLine {
  /** Alternatives; each a combination of keys. */
  keys: readonly string[];
  does: string;
}

export interface KeyArea {
  title: string;
  hint?: string;
  lines: readonly KeyLine[];
}

export const KEY_AREAS: readonly KeyArea[] = [
  {
    title: 'どこでも',
    lines: [
      { keys: ['Ctrl＋Z'], does: '元に戻す' },
      { keys: ['Ctrl＋Shift＋Z', 'Ctrl＋Y'], does: 'やり直す' },
      {
        keys: ['F6', 'Shift＋F6'],
        does: '編集の画面で「項目を追加」「ページの項目」「設定」の間を移る（文字の入力中も）',
      },
      { keys: ['?'], does: 'この一覧を開く（文字の入力中を除く）' },
      { keys: ['Tab', 'Shift＋Tab'], does: '次の場所、前の場所へ' },
      { keys: ['Esc'], does: 'メニューや画面を閉じる' },
    ],
  },
  {
    title: 'ページの項目（中央の一覧）',
    hint: '項目の枠にいるときに使えます。',
    lines: [
      { keys: ['↑', '↓'], does: '項目を選ぶ' },
      { keys: ['Home', 'End'], does: '最初の項目、最後の項目へ' },
      { keys: ['Shift＋↑', 'Shift＋↓'], does: '選ぶ範囲を広げる、せばめる' },
      { keys: ['Ctrl＋↑', 'Ctrl＋↓'], does: '選んだものを変えずに動く' },
      { keys: ['Ctrl＋Space'], does: '離れた項目を1つずつ選ぶ、外す' },
      { keys: ['Ctrl＋A'], does: 'すべて選ぶ' },
      { keys: ['Esc'], does: '切り取りをやめる、選択を1つに戻す' },
      { keys: ['Enter'], does: '選んだ項目の設定へ' },
      { keys: ['→', '←'], does: '項目の中のボタンへ、枠へ戻る' },
      { keys: ['Alt＋↑', 'Alt＋↓'], does: '選んだ項目を上へ、下へ移動' },
      { keys: ['Alt＋PageUp', 'Alt＋PageDown'], does: '選んだ項目を前のページ、次のページの最後へ移動' },
      {
        keys: ['Ctrl＋X', 'Ctrl＋C', 'Ctrl＋V'],
        does: '切り取り、コピー、貼り付け（ほかのフォームやタブへも）',
      },
      { keys: ['Ctrl＋D'], does: '複製' },
      { keys: ['Delete', 'Backspace'], does: '削除' },
      { keys: ['Shift＋F10', 'メニューキー'], does: '項目の操作のメニューを開く' },
    ],
  },
  {
    title: '翻訳',
    hint: '訳文の欄にいるときに使えます。',
    lines: [
      { keys: ['Ctrl＋Enter'], does: '確かめたことにして、次の訳文へ' },
      { keys: ['Alt＋↓', 'Alt＋↑'], does: '次の訳文、前の訳文へ' },
    ],
  },
  {
    title: 'ページの一覧（左上）',
    lines: [
      { keys: ['↑', '↓'], does: 'ページを開く' },
      { keys: ['→'], does: 'ページの操作（移動、削除）のボタンへ' },
    ],
  },
  {
    title: '項目を追加（左下）',
    lines: [
      { keys: ['文字を入力'], does: '「項目を探す」で、種類を言葉でしぼる' },
      { keys: ['Enter'], does: '「項目を探す」で、いちばん上の種類を追加' },
      { keys: ['↑', '↓'], does: '種類のボタンの間を動く' },
      { keys: ['Enter', 'Space'], does: '種類のボタンで、選んだ項目の後に追加' },
    ],
  },
  {
    title: 'くり返しの中の項目',
    hint: 'くり返しの枠で → を押すと、中のボタンへ移ります。',
    lines: [
      {
        keys: ['Enter', 'Space'],
        does: '「編集」「上へ」「下へ」「削除」「この中に項目を追加」のボタンを押す',
      },
    ],
  },
  {
    title: 'ドラッグの代わり',
    hint: '「ドラッグして順番を変える」のボタンにいるときに使えます。',
    lines: [
      { keys: ['Enter'], does: 'つかむ（選んだ項目をまとめて）' },
      { keys: ['↑', '↓', 'Tab'], does: '置く場所を選ぶ（ほかのページにも）' },
      { keys: ['Enter'], does: 'そこへ置く' },
      { keys: ['Esc'], does: 'やめる' },
    ],
  },
  {
    title: '設定（右）',
    lines: [
      { keys: ['Tab'], does: '次の入力欄へ' },
      { keys: ['Space'], does: 'チェックや選択を変える' },
    ],
  },
];

const OPEN = 'madoguchi:key-map';

export function showKeyMap(): void {
  window.dispatchEvent(new Event(OPEN));
}

const isWriting = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable="true"], [role$="dialog"], [role="menu"]') !==
    null;

/** Where it happened: inside the shadow root too (the JSON editor), whose host is all that `target` tells a window. */
const placeOf = (event: Event) => event.composedPath()[0] ?? event.target;

/** Calls back when somebody asks for the table, by its key or a button; gives back how to stop. */
export function onKeyMapAsked(ask: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isWriting(placeOf(event)))
      return;
    // Before a list takes it for the beginning of a word.
    event.preventDefault();
    event.stopPropagation();
    ask();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  window.addEventListener(OPEN, ask);
  return () => {
    window.removeEventListener('keydown', onKey, { capture: true });
    window.removeEventListener(OPEN, ask);
  };
}
