/** Which calendar an appointment draws from, which field counts its people, and what its entry in a calendar is called. */
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/queries';
import { calendars } from '../../api/staffApi';
import { Select, TextInput } from '../../ui/fields';
import { useBuilderState, useTools } from '../builderContext';
import type { KindProps } from '../kinds/kind';
import { labelOf } from '../model/document';
import { kindOf } from '../model/kinds';
import { TextKeyword } from './TextKeyword';

export function SlotSettings(props: KindProps) {
  // Where there is no server to ask, the key can still be typed.
  const hasServer = useTools() !== null;
  return (
    <>
      {hasServer ? <CalendarChoice {...props} /> : <KeyInput {...props} />}
      <PersonsChoice {...props} />
      <TextKeyword
        label="カレンダーに入れる予定の名前"
        keyword="x-calendar"
        help="入力すると、申請した人が受付の画面から、この日時を自分のカレンダーに入れられます。"
        {...props}
      />
    </>
  );
}

const keyOf = (schema: KindProps['schema']): string =>
  typeof schema['x-slots'] === 'string' ? schema['x-slots'] : '';

function KeyInput({ schema, edit }: KindProps) {
  return (
    <TextInput
      label="予約枠のキー"
      help="「予約枠」の画面で決めたキー（半角の英小文字・数字・ハイフン）を入力します。"
      value={keyOf(schema)}
      spellCheck={false}
      autoCapitalize="off"
      onChange={(key) => edit({ 'x-slots': key }, 'x-slots')}
    />
  );
}

function CalendarChoice({ schema, edit }: KindProps) {
  const list = useQuery({ queryKey: keys.calendars, queryFn: calendars.list });
  const key = keyOf(schema);
  if (list.data === undefined)
    return list.isPending ? (
      <p role="status" className="support">
        予約枠を読み込んでいます…
      </p>
    ) : (
      <KeyInput schema={schema} edit={edit} />
    );
  const isKnown = list.data.some((calendar) => calendar.key === key);
  return (
    <>
      <Select
        label="予約枠"
        help="住民は、ここで選んだ予約枠の会場と日時から選びます。"
        value={key}
        options={[
          ...(isKnown ? [] : [{ value: key, label: `${key || '（未定）'}（見つかりません）` }]),
          ...list.data.map((calendar) => ({
            value: calendar.key,
            label: `${calendar.title}（${calendar.key}）`,
          })),
        ]}
        error={
          isKnown
            ? null
            : list.data.length === 0
              ? 'まだ予約枠がありません。「予約枠」の画面で作ってから、ここで選んでください。'
              : `「${key}」という予約枠は、この組織にないか、ほかの部署のものです。選び直してください。`
        }
        onChange={(next) => edit({ 'x-slots': next })}
      />
      <a className="button text" href="/admin/calendars" target="_blank" rel="noreferrer">
        予約枠の画面を開く（新しいタブ）
      </a>
    </>
  );
}

const ONE = '';

function PersonsChoice({ schema, edit }: KindProps) {
  const { document } = useBuilderState('document');
  const value = typeof schema['x-persons'] === 'string' ? schema['x-persons'] : ONE;
  const numbers = Object.entries(document.properties).filter(([, other]) => kindOf(other) === 'integer');
  const isKnown = value === ONE || numbers.some(([name]) => name === value);
  return (
    <Select
      label="人数の項目"
      help="選んだ項目に入力された人数だけ、枠の定員を使います。整数の項目で、最小の値が1以上のものを使います。"
      value={value}
      options={[
        { value: ONE, label: 'なし（1件の予約で1人）' },
        ...(isKnown ? [] : [{ value, label: `${value}（使えない項目です）` }]),
        ...numbers.map(([name]) => ({ value: name, label: labelOf(document, name) })),
      ]}
      error={isKnown ? null : '整数の項目ではないものが指定されています。選び直してください。'}
      onChange={(next) => edit({ 'x-persons': next === ONE ? undefined : next })}
    />
  );
}
