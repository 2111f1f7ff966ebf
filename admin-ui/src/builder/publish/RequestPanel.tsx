/** The publication that waits, or the last that came to nothing: what it is, and what each person can do about it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { publications } from '../../api/staffApi';
import type { FormDetail, Publication } from '../../api/types';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { formatDateTime } from '../../ui/format';
import { useBuilder } from '../builderContext';
import { RefuseDialog } from './RefuseDialog';
import {
  fingerprint,
  isWaiting,
  settingName,
  settingValue,
  standingOf,
  subjectOf,
  warningOf,
} from './publicationWords';

interface Props {
  form: FormDetail;
  publication: Publication;
  onDone: (form: FormDetail | undefined, words: string) => void;
}

export function RequestPanel({ form, publication, onDone }: Props) {
  const store = useBuilder();
  const client = useQueryClient();
  const [isRefusing, setRefusing] = useState(false);
  const failed = () => void client.invalidateQueries({ queryKey: keys.form(form.id) });
  const isLate = publication.publish_at === null || new Date(publication.publish_at) <= new Date();
  const approve = useMutation({
    mutationFn: () => publications.approve(publication.id, publication.hash),
    onSuccess: (next) =>
      onDone(next, isLate ? '承認し、公開しました。' : '承認しました。時刻になると公開されます。'),
    onError: failed,
  });
  const withdraw = useMutation({
    mutationFn: () => publications.withdraw(publication.id),
    onSuccess: (next) => onDone(next, '取り下げました。'),
    onError: failed,
  });
  const waits = isWaiting(publication);
  // What is approved must be what is on this screen.
  const isStale = publication.revision !== null && publication.revision !== store.autosave.savedRevision;
  return (
    <section className="panel stack request" aria-labelledby="request-title">
      <h2 id="request-title">
        {publication.state === 'planned' ? '公開の予約' : '公開の申請'}
        <span className="visually-hidden">（{subjectOf(publication)}）</span>
      </h2>
      <Banner kind={waits ? 'info' : 'warning'}>{standingOf(publication)}</Banner>
      <ErrorBanner error={approve.error ?? withdraw.error} />
      <Facts publication={publication} />
      {waits && <p className="support">{warningOf(publication)}</p>}
      {publication.can_approve && isStale && (
        <Banner kind="warning">
          この画面の下書きは、申請された内容と違います。読み込み直してから確認してください。
        </Banner>
      )}
      {waits && form.can.publish && (
        <div className="row">
          {publication.can_approve &&
            (isStale ? (
              <Button look="primary" onPress={() => window.location.reload()}>
                読み込み直す
              </Button>
            ) : (
              <Button look="primary" isPending={approve.isPending} onPress={() => approve.mutate()}>
                {isLate ? '承認して公開する' : '承認する（時刻になると公開）'}
              </Button>
            ))}
          {publication.can_approve && <Button onPress={() => setRefusing(true)}>差し戻す</Button>}
          <Button isPending={withdraw.isPending} onPress={() => withdraw.mutate()}>
            {publication.state === 'planned' ? '予約を取り消す' : '申請を取り下げる'}
          </Button>
        </div>
      )}
      {publication.state === 'requested' && publication.is_mine && (
        <p className="support">
          自分の申請は、自分では承認できません。担当部署のほかの編集者か管理者に依頼してください。
        </p>
      )}
      <RefuseDialog
        publication={publication}
        isOpen={isRefusing}
        onClose={() => setRefusing(false)}
        onDone={(next) => onDone(next, '差し戻しました。理由は、申請した人に表示されます。')}
      />
    </section>
  );
}

function Facts({ publication }: { publication: Publication }) {
  const { requested_by, requested_at, publish_at, note, reason, state, changes, hash } = publication;
  return (
    <dl className="request-facts">
      <Fact name={state === 'planned' && publication.decided_by === null ? '予約した人' : '申請した人'}>
        {requested_by ?? '—'}（{formatDateTime(requested_at)}）
      </Fact>
      {state === 'planned' && publication.decided_by !== null && (
        <Fact name="承認した人">
          {publication.decided_by}（{formatDateTime(publication.decided_at)}）
        </Fact>
      )}
      {publish_at !== null && <Fact name="公開する時">{formatDateTime(publish_at)}</Fact>}
      {note !== null && <Fact name="連絡">{note}</Fact>}
      {state === 'refused' && <Fact name="差し戻した理由">{reason}</Fact>}
      {changes.map(({ setting, from, to }) => (
        <Fact key={setting} name={settingName(setting)}>
          {settingValue(setting, from)} → <strong>{settingValue(setting, to)}</strong>
        </Fact>
      ))}
      {isWaiting(publication) && (
        <Fact name="確認番号">
          <span className="mono">{fingerprint(hash)}</span>
          <span className="support">（内容が1文字でも変わると、番号も変わります）</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
