/** The rows of a table of questions. All rows have the same choices; a row's name is made here and never shown. */
import { Button } from '../../ui/Button';
import { Check, TextInput } from '../../ui/fields';
import { choicesOf, rowsOf } from '../model/choices';
import { movedTo } from '../model/change';
import type { FieldAddress, FieldSchema } from '../model/document';
import type { EditSchema } from '../kinds/kind';
import { OrderButtons } from './OrderButtons';

interface Props extends FieldAddress {
  schema: FieldSchema;
  edit: EditSchema;
}

type Row = [string, FieldSchema];

function freshRow(rows: readonly Row[]): string {
  const taken = new Set(rows.map(([name]) => name));
  for (let number = rows.length + 1; ; number += 1) if (!taken.has(`row${number}`)) return `row${number}`;
}

export function MatrixRows({ name, schema, edit }: Props) {
  const rows = rowsOf(schema);
  const needed = Array.isArray(schema.required) ? schema.required.map(String) : null;
  const set = (next: readonly Row[], key?: string) => {
    const names = next.map(([row]) => row);
    const required = needed?.filter((row) => names.includes(row));
    edit({ properties: Object.fromEntries(next), ...(required === undefined ? {} : { required }) }, key);
  };
  function add() {
    const fresh = freshRow(rows);
    const like = rows[0]?.[1] ?? { type: 'string', oneOf: choicesOf(schema) };
    set([...rows, [fresh, { ...like, title: `質問${rows.length + 1}` }]]);
    requestAnimationFrame(() =>
      document.querySelector<HTMLInputElement>(`[data-row="${name}-${rows.length}"]`)?.select(),
    );
  }
  /** Every row is needed unless the field lists those that are. */
  const need = (row: string, isOn: boolean) => {
    const all = rows.map(([other]) => other);
    const next = all.filter((other) => (other === row ? isOn : (needed ?? all).includes(other)));
    edit({ required: next.length === all.length ? undefined : next });
  };
  return (
    <fieldset className="fieldset panel">
      <legend>表の行（質問）</legend>
      {rows.map(([row, { title }], index) => (
        <div key={row} className="choice-row">
          <TextInput
            label={`行${index + 1}`}
            data-row={`${name}-${index}`}
            value={title ?? ''}
            onChange={(text) =>
              set(
                rows.map(([other, inner]): Row => [other, other === row ? { ...inner, title: text } : inner]),
                `row.${row}`,
              )
            }
          />
          <OrderButtons
            label={title ?? row}
            index={index}
            count={rows.length}
            onMove={(to) => set(movedTo(rows, index, to))}
            onRemove={rows.length === 1 ? undefined : () => set(rows.filter(([other]) => other !== row))}
          />
          <div className="row-need">
            <Check isSelected={(needed ?? [row]).includes(row)} onChange={(isOn) => need(row, isOn)}>
              この行は必ず答えてもらう
            </Check>
          </div>
        </div>
      ))}
      <Button onPress={add}>行を追加</Button>
    </fieldset>
  );
}
