import { Check } from '../../ui/fields';
import type { KindProps } from '../kinds/kind';
import { NumberInput } from './NumberInput';

const TYPES = [
  { type: 'image/jpeg', label: '写真（JPEG）' },
  { type: 'image/png', label: '画像（PNG）' },
  { type: 'application/pdf', label: 'PDF' },
];
const MEGABYTE = 1024 * 1024;

/** Which files, how many, how big. Photographs are never PDF. */
export function FileSettings({ kind, schema, edit }: KindProps & { kind: string }) {
  const offered = TYPES.filter(({ type }) => kind === 'file' || type.startsWith('image/'));
  const all = offered.map(({ type }) => type);
  const types = Array.isArray(schema['x-types']) ? (schema['x-types'] as string[]) : all;
  const toggle = (type: string, isOn: boolean) =>
    edit({ 'x-types': all.filter((other) => (other === type ? isOn : types.includes(other))) });
  return (
    <>
      <fieldset className="fieldset">
        <legend>受け付ける種類</legend>
        {offered.map(({ type, label }) => (
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
        <NumberInput label="多くても（枚）" keyword="maxItems" schema={schema} edit={edit} isWhole />
        <Size label="1枚の上限（MB）" keyword="x-max-bytes" schema={schema} edit={edit} />
        <Size label="全部の上限（MB）" keyword="x-max-total-bytes" schema={schema} edit={edit} />
      </div>
    </>
  );
}

export function SignatureSettings({ schema, edit }: KindProps) {
  return (
    <>
      <p className="support">署名の画像（JPEGかPNG）を1つ受け付けます。</p>
      <Size label="画像の上限（MB）" keyword="x-max-bytes" schema={schema} edit={edit} />
    </>
  );
}

function Size(props: KindProps & { label: string; keyword: string }) {
  return <NumberInput {...props} scale={MEGABYTE} isPositive />;
}
