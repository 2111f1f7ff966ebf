/** Why something could not become a form: what is wrong and where, in sentences. */
import { ApiError } from '../../api/http';
import type { Problem } from '../../api/types';
import { messageOf } from '../../api/messages';
import { Banner } from '../../ui/Banner';
import { sentenceOf } from '../../builder/problems';

/** What a list of questions is told instead of a form. */
const OF_A_LIST: Record<string, string> = {
  noFields: '質問が見つかりませんでした。1行に1つずつ書いてください。',
};

export function ImportFailed({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const body = error instanceof ApiError ? error.body : null;
  const problems: Problem[] = body?.problems ?? [];
  const line = body !== null && typeof body.line === 'number' ? `（${body.line}行目）` : '';
  return (
    <Banner kind="error">
      <p>
        {messageOf(error)}
        {line}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem, index) => (
            <li key={index}>
              {OF_A_LIST[problem.code] ?? sentenceOf(problem)}
              {problem.at !== '' && <span className="mono"> {problem.at}</span>}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
