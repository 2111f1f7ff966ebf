/**
 * One block of the page as residents will see it, and below it what only staff see: kind, conditions, problems. Draws only
 * what it is given. The drawn control is hidden from screen readers; the card says the same in words.
 */
import { memo } from 'react';
import { Need } from '../../ui/fields';
import { isSummaryDrawn, kindUi } from '../kinds';
import { Pick, WorkedOut } from '../kinds/sketch';
import type { FieldSchema } from '../model/document';
import { PictureSketch } from '../pictures/PictureSketch';
import { SEVERITY_LABELS } from '../problems';
import { FormattedText } from '../prose/FormattedText';
import { hasNeed, type CardView } from './cardView';
import { GroupCard } from './GroupCard';

interface Props {
  view: CardView;
  /** Opens a member of the repeating group on the card with this id. */
  onMember: (card: string, name: string) => void;
}

export const Card = memo(function Card({ view, onMember }: Props) {
  if (view.look === 'missing') {
    return <div className="card-body error-text">項目「{view.words}」がありません。</div>;
  }
  return (
    <div className="card-body">
      {view.look === 'heading' && <div className="card-heading">{view.words}</div>}
      {view.picture !== null && <PictureSketch picture={view.picture} />}
      {view.look === 'text' && <FormattedText className="card-text" text={view.text} />}
      {view.look === 'field' && (
        <>
          <Label {...view} />
          {view.help !== '' && <div className="card-help">{view.help}</div>}
          {view.schema !== null && view.group === null && <Sketch schema={view.schema} />}
          {view.group !== null && (
            <GroupCard group={view.group} shown={view.member} onMember={(name) => onMember(view.id, name)} />
          )}
        </>
      )}
      <Notes view={view} />
    </div>
  );
});

interface LabelProps {
  words: string;
  schema: FieldSchema | null;
  isRequired: boolean;
  isCalculated: boolean;
  isLabelInside: boolean;
}

export function Label({ words, schema, isRequired, isCalculated, isLabelInside }: LabelProps) {
  const need = !isCalculated && hasNeed(schema) && <Need need={isRequired ? 'required' : 'optional'} />;
  if (!isLabelInside) {
    return (
      <div className="card-label">
        {words}
        {need}
      </div>
    );
  }
  return (
    <div className="card-label inside">
      <span aria-hidden="true">
        <Pick look="check">{null}</Pick>
      </span>
      <span>
        {words}
        {need}
      </span>
    </div>
  );
}

export function Sketch({ schema }: { schema: FieldSchema }) {
  const Drawn = kindUi(schema)?.Sketch;
  const isCalculated = schema['x-value'] !== undefined;
  if (!isCalculated && Drawn === undefined) return null;
  return (
    <div className="sketch" aria-hidden="true">
      {isCalculated || Drawn === undefined ? <WorkedOut /> : <Drawn schema={schema} />}
    </div>
  );
}

/** What residents do not see. */
function Notes({ view }: { view: CardView }) {
  return (
    <div className="card-notes">
      <span className="chip">{view.kind}</span>
      {view.isCalculated && <span className="chip">計算</span>}
      {view.isConditional && <span className="chip key">条件つき</span>}
      {view.isPersonal && <span className="chip">個人情報</span>}
      {view.isCut && <span className="chip warn">切り取り中</span>}
      {view.problem && (
        <span className={view.problem.severity === 'error' ? 'chip bad' : 'chip warn'}>
          {SEVERITY_LABELS[view.problem.severity]}
          {view.problem.count}件
        </span>
      )}
      <Summary words={view.summary} schema={view.schema} />
      {view.condition !== '' && <span className="support card-condition">表示：{view.condition}</span>}
    </div>
  );
}

/** What the sketch shows, in words; seen only where it does not. */
export function Summary({ words, schema }: { words: string; schema: FieldSchema | null }) {
  if (words === '') return null;
  const isDrawn = schema !== null && isSummaryDrawn(schema);
  return <span className={isDrawn ? 'visually-hidden' : 'support card-summary'}>{words}</span>;
}
