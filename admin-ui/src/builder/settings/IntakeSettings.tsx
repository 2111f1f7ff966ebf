/** When a form takes applications, how many, whether the portal lists it, and which sites may show it. */
import type { FormDetail } from '../../api/types';
import { Check, TextArea, TextInput } from '../../ui/fields';
import { formatCount } from '../../ui/format';
import type { Intake, Wrong } from './intake';

interface Props {
  form: FormDetail;
  value: Intake;
  wrong: Wrong;
  onChange: (next: Intake) => void;
}

export function IntakeSettings({ form, value, wrong, onChange }: Props) {
  const set = (patch: Partial<Intake>) => onChange({ ...value, ...patch });
  const taken = form.accepted == null ? '' : `今までに${formatCount(form.accepted)}件を受け付けています。`;
  return (
    <>
      <TextInput
        label="受付の始まり"
        need="optional"
        type="datetime-local"
        help={`この時刻から受け付けます（${form.time_zone === 'Asia/Tokyo' ? '日本時間' : form.time_zone}）。それまでは、いつ始まるかを書いた案内のページを表示します。`}
        value={value.opensAt}
        onChange={(opensAt) => set({ opensAt })}
      />
      <TextInput
        label="受付の終わり"
        need="optional"
        type="datetime-local"
        help="この時刻になると、新しく始めることはできなくなります。入力の途中の人も、下の「猶予」がなければ送信できなくなります。4月30日いっぱい受け付けるときは、5月1日の0時0分にします。"
        value={value.closesAt}
        onChange={(closesAt) => set({ closesAt })}
        error={wrong.closesAt ?? null}
      />
      <TextInput
        label="締切後の猶予（分）"
        need="optional"
        inputMode="numeric"
        help="締切の前に入力を始めた人だけ、締切の後もこの時間のうちは送信できます（例：30）。決めると、案内のページと入力の画面でそのことを知らせます。手で受付を止めたときは使いません。"
        value={value.grace}
        onChange={(grace) => set({ grace })}
        error={wrong.grace ?? null}
      />
      <TextInput
        label="定員（受け付ける数）"
        need="optional"
        inputMode="numeric"
        help={`この数の申請を受け付けると、自動で受付を止めます。すでに届いている申請も数えます。${taken}`}
        value={value.capacity}
        onChange={(capacity) => set({ capacity })}
        error={wrong.capacity ?? null}
      />
      <Check isSelected={value.isListed} onChange={(isListed) => set({ isListed })}>
        手続の一覧と検索に載せる（載せなくても、アドレスを知っている人は使えます）
      </Check>
      {form.access !== 'public' && (
        <p className="support">
          公開範囲が「だれでも」ではないため、ここを選んでいても、一覧と検索には載りません。
        </p>
      )}
      <TextArea
        label="このフォームを埋め込んでよいサイト"
        need="optional"
        help="市のサイトの中に埋め込むときだけ、そのサイトのアドレスを1行に1つずつ書きます（例：https://www.city.example.jp）。ほかのサイトには埋め込めません。"
        value={value.origins}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(origins) => set({ origins })}
        error={wrong.origins ?? null}
      />
    </>
  );
}
