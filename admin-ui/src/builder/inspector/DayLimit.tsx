/** A limit of a date: none, a day, or so many days, months or years from the day of receipt. */
import { useState } from 'react';
import { Select, TextInput } from '../../ui/fields';
import type { KindProps } from '../kinds/kind';

const RELATIVE = /^today(?:([+-])P(\d+)([DMY]))?$/;
const UNITS = [
  { value: 'D', label: '日' },
  { value: 'M', label: 'か月' },
  { value: 'Y', label: '年' },
];

export function DayLimit({ label, keyword, schema, edit }: KindProps & { label: string; keyword: string }) {
  const value = typeof schema[keyword] === 'string' ? schema[keyword] : '';
  const relative = RELATIVE.exec(value);
  const [sign, amount, unit] = [relative?.[1] ?? '+', relative?.[2] ?? '0', relative?.[3] ?? 'D'];
  const mode =
    value === ''
      ? 'none'
      : relative === null
        ? 'day'
        : amount === '0'
          ? 'today'
          : sign === '+'
            ? 'after'
            : 'before';
  // What is being typed may not be a number yet.
  const [typed, setTyped] = useState<string | null>(null);
  const set = (next: string | undefined, key?: string) =>
    edit({ [keyword]: next }, key && `${keyword}.${key}`);
  function changeMode(next: string) {
    if (next === 'none') set(undefined);
    else if (next === 'today') set('today');
    else if (next === 'day') set(new Date().toISOString().slice(0, 10));
    else set(`today${next === 'after' ? '+' : '-'}P${amount === '0' ? '7' : amount}${unit}`);
  }
  function changeAmount(text: string) {
    setTyped(text);
    const number = text.normalize('NFKC').trim();
    if (/^[1-9]\d{0,4}$/.test(number)) set(`today${sign}P${number}${unit}`, 'amount');
  }
  const isRelative = mode === 'after' || mode === 'before';
  return (
    <fieldset className="fieldset">
      <legend>{label}</legend>
      <div className="pair">
        <Select
          label="決め方"
          value={mode}
          options={[
            { value: 'none', label: '決めない' },
            { value: 'today', label: '申請した日' },
            { value: 'after', label: '申請した日より後' },
            { value: 'before', label: '申請した日より前' },
            { value: 'day', label: '日付で指定' },
          ]}
          onChange={changeMode}
        />
        {mode === 'day' && (
          <TextInput
            label="日付"
            type="date"
            value={value}
            onChange={(day) => day !== '' && set(day, 'day')}
          />
        )}
        {isRelative && (
          <>
            <TextInput
              label="数"
              inputMode="numeric"
              value={typed ?? amount}
              onChange={changeAmount}
              onBlur={() => setTyped(null)}
            />
            <Select
              label="単位"
              value={unit}
              options={UNITS}
              onChange={(next) => set(`today${sign}P${amount}${next}`)}
            />
          </>
        )}
      </div>
    </fieldset>
  );
}
