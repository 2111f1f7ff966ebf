/** The parts of composite kinds that people type: labels, and what a field has that does not say. */
import type { FieldSchema } from './document';

export interface PartInfo {
  name: string;
  label: string;
  /** Not there unless the document names it. */
  isExtra?: boolean;
  /** Not required unless the document says so. */
  isOptional?: boolean;
}

export const PARTS: Record<string, readonly PartInfo[]> = {
  personName: [
    { name: 'familyName', label: '姓' },
    { name: 'givenName', label: '名' },
    { name: 'familyNameKana', label: '姓（フリガナ）', isExtra: true },
    { name: 'givenNameKana', label: '名（フリガナ）', isExtra: true },
  ],
  postalAddress: [
    { name: 'postalCode', label: '郵便番号' },
    { name: 'prefecture', label: '都道府県' },
    { name: 'cityAndCounty', label: '市区町村' },
    { name: 'streetAddress', label: '町名・番地' },
    { name: 'buildingNameEtc', label: '建物名・部屋番号', isOptional: true },
    { name: 'localGovernmentCode', label: '市区町村コード（自動で入る）', isExtra: true, isOptional: true },
  ],
  bankAccount: [
    { name: 'bankCode', label: '金融機関コード' },
    { name: 'branchCode', label: '支店コード' },
    { name: 'accountType', label: '預金種目' },
    { name: 'accountNumber', label: '口座番号' },
    { name: 'accountHolderKana', label: '口座名義（カナ）' },
  ],
  yuchoAccount: [
    { name: 'symbol', label: '記号' },
    { name: 'number', label: '番号' },
    { name: 'accountHolderKana', label: '口座名義（カナ）' },
  ],
};

/** Texts without a shape of their own get a limit. */
const FREE = [
  'familyName',
  'givenName',
  'familyNameKana',
  'givenNameKana',
  'prefecture',
  'cityAndCounty',
  'streetAddress',
  'buildingNameEtc',
];

const declared = (schema: FieldSchema): Record<string, unknown> | null =>
  typeof schema.properties === 'object' && schema.properties !== null
    ? (schema.properties as Record<string, unknown>)
    : null;

export function hasPart(schema: FieldSchema, part: PartInfo): boolean {
  const properties = declared(schema);
  return properties === null ? part.isExtra !== true : part.name in properties;
}

export function needsPart(schema: FieldSchema, part: PartInfo): boolean {
  if (!hasPart(schema, part)) return false;
  return Array.isArray(schema.required) ? schema.required.includes(part.name) : part.isOptional !== true;
}

/** The patch with exactly these parts, and these of them required. What a part says already stays. */
export function withParts(
  schema: FieldSchema,
  parts: readonly PartInfo[],
  { has, needs }: { has: (part: PartInfo) => boolean; needs: (part: PartInfo) => boolean },
): Record<string, unknown> {
  const known = declared(schema) ?? {};
  const kept = parts.filter(has);
  const fresh = (name: string) =>
    FREE.includes(name) ? { type: 'string', maxLength: 100 } : { type: 'string' };
  const own = Object.entries(known).filter(([name]) => parts.every((part) => part.name !== name));
  const isUsual = kept.every((part) => needs(part) === (part.isOptional !== true));
  return {
    properties: Object.fromEntries([...kept.map(({ name }) => [name, known[name] ?? fresh(name)]), ...own]),
    required: isUsual ? undefined : kept.filter(needs).map(({ name }) => name),
  };
}
