import { RankingSettings } from '../inspector/ChoiceSettings';
import { choicesOf } from '../model/choices';
import { choices } from './fresh';
import type { KindUi } from './kind';
import { Choose, Part } from './sketch';
import { choicesInWords, numberAt } from './summaries';

const MOST = 5;

export const ranking: KindUi = {
  label: '希望の順に選ぶ',
  group: 'choices',
  search: '順位 第1希望 第2希望 じゅんばん ranking',
  stem: 'wishes',
  create: () => ({ type: 'array', items: { oneOf: choices() }, uniqueItems: true, maxItems: 2 }),
  Sketch: ({ schema }) => {
    const count = Math.max(1, Math.min(numberAt(schema, 'maxItems') ?? MOST, choicesOf(schema).length, MOST));
    return (
      <span className="sketch-parts">
        {Array.from({ length: count }, (_, index) => (
          <Part key={index} label={`${index + 1}番目`}>
            <Choose />
          </Part>
        ))}
      </span>
    );
  },
  Settings: RankingSettings,
  isDrawn: () => true,
  summary: choicesInWords,
};
