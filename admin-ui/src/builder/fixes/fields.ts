/** Repairs of fields: limits, choices, required, names. */
import type { Problem } from '../../api/types';
import { apply } from '../commands';
import type { FieldAddress, FieldSchema, FormDocument } from '../model/document';
import { kindOf } from '../model/kinds';
import { segments, valueAt } from '../model/pointer';
import { at, isObject, patchAt, takeOut, text, type Fix } from './fix';

/** The field or member that the pointer names or stands in. */
function addressOf({ at: pointer }: Problem): FieldAddress | null {
  const [root, name, items, properties, member] = segments(pointer);
  if (root !== 'properties' || name === undefined) return null;
  return items === 'items' && properties === 'properties' && member !== undefined
    ? { name: member, group: name }
    : { name };
}

const schemaAt = (document: FormDocument, problem: Problem): FieldSchema | null => {
  const value = valueAt(document, segments(problem.at));
  return isObject(value) ? value : null;
};

/** Letters enough for what is usually written there. */
const LETTERS: Record<string, number> = { longText: 1000, email: 254, url: 500, phone: 20 };

function setRequired(document: FormDocument, address: FieldAddress | null, isRequired: boolean) {
  return address === null ? null : apply(document, { type: 'setRequired', ...address, isRequired });
}

/** The keywords that say from where to where. */
const LIMITS = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'x-earliest',
  'x-latest',
];

export const FIELD_FIXES: Record<string, Fix> = {
  unboundedText: {
    label: '文字数の上限を付ける',
    make: (document, problem) => {
      const schema = schemaAt(document, problem);
      return schema && patchAt(document, problem, { maxLength: LETTERS[kindOf(schema)] ?? 100 });
    },
  },
  unboundedFiles: {
    label: '5枚までにする',
    make: (document, problem) => patchAt(document, problem, { maxItems: 5 }),
  },
  unboundedRows: {
    label: '10件までにする',
    make: (document, problem) => patchAt(document, problem, { maxItems: 10 }),
  },
  uniqueItems: {
    label: '同じ選択肢は1回だけにする',
    make: (document, problem) => patchAt(document, problem, { uniqueItems: true }),
  },
  requiredYesNo: {
    label: '必須をやめる',
    make: (document, problem) => setRequired(document, addressOf(problem), false),
  },
  hiddenRequired: {
    label: '必須をやめる',
    make: (document, problem) => setRequired(document, addressOf(problem), false),
  },
  requiredButHidden: {
    label: '表示されたときだけ必須にする',
    make: (document, problem) => {
      const group = problem.at.startsWith('/properties/') ? segments(problem.at)[1] : undefined;
      return setRequired(document, { name: text(problem.params.name), group }, true);
    },
  },
  requiredUnknown: { label: '必須の一覧から取り除く', make: takeOut },
  emptyRange: {
    label: '下限と上限を入れ替える',
    make: (document, problem) => {
      const schema = schemaAt(document, problem);
      const [low, high] = [text(problem.params.minimum), text(problem.params.maximum)];
      const isPair = LIMITS.includes(low) && LIMITS.includes(high);
      if (schema === null || !isPair || schema[low] === undefined || schema[high] === undefined) return null;
      return patchAt(document, problem, { [low]: schema[high], [high]: schema[low] });
    },
  },
  choiceTitle: {
    label: '値を文字にする',
    make: (document, problem) =>
      at(document, problem, (choice) =>
        isObject(choice) && text(choice.const) !== '' ? { ...choice, title: choice.const } : choice,
      ),
  },
  duplicateChoice: { label: '重なっている選択肢を削除', make: takeOut },
  exclusiveChoice: {
    label: '「ほかと一緒に選べない」をやめる',
    make: (document, problem) => takeOutKey(document, problem, 'x-exclusive'),
  },
  calendarKind: {
    label: 'カレンダーの予定をやめる',
    make: (document, problem) => takeOutKey(document, problem, 'x-calendar'),
  },
};

/** Takes a keyword out of the field, wherever exactly the problem points. */
function takeOutKey(document: FormDocument, problem: Problem, key: string): FormDocument {
  if (segments(problem.at).at(-1) === key) return takeOut(document, problem);
  return patchAt(document, problem, { [key]: undefined });
}
