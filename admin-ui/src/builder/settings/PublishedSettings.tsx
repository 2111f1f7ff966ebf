/** The document's `x-settings`. Every change is a command like any other: undo works, autosave saves. */
import { Check, Select, TextArea, TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { labelOf } from '../model/document';
import { kindOf } from '../model/kinds';
import { OnePerSetting } from './OnePerSetting';

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
      <TextArea
        label="申請できる方"
        need="optional"
        help="だれのための手続かを、案内のページの初めに表示します（例：市内に住んでいる方）。"
        value={text(['audience'])}
        onChange={setText(['audience'])}
      />
      <TextArea
        label="手続の期限"
        need="optional"
        help="いつまでにする手続かを言葉で書きます（例：転入した日から14日以内）。受付を自動で止める日時は「すぐに変わる設定」で決めます。"
        value={text(['deadline'])}
        onChange={setText(['deadline'])}
      />
      <TextArea
        label="手数料"
        need="optional"
        help="かからないときも「無料」と書くと安心です。"
        value={text(['fee'])}
        onChange={setText(['fee'])}
      />
      <Lines
        path="prepare"
        label="手元に用意するもの"
        help="1行に1つずつ書きます。案内のページに一覧で表示します。ファイルの項目と番号の項目は、自動で加わります。"
      />
      <TextArea
        label="ほかの申請方法"
        need="optional"
        help="窓口や郵送など、オンラインのほかの方法です。受付の期間の外や、定員に達したときにも表示します。"
        value={text(['otherWays'])}
        onChange={setText(['otherWays'])}
      />
      <Lines
        path="keywords"
        label="検索の言葉"
        help="住民がこの手続を探すときに使いそうな言葉や読みがなを、1行に1つずつ書きます（例：ひっこし）。画面には表示しません。"
      />
      <TextArea
        label="個人情報の取扱い"
        need="optional"
        help="案内のページ、最初のページ、確認のページに表示します。"
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
      <h3>申請の数</h3>
      <OnePerSetting />
      <h3>受付番号と受付メール</h3>
      <TextInput
        label="受付番号の頭文字"
        need="optional"
        help="半角の英大文字か数字で1〜6文字です（例：KG）。"
        value={text(['receipt', 'prefix'])}
        onChange={(value) => setText(['receipt', 'prefix'])(value.normalize('NFKC').toUpperCase())}
      />
      <ReceiptMail />
      <Later />
      <h3>ひな形としての説明</h3>
      <TextInput label="使う場面" need="optional" value={text(['gallery'])} onChange={setText(['gallery'])} />
    </div>
  );
}

/** A list of texts, one in a line. */
function Lines({ path, label, help }: { path: string; label: string; help: string }) {
  const { get, set } = useSettings();
  const value = get([path]);
  const lines = Array.isArray(value) ? value.map(String) : [];
  return (
    <TextArea
      label={label}
      need="optional"
      help={help}
      value={lines.join('\n')}
      onChange={(text) => set([path], text === '' ? undefined : text.split('\n'))}
      onBlur={() => {
        const filled = lines.map((line) => line.trim()).filter(Boolean);
        if (filled.length !== lines.length) set([path], filled.length === 0 ? undefined : filled);
      }}
    />
  );
}

const DECLARED_KINDS = ['date', 'phone', 'email', 'keyNumber'];

/** How long a half-filled form is kept, and what opens one's own answers later. */
function Later() {
  const { get, set } = useSettings();
  const { document } = useBuilderState();
  const days = get(['saveDays']);
  const declared = get(['receipt', 'declared']);
  const value = typeof declared === 'string' ? declared : AUTOMATIC;
  const fields = Object.entries(document.properties).filter(([, schema]) =>
    DECLARED_KINDS.includes(kindOf(schema)),
  );
  const isKnown = value === AUTOMATIC || fields.some(([name]) => name === value);
  return (
    <>
      <h3>途中の保存と、後からの確認</h3>
      <TextInput
        label="途中で保存した内容を残す日数"
        need="optional"
        inputMode="numeric"
        help="0から60までの数字です。0にすると途中の保存ができなくなります。空欄のときは14日です。"
        value={typeof days === 'number' ? String(days) : ''}
        onChange={(typed) => {
          const plain = typed.normalize('NFKC').trim();
          if (plain === '') set(['saveDays'], undefined);
          else if (/^\d{1,2}$/.test(plain) && Number(plain) <= 60) set(['saveDays'], Number(plain));
        }}
      />
      <Select
        label="後で申請の内容を見るときに答えてもらう項目"
        help="受付から1日が過ぎた後に内容を見るには、本人だけが知っている答えが必要です。"
        value={value}
        options={[
          { value: AUTOMATIC, label: '自動（生年月日、なければ電話番号）' },
          ...(isKnown ? [] : [{ value, label: `${value}（使えない項目です）` }]),
          ...fields.map(([name]) => ({ value: name, label: labelOf(document, name) })),
        ]}
        error={isKnown ? null : '選べない項目になっています。選び直してください。'}
        onChange={(next) => set(['receipt', 'declared'], next === AUTOMATIC ? undefined : next)}
      />
    </>
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
