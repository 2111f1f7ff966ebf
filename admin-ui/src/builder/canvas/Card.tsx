/** One block of the page as a preview: words, kind, required, conditions, problems. Draws only what it is given. */
import { Button } from '../../ui/Button';
import { SEVERITY_LABELS } from '../problems';
import type { CardView } from './cardView';

interface Props {
  view: CardView;
  /** Opens a member of a repeating group. */
  onMember: (name: string) => void;
}

export function Card({ view, onMember }: Props) {
  const condition = view.condition !== '' && <div className="support">表示：{view.condition}</div>;
  if (view.look === 'missing') {
    return <div className="card-body error-text">項目「{view.words}」がありません。</div>;
  }
  if (view.look !== 'field') {
    return (
      <div className="card-body">
        <div className="card-meta">
          <span className="chip">{view.kind}</span>
          {view.isConditional && <span className="chip key">条件つき</span>}
        </div>
        <div className={view.look === 'text' ? 'card-text' : 'card-heading'}>{view.words}</div>
        {condition}
      </div>
    );
  }
  return (
    <div className="card-body">
      <div className="card-label">{view.words}</div>
      {view.help !== '' && <div className="support">{view.help}</div>}
      {view.summary !== '' && <div className="support card-summary">{view.summary}</div>}
      <div className="card-meta">
        <span className="chip">{view.kind}</span>
        {view.isCalculated ? (
          <span className="chip">計算</span>
        ) : (
          <span className={view.isRequired ? 'chip bad' : 'chip'}>{view.isRequired ? '必須' : '任意'}</span>
        )}
        {view.isConditional && <span className="chip key">条件つき</span>}
        {view.isPersonal && <span className="chip">個人情報</span>}
        {view.problem && (
          <span className={view.problem.severity === 'error' ? 'chip bad' : 'chip warn'}>
            {SEVERITY_LABELS[view.problem.severity]}
            {view.problem.count}件
          </span>
        )}
      </div>
      {condition}
      {view.members.length > 0 && (
        <ul className="card-members" aria-label="1件ごとの項目">
          {view.members.map((member) => (
            <li key={member.name}>
              <Button look="text" className="card-member" onPress={() => onMember(member.name)}>
                {member.label}
              </Button>
              <span className="chip">{member.kind}</span>
              {member.isCalculated && <span className="chip">計算</span>}
              {member.isRequired && <span className="chip bad">必須</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
