/** Which parts a name, an address or an account asks for, and which of them are required. */
import { Fold } from '../../ui/Fold';
import { Check } from '../../ui/fields';
import { hasPart, needsPart, PARTS, withParts, type PartInfo } from '../model/parts';
import type { KindProps } from '../kinds/kind';

const KANA = ['familyNameKana', 'givenNameKana'];

export function PartsSettings({ kind, schema, edit }: KindProps & { kind: string }) {
  const parts = PARTS[kind] ?? [];
  const has = (part: PartInfo) => hasPart(schema, part);
  const needs = (part: PartInfo) => needsPart(schema, part);
  const include = (names: readonly string[], isOn: boolean) => {
    const isNew = (part: PartInfo) => isOn && names.includes(part.name) && !has(part);
    edit(
      withParts(schema, parts, {
        has: (part) => (names.includes(part.name) ? isOn : has(part)),
        needs: (part) => (isNew(part) ? part.isOptional !== true : needs(part)),
      }),
    );
  };
  const require = (name: string, isOn: boolean) =>
    edit(withParts(schema, parts, { has, needs: (part) => (part.name === name ? isOn : needs(part)) }));
  const count = parts.filter(has).length;
  return (
    <>
      {kind === 'personName' && (
        <Check
          isSelected={parts.filter(({ name }) => KANA.includes(name)).every(has)}
          onChange={(isOn) => include(KANA, isOn)}
        >
          フリガナも入力してもらう
        </Check>
      )}
      {kind === 'postalAddress' && (
        <Check
          isSelected={parts.some((part) => part.name === 'buildingNameEtc' && has(part))}
          onChange={(isOn) => include(['buildingNameEtc'], isOn)}
        >
          建物名・部屋番号の欄を付ける
        </Check>
      )}
      <Fold summary="入力してもらう欄">
        {parts.map((part) => (
          <div key={part.name} className="part-row" role="group" aria-label={part.label}>
            <Check
              isSelected={has(part)}
              isDisabled={has(part) && count === 1}
              onChange={(isOn) => include([part.name], isOn)}
            >
              {part.label}
            </Check>
            <Check
              isSelected={needs(part)}
              isDisabled={!has(part)}
              onChange={(isOn) => require(part.name, isOn)}
            >
              必須
            </Check>
          </div>
        ))}
      </Fold>
    </>
  );
}
