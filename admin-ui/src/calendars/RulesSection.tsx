/** How slots are made (規則): several rules, days without any, and what applying them would do before it is done. */
import { useRef, useState } from 'react';
import type { Calendar } from '../api/types';
import { Button } from '../ui/Button';
import { Check } from '../ui/fields';
import { ApplyRules } from './ApplyRules';
import { BlockFields } from './BlockFields';
import { addDays, today } from './days';
import { ExceptionsFields } from './ExceptionsFields';
import { rulesDraft, rulesOf, wrongInBlock, type BlockDraft } from './ruleWords';
import { SaveBar } from './SaveBar';
import { usePart } from './saving';

const FIRST: Omit<BlockDraft, 'row' | 'from' | 'until'> = {
  places: [],
  weekdays: [1, 2, 3, 4, 5],
  begins: '09:00',
  ends: '17:00',
  minutes: '30',
  capacity: '1',
  reserved: '0',
};

export function RulesSection({ calendar }: { calendar: Calendar }) {
  const part = usePart(calendar, ({ rules }) => rulesDraft(rules));
  const [isChecked, setChecked] = useState(false);
  const [said, setSaid] = useState('');
  const rows = useRef(0);
  const list = useRef<HTMLOListElement>(null);
  const draft = part.value;
  const { blocks } = draft;
  const setBlocks = (next: BlockDraft[]) => part.set({ ...draft, blocks: next });
  const freshRow = () => `new-${(rows.current += 1)}`;

  function focusRule(selector: string) {
    setTimeout(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  }
  function add(block: Omit<BlockDraft, 'row'>) {
    setBlocks([...blocks, { ...block, row: freshRow() }]);
    setSaid(`規則${blocks.length + 1}を追加しました。`);
    focusRule('li:last-child h3');
  }
  function move(index: number, to: number) {
    const next = [...blocks];
    const [block] = next.splice(index, 1);
    if (block === undefined) return;
    next.splice(to, 0, block);
    setBlocks(next);
    setSaid(`規則${index + 1}を${to + 1}番目にしました。`);
  }
  function remove(index: number) {
    setBlocks(blocks.filter((_, at) => at !== index));
    setSaid(`規則${index + 1}を削除します。保存するまでは「変更をやめる」で戻せます。`);
  }
  const isWrong =
    blocks.some((block) => Object.keys(wrongInBlock(block)).length > 0) ||
    draft.exceptions.some(({ day }) => day === '');
  function save() {
    setChecked(isWrong);
    if (isWrong) {
      setTimeout(() => document.querySelector<HTMLElement>('#rules [aria-invalid]')?.focus());
      return;
    }
    part.save({ rules: rulesOf(draft) });
  }
  return (
    <section className="stack" id="rules" aria-labelledby="rules-title">
      <h2 id="rules-title">枠の作り方（規則）</h2>
      <p>
        「どの曜日の、何時から何時まで、何分ごとに、何人」を規則として決めます。保存しただけでは枠は変わりません。下の「枠に反映する」で、何が起きるかを確かめてから反映します。
      </p>
      {blocks.length === 0 && <p>まだ規則がありません。「規則を追加」から作ってください。</p>}
      <ol className="calendar-cards" ref={list}>
        {blocks.map((block, index) => (
          <li key={block.row} className="calendar-card">
            <fieldset className="fieldset stack" disabled={!calendar.can_edit}>
              <legend className="visually-hidden">規則{index + 1}</legend>
              <h3 tabIndex={-1}>規則{index + 1}</h3>
              <BlockFields
                block={block}
                places={calendar.places}
                wrong={isChecked ? wrongInBlock(block) : {}}
                onChange={(patch) =>
                  setBlocks(blocks.map((other, at) => (at === index ? { ...other, ...patch } : other)))
                }
              />
              {calendar.can_edit && (
                <div className="row">
                  <Button aria-label={`規則${index + 1}を写して追加`} onPress={() => add(block)}>
                    写して追加
                  </Button>
                  <Button
                    aria-label={`規則${index + 1}を上へ`}
                    isDisabled={index === 0}
                    onPress={() => move(index, index - 1)}
                  >
                    ↑ 上へ
                  </Button>
                  <Button
                    aria-label={`規則${index + 1}を下へ`}
                    isDisabled={index === blocks.length - 1}
                    onPress={() => move(index, index + 1)}
                  >
                    ↓ 下へ
                  </Button>
                  <Button aria-label={`規則${index + 1}を削除`} onPress={() => remove(index)}>
                    削除
                  </Button>
                </div>
              )}
            </fieldset>
          </li>
        ))}
      </ol>
      {blocks.length > 1 && (
        <p className="support">
          同じ会場で同じ時刻に始まる枠が2つの規則に当てはまるときは、下の規則を使います。始まりが違う枠どうしは、重ならないようにしてください。
        </p>
      )}
      {calendar.can_edit && (
        <div>
          <Button onPress={() => add({ ...FIRST, from: addDays(today(), 1), until: addDays(today(), 90) })}>
            規則を追加
          </Button>
        </div>
      )}
      <fieldset className="fieldset stack" disabled={!calendar.can_edit}>
        <legend className="visually-hidden">休みの日</legend>
        <h3>休みの日</h3>
        <Check
          isSelected={draft.isClosedOnHolidays}
          onChange={(isClosedOnHolidays) => part.set({ ...draft, isClosedOnHolidays })}
        >
          国民の祝日・休日には枠を作らない
        </Check>
        <ExceptionsFields
          exceptions={draft.exceptions}
          places={calendar.places}
          isChecked={isChecked}
          onChange={(exceptions) => part.set({ ...draft, exceptions })}
          freshRow={freshRow}
        />
      </fieldset>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {calendar.can_edit && (
        <>
          <SaveBar
            part={part}
            done="規則を保存しました。枠はまだ変わっていません。下の「枠に反映する」で反映します。"
            onSave={save}
          />
          <ApplyRules calendar={calendar} isDirty={part.isDirty} />
        </>
      )}
    </section>
  );
}
