/** When and how residents can book (受付の条件), each with a sentence about what it does. */
import { useState } from 'react';
import type { Calendar } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { Select, TextInput } from '../ui/fields';
import { SaveBar } from './SaveBar';
import { usePart } from './saving';
import {
  example,
  termsDraft,
  termsOf,
  wrongInTerms,
  type Before,
  type BeforeUnit,
  type TermsDraft,
} from './terms';

const UNIT_OPTIONS: { value: BeforeUnit; label: string }[] = [
  { value: 'minutes', label: '分前' },
  { value: 'hours', label: '時間前' },
  { value: 'days', label: '日前' },
];

export function TermsSection({ calendar }: { calendar: Calendar }) {
  const part = usePart(calendar, termsDraft);
  const [isChecked, setChecked] = useState(false);
  const departments = useSession().departments.filter(
    ({ id, is_disabled }) => !is_disabled || id === calendar.department_id,
  );
  const draft = part.value;
  const set = (patch: Partial<TermsDraft>) => part.set({ ...draft, ...patch });
  const found = wrongInTerms(draft);
  const wrong = isChecked ? found : {};
  const isWrong = Object.keys(found).length > 0;
  function save() {
    setChecked(isWrong);
    if (isWrong) setTimeout(() => document.querySelector<HTMLElement>('#terms [aria-invalid]')?.focus());
    else part.save(termsOf(draft));
  }
  const isKnown = departments.some(({ id }) => id === draft.department);
  return (
    <section className="stack calendar-terms" id="terms" aria-labelledby="terms-title">
      <h2 id="terms-title">受付の条件</h2>
      <fieldset className="fieldset stack" disabled={!calendar.can_edit}>
        <legend className="visually-hidden">受付の条件</legend>
        <TextInput
          label="名前"
          need="required"
          help="職員の画面での呼び名です。"
          maxLength={100}
          value={draft.title}
          onChange={(title) => set({ title })}
          error={wrong.title ?? null}
        />
        <Select
          label="担当部署"
          help="この部署の編集者が、予約枠を変えられます。"
          value={draft.department}
          options={[
            ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ...(isKnown ? [] : [{ value: draft.department, label: '（ほかの部署）' }]),
          ]}
          onChange={(department) => set({ department })}
        />
        <TextInput
          label="受付の始まり"
          need="optional"
          type="datetime-local"
          step={1}
          help="この時刻になるまで、住民はどの枠も予約できません。秒まで決められます（日本時間）。空欄のときは、枠を反映したときから予約できます。窓口・電話の予約は、これより前でも取れます。"
          value={draft.opensAt}
          onChange={(opensAt) => set({ opensAt })}
        />
        <TextInput
          label="何日前から予約できるか"
          inputMode="numeric"
          help="枠の日の、この日数前の0時から予約できます。0のときは、どれだけ先の日でも予約できます。"
          value={draft.earliestDays}
          onChange={(earliestDays) => set({ earliestDays })}
          error={wrong.earliestDays ?? null}
        />
        <BeforeInput
          label="いつまで予約できるか"
          help="枠の始まりの、この時間前に締め切ります。0のときは、始まる直前まで予約できます。"
          value={draft.latest}
          onChange={(latest) => set({ latest })}
          error={wrong.latest ?? null}
        />
        <BeforeInput
          label="いつまで本人が変更・取消しできるか"
          help="この時間前を過ぎると、予約した人は自分では変えられません。職員はいつでも変えられます。"
          value={draft.cutoff}
          onChange={(cutoff) => set({ cutoff })}
          error={wrong.cutoff ?? null}
        />
        <TextInput
          label="1回に予約できる人数"
          inputMode="numeric"
          help="1件の予約で取れる人数の上限です。人数の項目がないフォームでは、いつも1人です。"
          value={draft.maxPersons}
          onChange={(maxPersons) => set({ maxPersons })}
          error={wrong.maxPersons ?? null}
        />
        <TextInput
          label="1件だけ予約できる項目"
          need="optional"
          help="フォームの項目の名前（キー）を書くと、その回答が同じ人は、この予約枠で1件しか予約できません（例：接種券番号の項目のキー ticketNumber）。この予約枠を使うすべてのフォームを合わせて数えます。"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={64}
          value={draft.onePerField}
          onChange={(onePerField) => set({ onePerField })}
        />
        <TextInput
          label="入力中に枠を取っておく時間（分）"
          inputMode="numeric"
          help="枠を選んでから送信するまで、この時間だけほかの人に取られないようにします（60分まで）。その間は、空きが少なく見えます。0のときは、送信したときに決まります。"
          value={draft.holdMinutes}
          onChange={(holdMinutes) => set({ holdMinutes })}
          error={wrong.holdMinutes ?? null}
        />
        <TextInput
          label="何日前にお知らせのメールを送るか"
          inputMode="numeric"
          help="メールアドレスを入力した人に、予約の日が近いことを知らせます。0のときは送りません。"
          value={draft.reminderDays}
          onChange={(reminderDays) => set({ reminderDays })}
          error={wrong.reminderDays ?? null}
        />
      </fieldset>
      <Example draft={draft} />
      {calendar.can_edit && (
        <SaveBar
          part={part}
          done="受付の条件を保存しました。次の予約から、この条件で受け付けます。"
          onSave={save}
        />
      )}
    </section>
  );
}

function Example({ draft }: { draft: TermsDraft }) {
  const [now] = useState(() => Date.now());
  const sentences = example(draft, now);
  if (sentences.length === 0) return null;
  return (
    <div className="calendar-sentence">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

interface BeforeProps {
  label: string;
  help: string;
  value: Before;
  onChange: (value: Before) => void;
  error: string | null;
}

function BeforeInput({ label, help, value, onChange, error }: BeforeProps) {
  return (
    <div className="calendar-before">
      <TextInput
        label={label}
        inputMode="numeric"
        help={help}
        value={value.count}
        onChange={(count) => onChange({ ...value, count })}
        error={error}
      />
      <Select
        label={<span className="visually-hidden">「{label}」の単位</span>}
        value={value.unit}
        options={UNIT_OPTIONS}
        onChange={(unit) => onChange({ ...value, unit: unit as BeforeUnit })}
      />
    </div>
  );
}
