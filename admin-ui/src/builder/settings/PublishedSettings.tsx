/** The document's `x-settings`. Every change is a command like any other: undo works, autosave saves. */
import { Check, Select, TextArea, TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { RulesEditor } from '../expressions/RulesEditor';
import { labelOf } from '../model/document';
import { kindOf } from '../model/kinds';

type Path = [string] | [string, string];

function useSettings() {
  const store = useBuilder();
  const settings = useBuilderState().document['x-settings'] ?? {};
  const get = (path: Path): unknown => {
    const value = settings[path[0]];
    if (path.length === 1) return value;
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[path[1]]
      : undefined;
  };
  const set = (path: Path, value: unknown) =>
    store.dispatch({ type: 'editSettings', path, value }, { key: `settings.${path.join('.')}` });
  const text = (path: Path) => {
    const value = get(path);
    return typeof value === 'string' ? value : '';
  };
  const setText = (path: Path) => (value: string) => set(path, value === '' ? undefined : value);
  return { get, set, text, setText };
}

export function PublishedSettings() {
  const { text, setText, get, set } = useSettings();
  const minutes = get(['minutes']);
  return (
    <div className="stack">
      <h3>住民への案内</h3>
      <TextInput
        label="分類"
        need="optional"
        help="フォームの一覧で使う見出しです（例：子育て、ごみ）。"
        value={text(['category'])}
        onChange={setText(['category'])}
      />
      <TextInput
        label="入力にかかる時間（分）"
        need="optional"
        inputMode="numeric"
        value={typeof minutes === 'number' ? String(minutes) : ''}
        onChange={(value) => {
          const plain = value.normalize('NFKC').trim();
          if (plain === '') set(['minutes'], undefined);
          else if (/^[1-9]\d{0,3}$/.test(plain)) set(['minutes'], Number(plain));
        }}
      />
      <Prepare />
      <TextArea
        label="個人情報の取扱い"
        need="optional"
        help="最初のページと確認のページに表示します。"
        value={text(['privacyNotice'])}
        onChange={setText(['privacyNotice'])}
      />
      <TextArea
        label="マイナンバーを集める法的な根拠"
        need="optional"
        help="マイナンバーの項目があるときは、番号法の条文や条例の名前を書きます。空欄の間は公開できません。"
        value={text(['myNumberGround'])}
        onChange={setText(['myNumberGround'])}
      />
      <TextArea
        label="申請した後の流れ"
        need="optional"
        help="受付の画面・メール・PDFに「この後の流れ」として表示します。"
        value={text(['nextSteps'])}
        onChange={setText(['nextSteps'])}
      />
      <h3>問い合わせ先</h3>
      <TextInput
        label="部署や窓口の名前"
        need="optional"
        value={text(['contact', 'name'])}
        onChange={setText(['contact', 'name'])}
      />
      <TextInput
        label="電話番号"
        need="optional"
        value={text(['contact', 'phone'])}
        onChange={setText(['contact', 'phone'])}
      />
      <TextInput
        label="メールアドレス"
        need="optional"
        value={text(['contact', 'email'])}
        onChange={setText(['contact', 'email'])}
      />
      <h3>受付番号と受付メール</h3>
      <TextInput
        label="受付番号の頭文字"
        need="optional"
        help="半角の英大文字か数字で1〜6文字です（例：KG）。"
        value={text(['receipt', 'prefix'])}
        onChange={(value) => setText(['receipt', 'prefix'])(value.normalize('NFKC').toUpperCase())}
      />
      <ReceiptMail />
      <h3>項目どうしの関係</h3>
      <RulesEditor />
      <h3>ひな形としての説明</h3>
      <TextInput label="使う場面" need="optional" value={text(['gallery'])} onChange={setText(['gallery'])} />
    </div>
  );
}

function Prepare() {
  const { get, set } = useSettings();
  const value = get(['prepare']);
  const lines = Array.isArray(value) ? value.map(String) : [];
  return (
    <TextArea
      label="手元に用意するもの"
      need="optional"
      help="1行に1つずつ書きます。最初のページに一覧で表示します。"
      value={lines.join('\n')}
      onChange={(text) => set(['prepare'], text === '' ? undefined : text.split('\n'))}
      onBlur={() => {
        const filled = lines.map((line) => line.trim()).filter(Boolean);
        if (filled.length !== lines.length) set(['prepare'], filled.length === 0 ? undefined : filled);
      }}
    />
  );
}

const AUTOMATIC = '';
const NOBODY = ' ';

function ReceiptMail() {
  const { get, set, text, setText } = useSettings();
  const { document } = useBuilderState();
  const emails = Object.entries(document.properties).filter(([, schema]) => kindOf(schema) === 'email');
  const to = get(['receiptMail', 'to']);
  const value = to === null ? NOBODY : typeof to === 'string' ? to : AUTOMATIC;
  const isKnown = value === AUTOMATIC || value === NOBODY || emails.some(([name]) => name === value);
  return (
    <>
      <Select
        label="受付メールの送り先"
        value={value}
        options={[
          { value: AUTOMATIC, label: '最初のメールアドレスの項目' },
          ...(isKnown ? [] : [{ value, label: `${value}（項目がありません）` }]),
          ...emails.map(([name]) => ({ value: name, label: labelOf(document, name) })),
          { value: NOBODY, label: '送らない' },
        ]}
        error={isKnown ? null : '送り先の項目がありません。選び直してください。'}
        onChange={(next) =>
          set(['receiptMail', 'to'], next === NOBODY ? null : next === AUTOMATIC ? undefined : next)
        }
      />
      <Check
        isSelected={get(['receiptMail', 'answersPdf']) === true}
        onChange={(isOn) => set(['receiptMail', 'answersPdf'], isOn ? true : undefined)}
      >
        申請の内容のPDFをメールに添付する
      </Check>
      <TextArea
        label="受付メールに加える文章"
        need="optional"
        value={text(['receiptMail', 'text'])}
        onChange={setText(['receiptMail', 'text'])}
      />
    </>
  );
}
