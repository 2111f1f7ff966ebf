import { Check } from '../../ui/fields';
import type { KindProps } from './KindSettings';
import { NumberInput } from './NumberInput';

const TYPES = [
  { type: 'image/jpeg', label: '写真（JPEG）' },
  { type: 'image/png', label: '画像（PNG）' },
  { type: 'application/pdf', label: 'PDF' },
];
const MEGABYTE = 1024 * 1024;

/** Which files, how many, how big. */
export function FileSettings({ schema, edit }: KindProps) {
  const all = TYPES.map(({ type }) => type);
  const types = Array.isArray(schema['x-types']) ? (schema['x-types'] as string[]) : all;
  const toggle = (type: string, isOn: boolean) =>
    edit({ 'x-types': all.filter((other) => (other === type ? isOn : types.includes(other))) });
  return (
    <>
      <fieldset className="fieldset">
        <legend>受け付ける種類</legend>
        {TYPES.map(({ type, label }) => (
          <Check
            key={type}
            isSelected={types.includes(type)}
            isDisabled={types.length === 1 && types.includes(type)}
            onChange={(isOn) => toggle(type, isOn)}
          >
            {label}
          </Check>
        ))}
      </fieldset>
      <div className="pair">
        <NumberInput label="多くても（枚）" keyword="maxItems" schema={schema} edit={edit} />
        <NumberInput
          label="1枚の上限（MB）"
          keyword="x-max-bytes"
          schema={schema}
          edit={edit}
          scale={MEGABYTE}
        />
      </div>
    </>
  );
}
