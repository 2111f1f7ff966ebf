/** One block of the page as a preview: words, kind, required, conditions, problems. */
import { isBlockConditional } from '../actions';
import { useBuilderState } from '../builderContext';
import { conditionInWords } from '../conditions/words';
import { choicesOf } from '../model/choices';
import { isRequired, labelOf, type Block, type FormDocument } from '../model/document';
import { kindLabel } from '../model/kinds';
import { problemsOfField, SEVERITY_LABELS } from '../problems';

export function cardText(document: FormDocument, block: Block): string {
  if (block.field !== undefined) return labelOf(document, block.field);
  return block.heading ?? block.text ?? '';
}

export function Card({ block }: { block: Block }) {
  const { document, problems } = useBuilderState();
  const condition = block['x-show-when'];
  if (block.field === undefined) {
    return (
      <div className="card-body">
        <div className="card-meta">
          <span className="chip">{block.heading === undefined ? '説明文' : '見出し'}</span>
          {condition !== undefined && <span className="chip key">条件つき</span>}
        </div>
        <div className={block.heading === undefined ? 'card-text' : 'card-heading'}>
          {block.heading ?? block.text}
        </div>
        {condition !== undefined && (
          <div className="support">表示：{conditionInWords(document, condition)}</div>
        )}
      </div>
    );
  }
  const schema = document.properties[block.field];
  if (schema === undefined) {
    return <div className="card-body error-text">項目「{block.field}」がありません。</div>;
  }
  const own = problemsOfField(problems, block.field);
  const choices = choicesOf(schema);
  const shown = schema['x-show-when'] ?? condition;
  const [worst] = own;
  return (
    <div className="card-body">
      <div className="card-label">{labelOf(document, block.field)}</div>
      {typeof schema['x-help'] === 'string' && <div className="support">{schema['x-help']}</div>}
      {choices.length > 0 && (
        <div className="support">選択肢：{choices.map((choice) => choice.title).join('、')}</div>
      )}
      <div className="card-meta">
        <span className="chip">{kindLabel(schema)}</span>
        {isRequired(document, block.field) ? (
          <span className="chip bad">必須</span>
        ) : (
          <span className="chip">任意</span>
        )}
        {isBlockConditional(document, block) && <span className="chip key">条件つき</span>}
        {schema['x-sensitive'] !== undefined && <span className="chip">個人情報</span>}
        {worst && (
          <span className={worst.severity === 'error' ? 'chip bad' : 'chip warn'}>
            {SEVERITY_LABELS[worst.severity]}
            {own.length}件
          </span>
        )}
      </div>
      {shown !== undefined && <div className="support">表示：{conditionInWords(document, shown)}</div>}
    </div>
  );
}
