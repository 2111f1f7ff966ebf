/** What applying the stored rules would do, in numbers; and doing it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { isConflict } from '../api/http';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import type { Calendar, RuleChanges } from '../api/types';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { Loading } from '../ui/Page';
import { fullDayWords } from './days';
import { changesWords, doesAnything } from './ruleWords';

const inOneLine = (changes: RuleChanges): string =>
  changesWords(changes)
    .map(({ label, count }) => `${label} ${formatCount(count)}`)
    .join('、');

export function ApplyRules({ calendar, isDirty }: { calendar: Calendar; isDirty: boolean }) {
  const client = useQueryClient();
  const key = keys.ruleChanges(calendar.id, calendar.revision);
  const preview = useQuery({ queryKey: key, queryFn: () => calendars.changes(calendar.id), staleTime: 0 });
  const apply = useMutation({
    mutationFn: () => calendars.apply(calendar.id, calendar.revision),
    onSettled: () => client.invalidateQueries({ queryKey: keys.calendarAll(calendar.id) }),
  });
  return (
    <section className="calendar-apply stack-s" aria-labelledby="apply-title">
      <h3 id="apply-title">枠に反映する</h3>
      <p>
        保存した規則のとおりに枠を作ります。予約のある枠と、手で直した枠は、変えません。住民には、反映した枠がすぐに表示されます（受付の始まりを決めてあるときは、その時刻からです）。
      </p>
      <ErrorBanner error={preview.error} />
      {isConflict(apply.error) ? (
        <p role="alert" className="error-text">
          ほかの人がこの予約枠を変更したため、反映を止めました（途中までは反映していることがあります）。下の新しい数を確かめて、もう一度押してください。
        </p>
      ) : (
        <ErrorBanner error={apply.error} />
      )}
      <Outcome words={apply.data === undefined ? null : `反映しました。${inOneLine(apply.data)}。`} />
      {isDirty ? (
        <p>先に規則を保存すると、反映したときに何が起きるかをここに表示します。</p>
      ) : preview.data === undefined ? (
        preview.isPending && <Loading />
      ) : (
        <Preview changes={preview.data} />
      )}
      <div>
        <Button
          look="primary"
          isDisabled={isDirty || preview.data === undefined || !doesAnything(preview.data)}
          isPending={apply.isPending}
          onPress={() => apply.mutate()}
        >
          枠に反映する
        </Button>
      </div>
    </section>
  );
}

function Preview({ changes }: { changes: RuleChanges }) {
  const [first, last] = changes.created_between ?? [];
  return (
    <>
      <p>
        {doesAnything(changes)
          ? '今、反映すると次のようになります。'
          : '枠は、もう規則のとおりです。反映することはありません。'}
      </p>
      <dl className="calendar-numbers">
        {changesWords(changes).map(({ label, count, help }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{formatCount(count)}</strong>
              {help !== undefined && <div className="support">{help}</div>}
            </dd>
          </div>
        ))}
      </dl>
      {first !== undefined && last !== undefined && (
        <p className="support">
          新しい枠は、{fullDayWords(first)}
          {first === last ? 'の分です。' : `から${fullDayWords(last)}までの分です。`}
        </p>
      )}
    </>
  );
}
