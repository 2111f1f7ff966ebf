/** What only some kinds have: limits, digits, days, parts, files, the look of choices. */
import type { ComponentType } from 'react';
import { Check } from '../../ui/fields';
import type { FieldSchema } from '../model/document';
import { ChoicesSettings, RankingSettings, Widget } from './ChoiceSettings';
import { DateRangeSettings, DateTimeSettings, Days, TimeSettings } from './DaySettings';
import type { EditSchema } from './FieldInspector';
import { FileSettings, SignatureSettings } from './FileSettings';
import { HiddenSettings } from './HiddenSettings';
import { KeyNumberSettings } from './KeyNumberSettings';
import { MyNumberSettings } from './MyNumberSettings';
import { Amounts, Lengths, Numbers, RatingSettings } from './NumberSettings';
import { PartsSettings } from './PartsSettings';
import { PatternSettings } from './PatternSettings';
import { TextKeyword } from './TextKeyword';

export interface KindProps {
  schema: FieldSchema;
  edit: EditSchema;
}

type Settings = ComponentType<KindProps & { kind: string }>;

const SETTINGS: Record<string, Settings> = {
  shortText: ShortText,
  longText: Lengths,
  kana: Lengths,
  organizationName: Lengths,
  url: Lengths,
  integer: Numbers,
  decimal: Numbers,
  money: Amounts,
  percentage: Amounts,
  rating: RatingSettings,
  date: Days,
  month: Days,
  time: TimeSettings,
  dateTime: DateTimeSettings,
  dateRange: DateRangeSettings,
  choice: Widget,
  choices: ChoicesSettings,
  ranking: RankingSettings,
  consent: Sentence,
  yesNo: Sentence,
  email: Confirmation,
  personName: PartsSettings,
  postalAddress: PartsSettings,
  bankAccount: PartsSettings,
  yuchoAccount: PartsSettings,
  keyNumber: KeyNumberSettings,
  myNumber: MyNumberSettings,
  file: FileSettings,
  image: FileSettings,
  signature: SignatureSettings,
  hidden: HiddenSettings,
};

export function KindSettings({ kind, schema, edit }: KindProps & { kind: string }) {
  const Settings = SETTINGS[kind];
  return Settings === undefined ? null : <Settings kind={kind} schema={schema} edit={edit} />;
}

function ShortText({ schema, edit }: KindProps) {
  return (
    <>
      <PatternSettings schema={schema} edit={edit} />
      <Lengths schema={schema} edit={edit} />
    </>
  );
}

function Sentence({ schema, edit }: KindProps) {
  return (
    <TextKeyword
      label="チェックの横の文"
      help="空欄のときは項目の名前を表示します。"
      keyword="x-text"
      schema={schema}
      edit={edit}
    />
  );
}

function Confirmation({ schema, edit }: KindProps) {
  return (
    <Check
      isSelected={schema['x-confirm'] === true}
      onChange={(confirm) => edit({ 'x-confirm': confirm ? true : undefined })}
    >
      確認のため2回入力してもらう
    </Check>
  );
}
