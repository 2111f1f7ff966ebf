/** A form of 300 fields on 20 pages with choices, conditions and calculations, as the largest procedures have them. */
const PAGES = 20;
const FIELDS = 15;

const CHOICES = ['one', 'two', 'three', 'four'].map((value, index) => ({
  const: value,
  title: `選択肢${index + 1}`,
}));

type Kind = (name: string) => object;
const KINDS: Kind[] = [
  () => ({
    type: 'string',
    'x-kind': 'shortText',
    maxLength: 100,
    'x-help': '分かる場合だけ入力してください。',
  }),
  () => ({ type: 'string', 'x-kind': 'choice', oneOf: CHOICES }),
  () => ({ type: 'integer', 'x-kind': 'integer', minimum: 0, maximum: 99, 'x-unit': '回' }),
  () => ({ type: 'string', format: 'date', 'x-kind': 'date', 'x-latest': 'today' }),
  () => ({ type: 'array', 'x-kind': 'choices', items: { oneOf: CHOICES }, uniqueItems: true }),
  () => ({ type: 'string', 'x-kind': 'longText', maxLength: 1000 }),
  () => ({ type: 'boolean', 'x-kind': 'yesNo' }),
];

const nameOf = (page: number, index: number) => `field-${page + 1}-${index + 1}`;

/** Every third field is shown only for an answer on the page; the second of each page is the choice that is asked. */
function fieldOf(page: number, index: number): object {
  const kind = KINDS[index % KINDS.length] as Kind;
  const asked = nameOf(page, 1);
  const condition = { properties: { [asked]: { const: 'two' } }, required: [asked] };
  return {
    title: `質問${page + 1}の${index + 1}`,
    ...kind(nameOf(page, index)),
    ...(index > 1 && index % 3 === 0 ? { 'x-show-when': condition } : {}),
  };
}

export function largeForm(title: string): object {
  const pages = Array.from({ length: PAGES }, (_, page) => ({
    id: `page-${page + 1}`,
    title: `${page + 1}ページ目の質問`,
    blocks: Array.from({ length: FIELDS }, (_, index) => ({ field: nameOf(page, index) })),
  }));
  const fields = pages.flatMap(({ blocks }, page) =>
    blocks.map(({ field }, index) => [field, fieldOf(page, index)] as const),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    title,
    properties: Object.fromEntries(fields),
    required: fields.map(([name]) => name).filter((_, index) => index % 2 === 0 && index % 3 !== 0),
    'x-pages': pages,
  };
}
