/** Which parts a name or an address asks for. */
import { Check } from '../../ui/fields';
import type { KindProps } from './KindSettings';

const OPTIONAL: Record<string, { parts: string[]; label: string }[]> = {
  personName: [{ parts: ['familyNameKana', 'givenNameKana'], label: 'フリガナも入力してもらう' }],
  postalAddress: [{ parts: ['buildingNameEtc'], label: '建物名・部屋番号の欄を付ける' }],
};

export function PartsSettings({ kind, schema, edit }: KindProps & { kind: string }) {
  const properties = (schema.properties ?? {}) as Record<string, unknown>;
  function toggle(parts: string[], isOn: boolean) {
    const rest = Object.entries(properties).filter(([name]) => !parts.includes(name));
    const added = isOn
      ? parts.map((name): [string, unknown] => [name, properties[name] ?? { type: 'string', maxLength: 100 }])
      : [];
    const required = Array.isArray(schema.required)
      ? schema.required.filter((name) => isOn || !parts.includes(String(name)))
      : undefined;
    edit({ properties: Object.fromEntries([...rest, ...added]), ...(required ? { required } : {}) });
  }
  return (
    <>
      {(OPTIONAL[kind] ?? []).map(({ parts, label }) => (
        <Check
          key={label}
          isSelected={parts.every((name) => name in properties)}
          onChange={(isOn) => toggle(parts, isOn)}
        >
          {label}
        </Check>
      ))}
    </>
  );
}
