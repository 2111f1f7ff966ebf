/** Both changed the same thing: says what each side did, asks only for that, and makes both into one step. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { ModalDialog } from '../../ui/ModalDialog';
import { useBuilder, useBuilderState } from '../builderContext';
import { openDocument, type FormDocument } from '../model/document';
import { placeInWords, sideInWords } from './conflictWords';
import { SideChanges } from './SideChanges';
import type { Conflict, Side } from './threeWay';
import { takeMerged, type Other } from './useConflict';
import './merge.css';

export default function MergeDialog({ formId, other }: { formId: string; other: Other }) {
  const store = useBuilder();
  const { document: mine } = useBuilderState('document');
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const theirs = openDocument(other.start.document);
  const { document, conflicts } = store.mergeWith(theirs, choices);
  const open = conflicts.filter(({ key }) => !choices.has(key));
  const base = store.common;
  const { who, isSelf } = other;
  return (
    <ModalDialog
      title={isSelf ? '別の画面の変更と合わせます' : 'ほかの人の変更と合わせます'}
      isOpen
      isWide
      isForced
      isAlert
      onClose={() => undefined}
      actions={
        <>
          <Button
            onPress={() =>
              store.take(other.start, theirs, {
                name: 'ほかの人の内容の読み込み',
                notice: `${who}の内容にしました。「元に戻す」で、あなたの内容に戻せます。`,
                who,
              })
            }
          >
            {who}の内容だけにする
          </Button>
          <Button
            look="primary"
            isDisabled={open.length > 0}
            onPress={() => takeMerged(store, other, document)}
          >
            合わせて保存する
          </Button>
        </>
      }
    >
      <p>
        {who}が先に、このフォームを保存しました。{isSelf ? '両方の画面で' : '2人が'}
        同じところを変えたのは、次の{conflicts.length}
        か所です。どちらにするか選んでください。ほかの変更は、どちらも残ります。合わせた後も「元に戻す」で取り消せます。
      </p>
      {conflicts.map((conflict) => (
        <Question
          key={conflict.key}
          conflict={conflict}
          who={who}
          isSelf={isSelf}
          documents={{ mine, theirs }}
          choice={choices.get(conflict.key)}
          onChoose={(side) => setChoices(new Map(choices).set(conflict.key, side))}
        />
      ))}
      {base !== null && (
        <div className="merge-sides">
          <section aria-label="あなたの変更">
            <h3>あなたの変更</h3>
            <SideChanges formId={formId} from={base} to={mine} scope={mine} />
          </section>
          <section aria-label={`${who}の変更`}>
            <h3>{who}の変更</h3>
            <SideChanges formId={formId} from={base} to={theirs} scope={theirs} />
          </section>
        </div>
      )}
      <p role="status" className="support">
        {open.length > 0 ? `あと${open.length}か所を選んでください。` : 'すべて選びました。'}
      </p>
    </ModalDialog>
  );
}

interface QuestionProps {
  conflict: Conflict;
  who: string;
  isSelf: boolean;
  documents: Record<Side, FormDocument>;
  choice: Side | undefined;
  onChoose: (side: Side) => void;
}

function Question({ conflict, who, isSelf, documents, choice, onChoose }: QuestionProps) {
  return (
    <fieldset className="merge-question">
      <legend>{placeInWords(conflict, [documents.mine, documents.theirs])}</legend>
      {(['mine', 'theirs'] as const).map((side) => (
        <label key={side} className="choice">
          <input type="radio" name={conflict.key} checked={choice === side} onChange={() => onChoose(side)} />
          <span>
            {side === 'mine' ? (isSelf ? 'この画面のあなた' : 'あなた') : who}：
            {sideInWords(conflict, side, documents[side])}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
