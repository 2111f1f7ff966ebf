/** The ways residents can take through the draft, each with sample answers to click through in the real pages. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/http';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail, Way, Ways as Found } from '../../api/types';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { formatCount } from '../../ui/format';
import { useBuilderState } from '../builderContext';
import { countBySeverity } from '../problems';
import { WayDialog } from './LookDialog';
import { deadEndWords, endOf } from './wayWords';
import './ways.css';

/** Searching takes the server a moment: it is done when somebody asks. */
export function Ways({ form }: { form: FormDetail }) {
  const { savedTimes, problems } = useBuilderState('savedTimes', 'problems');
  const [isAsked, setAsked] = useState(false);
  const [walking, setWalking] = useState<Way | null>(null);
  const hasErrors = countBySeverity(problems).error > 0;
  const ways = useQuery({
    queryKey: [...keys.form(form.id), 'ways', 'draft', '', savedTimes],
    queryFn: () => forms.ways(form.id, 'draft'),
    enabled: isAsked && !hasErrors,
  });
  const isNotReady = ways.error instanceof ApiError && ways.error.code === 'form-not-ready';
  return (
    <section className="ways stack-s" aria-labelledby="ways-title">
      <h3 id="ways-title">経路を確かめる</h3>
      <p className="support">
        答え方によって変わるページの順番を全部調べ、見本の答えを入れた画面で確かめられます。
      </p>
      {hasErrors || isNotReady ? (
        <p className="support">エラーがある間は調べられません。先に直してください。</p>
      ) : (
        <Button isPending={ways.isFetching} onPress={() => (isAsked ? void ways.refetch() : setAsked(true))}>
          {ways.isFetching ? '調べています…' : ways.data ? 'もう一度調べる' : '経路を調べる'}
        </Button>
      )}
      {!isNotReady && <ErrorBanner error={ways.error} />}
      <div role="status">{ways.data && !hasErrors && <Summary found={ways.data} />}</div>
      {ways.data && !hasErrors && (
        <>
          <DeadEnds found={ways.data} />
          <ol className="way-list">
            {ways.data.ways.map((way) => (
              <Item key={way.number} way={way} onWalk={() => setWalking(way)} />
            ))}
          </ol>
        </>
      )}
      {walking !== null && ways.data && (
        <WayDialog form={form} way={walking} today={ways.data.today} onClose={() => setWalking(null)} />
      )}
    </section>
  );
}

function Summary({ found }: { found: Found }) {
  const exits = found.ways.filter((way) => way.exit !== null).length;
  return (
    <p>
      {formatCount(found.ways.length)}通りの経路が見つかりました
      {exits > 0 && `（うち${formatCount(exits)}通りは、申請できない案内で終わります）`}。
      {found.is_cut && 'このほかにも経路があるかもしれません。'}
    </p>
  );
}

function DeadEnds({ found }: { found: Found }) {
  if (found.dead_ends.length === 0) return null;
  return (
    <Banner kind="warning">
      <ul>
        {found.dead_ends.map((end, index) => (
          <li key={index}>
            <strong>{[end.page, end.field, end.exit].filter(Boolean).join('：')}</strong> —{' '}
            {deadEndWords(end.reason)}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function Item({ way, onWalk }: { way: Way; onWalk: () => void }) {
  const deciding = way.answers.filter((answer) => answer.decides);
  return (
    <li className="way">
      <div className="way-head">
        <p>
          <strong>経路{way.number + 1}</strong>
          <span className="way-pages">
            {way.pages.map((page) => (
              <span key={page.index} className="way-page">
                {page.title}
              </span>
            ))}
            <span className={`chip ${way.exit === null ? 'good' : 'warn'}`}>{endOf(way)}</span>
          </span>
        </p>
        <Button onPress={onWalk} aria-label={`経路${way.number + 1}をたどる`}>
          たどる
        </Button>
      </div>
      {deciding.length > 0 && (
        <p className="support">
          {deciding.map((answer) => `${answer.label}：${answer.lines.join('、')}`).join(' ／ ')}
        </p>
      )}
      {way.answers.length > 0 && (
        <details>
          <summary>見本の答え（{formatCount(way.answers.length)}件）</summary>
          <dl className="way-answers">
            {way.answers.map((answer, index) => (
              <div key={index}>
                <dt>{answer.label}</dt>
                <dd>{answer.lines.join('\n')}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}
