/** What holds for the whole organization: whether two people decide what residents get. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/queries';
import { organization } from '../api/staffApi';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailedPage, Loading, Page } from '../ui/Page';
import { AdminOnly } from './AdminOnly';

export function OrganizationPage() {
  return (
    <AdminOnly>
      <Rules />
    </AdminOnly>
  );
}

function Rules() {
  const client = useQueryClient();
  const rules = useQuery({ queryKey: keys.organization, queryFn: organization.get });
  const [isAsked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: (has_four_eyes: boolean) => organization.edit({ has_four_eyes }),
    onSuccess: (next) => {
      client.setQueryData(keys.organization, next);
      void client.invalidateQueries({ queryKey: keys.forms });
      void client.invalidateQueries({ queryKey: keys.publications });
    },
  });
  if (rules.isPending) return <Loading />;
  if (rules.data === undefined)
    return <FailedPage error={rules.error} onRetry={() => void rules.refetch()} />;
  const { has_four_eyes } = rules.data;
  const words = has_four_eyes ? '二人での確認を始めました。' : '二人での確認をやめました。';
  return (
    <Page title="組織">
      <ErrorBanner error={change.error} />
      <Outcome words={change.isSuccess ? words : null} />
      <section className="stack" aria-labelledby="four-eyes-title">
        <h2 id="four-eyes-title">二人での確認</h2>
        <p>
          今：
          <span className={has_four_eyes ? 'chip good' : 'chip'}>{has_four_eyes ? '必要' : '不要'}</span>
        </p>
        <p>
          必要にすると、フォームを公開する人と承認する人が別になります。申請した内容がそのまま公開され、あとから1文字でも変わると申請は取り消されます。
        </p>
        <ul>
          <li>承認できるのは、担当部署の編集者か管理者のうち、申請した人と別の人です。</li>
          <li>
            公開中のフォームの、URLの名前・担当部署・通知先・公開範囲・受付の始まり・受付の終わりの延長・埋め込みを変えるときも、承認が必要です。
          </li>
          <li>受付の終了は、いつでも一人でできます。</li>
          <li>この設定を変えたことは、記録に残ります。</li>
        </ul>
        <div>
          <Button
            isPending={change.isPending}
            onPress={() => (has_four_eyes ? setAsked(true) : change.mutate(true))}
          >
            {has_four_eyes ? '二人での確認をやめる' : '二人での確認を始める'}
          </Button>
        </div>
      </section>
      <ConfirmDialog
        title="二人での確認をやめますか"
        isOpen={isAsked}
        action="やめる（一人で公開できるようにする）"
        onConfirm={() => change.mutate(false)}
        onClose={() => setAsked(false)}
      >
        <p>編集者は、だれの承認もなしにフォームを公開し、設定を変えられるようになります。</p>
      </ConfirmDialog>
    </Page>
  );
}
