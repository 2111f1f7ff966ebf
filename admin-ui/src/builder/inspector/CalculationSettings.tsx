/** Whether a field is asked for or calculated, and how. Only single values can be calculated. */
import { Fold } from '../../ui/Fold';
import { Check } from '../../ui/fields';
import { useBuilder } from '../builderContext';
import { ExpressionEditor } from '../expressions/ExpressionEditor';
import type { FieldAddress, FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import { pointerOf } from '../model/translations';

const NUMBERS = ['integer', 'decimal', 'money', 'percentage'];
const TEXTS = ['shortText', 'longText', 'date', 'month', 'time'];

/** What a new calculation says until it is written: a value that fits the kind. */
function startOf(kind: string): string {
  if (kind === 'decimal' || kind === 'percentage') return '0.0';
  if (kind === 'date') return 'today';
  return NUMBERS.includes(kind) ? '0' : kind === 'yesNo' ? 'false' : '""';
}

export function CalculationSettings({ name, group, schema }: FieldAddress & { schema: FieldSchema }) {
  const store = useBuilder();
  const kind = kindOf(schema);
  const value = schema['x-value'];
  const isCalculated = value !== undefined;
  if (!isCalculated && ![...NUMBERS, ...TEXTS, 'yesNo'].includes(kind)) return null;
  const set = (expression: string | undefined, key?: string) =>
    store.dispatch({ type: 'setCalculation', name, group, expression }, { key });
  return (
    <Fold summary="計算で決める" isOpen={isCalculated}>
      <div className="stack-s">
        <Check isSelected={isCalculated} onChange={(isOn) => set(isOn ? startOf(kind) : undefined)}>
          入力してもらわず、計算で決める
        </Check>
        {typeof value === 'string' && (
          <ExpressionEditor
            label="計算の式"
            help="ほかの項目から値を決める式です（例：copies * 300）。住民には結果だけを表示します。"
            value={value}
            group={group}
            pointer={`${pointerOf({ name, group })}/x-value`}
            about={{ is: 'value', name, group }}
            without={name}
            onChange={(next) => next !== '' && set(next, `value.${group ?? ''}.${name}`)}
          />
        )}
      </div>
    </Fold>
  );
}
