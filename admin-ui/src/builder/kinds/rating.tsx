import { RatingSettings } from '../inspector/NumberSettings';
import type { FieldSchema } from '../model/document';
import type { KindUi } from './kind';
import { numberAt, textAt } from './summaries';

function end(schema: FieldSchema, keyword: 'minimum' | 'maximum', words: string): string {
  const value = numberAt(schema, keyword) ?? '';
  return words === '' ? `${value}` : `${value}（${words}）`;
}

export const rating: KindUi = {
  label: '段階で答える',
  group: 'choices',
  search: '評価 満足度 5段階 アンケート スケール だんかい rating',
  stem: 'rating',
  create: () => ({ type: 'integer', minimum: 1, maximum: 5 }),
  Sketch: ({ schema }) => {
    const least = numberAt(schema, 'minimum') ?? 1;
    // The server allows a difference of ten; a wrong one must not fill the screen.
    const count = Math.max(1, Math.min(11, Math.floor((numberAt(schema, 'maximum') ?? 5) - least) + 1));
    return (
      <span className="sketch-scale">
        {textAt(schema, 'x-low') !== '' && <span className="end">{textAt(schema, 'x-low')}</span>}
        {Array.from({ length: count }, (_, index) => (
          <span key={index}>
            <span className="sketch-box is-radio" />
            {least + index}
          </span>
        ))}
        {textAt(schema, 'x-high') !== '' && <span className="end">{textAt(schema, 'x-high')}</span>}
      </span>
    );
  },
  Settings: RatingSettings,
  isDrawn: () => true,
  summary: (schema) =>
    `段階：${end(schema, 'minimum', textAt(schema, 'x-low'))}〜${end(schema, 'maximum', textAt(schema, 'x-high'))}`,
};
