/** Trying the notification out, and what became of the last fifty. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../../api/queries';
import { webhooks } from '../../../api/staffApi';
import type { Delivery } from '../../../api/types';
import { reasonName } from '../../../outbox/words';
import { Banner, ErrorBanner, Outcome } from '../../../ui/Banner';
import { Button } from '../../../ui/Button';
import { formatDateTime } from '../../../ui/format';

const EVENTS: Record<string, string> = {
  'submission.created': '申請の受付',
  'case.state_changed': '状態の変更',
  'webhook.test': 'テスト送信',
};

function outcome(delivery: Delivery): string {
  const status = delivery.status === null ? '' : `（${delivery.status}）`;
  return delivery.reason === null ? `届きました${status}` : `${reasonName(delivery.reason)}${status}`;
}

export function Deliveries({ formId }: { formId: string }) {
  const client = useQueryClient();
  const webhook = useQuery({ queryKey: keys.webhook(formId), queryFn: () => webhooks.get(formId) });
  const refresh = () => client.invalidateQueries({ queryKey: keys.webhook(formId) });
  const [done, setDone] = useState<string | null>(null);
  const test = useMutation({
    mutationFn: () => webhooks.test(formId),
    onMutate: () => setDone(null),
    onSettled: refresh,
  });
  const resend = useMutation({
    mutationFn: (delivery: Delivery) => webhooks.resend(formId, delivery.id),
    onMutate: () => setDone(null),
    onSuccess: () => setDone('もう一度送ります。結果は、しばらくすると下の記録に表示されます。'),
    onSettled: refresh,
  });
  const deliveries = webhook.data?.deliveries ?? [];
  return (
    <section className="stack" aria-labelledby="webhook-log-title">
      <h4 id="webhook-log-title">テストと記録</h4>
      <ErrorBanner error={test.error ?? resend.error} />
      {test.data &&
        (test.data.reason === null ? (
          <Banner kind="success">テスト送信：{outcome(test.data)}</Banner>
        ) : (
          <Banner kind="error">テスト送信：{outcome(test.data)}</Banner>
        ))}
      <Outcome words={done} />
      <div className="row">
        <Button isPending={test.isPending} onPress={() => test.mutate()}>
          テスト送信
        </Button>
        <Button onPress={() => void refresh()}>記録を読み直す</Button>
      </div>
      {deliveries.length === 0 ? (
        <p className="support">まだ何も送っていません。</p>
      ) : (
        <table className="list cards">
          <caption className="visually-hidden">送った通知の記録。新しい順に50件まで</caption>
          <thead>
            <tr>
              <th scope="col">時刻</th>
              <th scope="col">内容</th>
              <th scope="col">結果</th>
              <th scope="col">時間</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <tr key={delivery.id}>
                <th scope="row">{formatDateTime(delivery.at)}</th>
                <td data-label="内容">{EVENTS[delivery.event] ?? delivery.event}</td>
                <td data-label="結果">{outcome(delivery)}</td>
                <td data-label="時間">{delivery.duration_ms}ミリ秒</td>
                <td>
                  {delivery.can_resend && (
                    <Button
                      isPending={resend.isPending}
                      onPress={() => resend.mutate(delivery)}
                      aria-label={`もう一度送る：${formatDateTime(delivery.at)}`}
                    >
                      もう一度送る
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
