/** Small random forms of one page whose questions depend on each other; the same seed gives the same form. */

/** A whole number from 0 up to and without the limit. */
export type Dice = (limit: number) => number;

interface Question {
  name: string;
  schema: Record<string, unknown>;
  /** Conditions on an answer to it. */
  conditions: object[];
  /** Whether values can be worked out from it. */
  isNumber: boolean;
}

/** The generator mulberry32. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const OPTIONS = ['a', 'b', 'c'];
const oneOf = OPTIONS.map((option) => ({ const: option, title: `選択肢${option}` }));

const PLAIN: ((name: string, title: string) => Question)[] = [
  (name, title) => ({
    name,
    schema: { type: 'string', title, 'x-kind': 'shortText', maxLength: 40 },
    conditions: [{ minLength: 3 }, { const: '見本' }],
    isNumber: false,
  }),
  (name, title) => ({
    name,
    schema: { type: 'string', title, 'x-kind': 'choice', oneOf },
    conditions: [{ const: 'a' }, { enum: ['b', 'c'] }],
    isNumber: false,
  }),
  (name, title) => ({
    name,
    schema: { type: 'array', title, 'x-kind': 'choices', items: { oneOf }, uniqueItems: true },
    conditions: [{ contains: { const: 'b' } }, { minItems: 2 }],
    isNumber: false,
  }),
  (name, title) => ({
    name,
    schema: { type: 'boolean', title, 'x-kind': 'yesNo' },
    conditions: [{ const: true }, { const: false }],
    isNumber: false,
  }),
  (name, title) => ({
    name,
    schema: { type: 'integer', title, 'x-kind': 'integer', minimum: -100, maximum: 100 },
    conditions: [{ minimum: 3 }, { maximum: 1 }],
    isNumber: true,
  }),
];

function workedOut(name: string, title: string, from: Question): Question {
  return {
    name,
    schema: { type: 'integer', title, 'x-kind': 'integer', 'x-value': `${from.name} * 2 + 1` },
    conditions: [{ minimum: 7 }, { maximum: 3 }],
    isNumber: true,
  };
}

function oneOfThem<T>(roll: Dice, all: T[]): T {
  const one = all[roll(all.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}

function condition(roll: Dice, earlier: Question[]): object {
  const on = oneOfThem(roll, earlier);
  return { properties: { [on.name]: oneOfThem(roll, on.conditions) }, required: [on.name] };
}

/** Five to nine questions; the later ones often stand there only for some answers to the earlier ones. */
export function randomForm(roll: Dice, title: string): object {
  const questions: Question[] = [];
  const count = 5 + roll(5);
  for (let place = 0; place < count; place++) {
    const [name, label] = [`q${place}`, `質問${place}`];
    const numbers = questions.filter((one) => one.isNumber);
    const isWorkedOut = numbers.length > 0 && roll(4) === 0;
    const question = isWorkedOut
      ? workedOut(name, label, oneOfThem(roll, numbers))
      : oneOfThem(roll, PLAIN)(name, label);
    if (place > 0 && roll(3) > 0) question.schema['x-show-when'] = condition(roll, questions);
    if (!isWorkedOut && roll(3) === 0) question.schema['x-required-when'] = true;
    questions.push(question);
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    'x-language': 2,
    type: 'object',
    title,
    properties: Object.fromEntries(questions.map(({ name, schema }) => [name, schema])),
    'x-pages': [{ id: 'all', title: '質問', blocks: questions.map(({ name }) => ({ field: name })) }],
  };
}
