/**
 * The registry of kinds: what the palette offers and how each kind is called, drawn and set. A kind of the form language
 * that is missing here does not compile.
 */
import type { FieldSchema } from '../model/document';
import { UNKNOWN_KIND } from '../model/inference';
import { kindOf, type Kind } from '../model/kinds';
import { bankAccount } from './bankAccount';
import { choice } from './choice';
import { choices } from './choices';
import { consent } from './consent';
import { corporateNumber } from './corporateNumber';
import { date } from './date';
import { dateRange } from './dateRange';
import { dateTime } from './dateTime';
import { decimal } from './decimal';
import { email } from './email';
import { file } from './file';
import { group } from './group';
import { hidden } from './hidden';
import { image } from './image';
import { integer } from './integer';
import { invoiceNumber } from './invoiceNumber';
import { kana } from './kana';
import { keyNumber } from './keyNumber';
import { GROUPS, type KindUi } from './kind';
import { longText } from './longText';
import { mapPoint } from './mapPoint';
import { matrix } from './matrix';
import { money } from './money';
import { month } from './month';
import { myNumber } from './myNumber';
import { organizationName } from './organizationName';
import { percentage } from './percentage';
import { personName } from './personName';
import { phone } from './phone';
import { postalAddress } from './postalAddress';
import { ranking } from './ranking';
import { rating } from './rating';
import { shortText } from './shortText';
import { signature } from './signature';
import { slot } from './slot';
import { time } from './time';
import { url } from './url';
import { yesNo } from './yesNo';
import { yuchoAccount } from './yuchoAccount';

export const KINDS = {
  shortText,
  longText,
  integer,
  decimal,
  money,
  percentage,
  url,
  date,
  month,
  time,
  dateTime,
  dateRange,
  choice,
  choices,
  ranking,
  rating,
  matrix,
  yesNo,
  consent,
  personName,
  kana,
  organizationName,
  phone,
  email,
  postalAddress,
  keyNumber,
  corporateNumber,
  invoiceNumber,
  myNumber,
  bankAccount,
  yuchoAccount,
  file,
  image,
  signature,
  mapPoint,
  slot,
  group,
  hidden,
} satisfies Record<Kind, KindUi>;

/** A kind, or a ready-made field of one. */
export type PaletteName = Kind | 'calculated';

/** What the palette offers: the start of a new field. */
export interface KindInfo {
  kind: PaletteName;
  label: string;
  search: string;
  stem: string;
  isRequired: boolean;
  /** May stand in a row of a repeating group. */
  isMember: boolean;
  note?: string;
  create: () => FieldSchema;
}

export interface KindGroup {
  title: string;
  kinds: readonly KindInfo[];
}

/** Not a kind of its own: an amount with an expression, ready to be written. */
const calculated: KindInfo = {
  kind: 'calculated',
  label: '計算した金額',
  search: '自動計算 合計 料金 数式 けいさん',
  stem: 'total',
  isRequired: false,
  isMember: true,
  create: () => ({ title: '計算した金額', 'x-kind': 'money', type: 'integer', 'x-value': '0' }),
};

function infoOf([name, ui]: [Kind, KindUi]): KindInfo {
  const { label, search, stem, note, isOptional = false, isAlone = false } = ui;
  return {
    kind: name,
    label,
    search,
    stem,
    isRequired: !isOptional,
    isMember: !isAlone,
    ...(note === undefined ? {} : { note }),
    create: () => ({ title: label, 'x-kind': name, ...ui.create() }),
  };
}

const ALL = Object.entries(KINDS) as [Kind, KindUi][];

export const KIND_GROUPS: readonly KindGroup[] = Object.entries(GROUPS).map(([group, title]) => {
  const kinds = ALL.filter(([, ui]) => ui.group === group).map(infoOf);
  const place = kinds.findIndex(({ kind }) => kind === 'group') + 1;
  return { title, kinds: group === 'rows' ? kinds.toSpliced(place, 0, calculated) : kinds };
});

/** What may stand in a row of a repeating group. */
export const MEMBER_GROUPS: readonly KindGroup[] = KIND_GROUPS.map(({ title, kinds }) => ({
  title,
  kinds: kinds.filter(({ isMember }) => isMember),
})).filter(({ kinds }) => kinds.length > 0);

const OFFERED = KIND_GROUPS.flatMap((group) => group.kinds);

export function kindInfo(name: string): KindInfo | undefined {
  return OFFERED.find((info) => info.kind === name);
}

/** What is known of the field's kind; nothing for one that this builder does not know. */
export function kindUi(schema: FieldSchema): KindUi | undefined {
  return (KINDS as Record<string, KindUi>)[kindOf(schema)];
}

export function kindLabel(schema: FieldSchema): string {
  const name = kindOf(schema);
  return name === UNKNOWN_KIND ? '種類が決まっていない項目' : (kindUi(schema)?.label ?? name);
}

/** What a field asks or offers beyond its kind, in one line for its card. */
export function summaryOf(schema: FieldSchema): string {
  if (typeof schema['x-value'] === 'string') return `計算：${schema['x-value']}`;
  return kindUi(schema)?.summary?.(schema) ?? '';
}

/** Whether people who see the sketch know the summary already. */
export function isSummaryDrawn(schema: FieldSchema): boolean {
  return schema['x-value'] === undefined && kindUi(schema)?.isDrawn?.(schema) === true;
}
