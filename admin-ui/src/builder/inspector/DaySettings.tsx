/** Limits of days, months, times and periods. */
import { TextInput } from '../../ui/fields';
import { DayLimit } from './DayLimit';
import type { KindProps } from '../kinds/kind';
import { NumberInput } from './NumberInput';
import { TextKeyword } from './TextKeyword';

export function Days({ kind, schema, edit }: KindProps & { kind: string }) {
  const unit = kind === 'month' ? '年月（その日がある月）' : '日';
  return (
    <>
      <DayLimit label={`いちばん早い${unit}`} keyword="x-earliest" schema={schema} edit={edit} />
      <DayLimit label={`いちばん遅い${unit}`} keyword="x-latest" schema={schema} edit={edit} />
      {kind !== 'month' && (
        <TextKeyword
          label="カレンダーに入れる予定の名前"
          keyword="x-calendar"
          help="入力すると、申請した人が受付の画面から、この日をカレンダーに入れられます。"
          schema={schema}
          edit={edit}
        />
      )}
    </>
  );
}

function Step({ schema, edit }: KindProps) {
  return (
    <NumberInput
      label="何分おきに選べるか（分）"
      keyword="x-step"
      schema={schema}
      edit={edit}
      isWhole
      isPositive
    />
  );
}

function TimeLimit({ label, keyword, schema, edit }: KindProps & { label: string; keyword: string }) {
  const value = schema[keyword];
  return (
    <TextInput
      label={label}
      type="time"
      value={typeof value === 'string' ? value : ''}
      onChange={(time) => edit({ [keyword]: time === '' ? undefined : time.slice(0, 5) }, keyword)}
    />
  );
}

export function TimeSettings({ schema, edit }: KindProps) {
  return (
    <>
      <div className="pair">
        <TimeLimit label="いちばん早い時刻" keyword="x-earliest" schema={schema} edit={edit} />
        <TimeLimit label="いちばん遅い時刻" keyword="x-latest" schema={schema} edit={edit} />
      </div>
      <Step schema={schema} edit={edit} />
    </>
  );
}

export function DateTimeSettings({ schema, edit }: KindProps) {
  return (
    <>
      <Days kind="dateTime" schema={schema} edit={edit} />
      <Step schema={schema} edit={edit} />
    </>
  );
}

export function DateRangeSettings({ schema, edit }: KindProps) {
  return (
    <>
      <Days kind="dateRange" schema={schema} edit={edit} />
      <NumberInput
        label="長くても（日間、初日と最終日も数える）"
        keyword="x-max-days"
        schema={schema}
        edit={edit}
        isWhole
        isPositive
      />
    </>
  );
}
