/** The secret that signs notifications: made here, shown once. The one before signs too until somebody ends that. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../api/queries';
import { webhooks } from '../../../api/staffApi';
import { Banner, ErrorBanner, Outcome } from '../../../ui/Banner';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';

export function Secret({ formId }: { formId: string }) {
  const client = useQueryClient();
  const webhook = useQuery({ queryKey: keys.webhook(formId), queryFn: () => webhooks.get(formId) });
  const refresh = () => client.invalidateQueries({ queryKey: keys.webhook(formId) });
  const make = useMutation({ mutationFn: () => webhooks.newSecret(formId), onSuccess: refresh });
  const retire = useMutation({ mutationFn: () => webhooks.retireSecret(formId), onSuccess: refresh });
  const { has_secret = false, secrets = 1 } = webhook.data ?? {};
  return (
    <section className="stack" aria-labelledby="webhook-secret-title">
      <h4 id="webhook-secret-title">署名の鍵</h4>
      <p className="support">
        受け取る側が、本物の通知かどうかを確かめるための鍵です（Standard
        Webhooksの署名）。作ったときに1度だけ表示します。
      </p>
      <ErrorBanner error={webhook.error ?? make.error ?? retire.error} />
      {make.data && (
        <Banner kind="warning">
          <p>この鍵は、もう表示できません。今すぐ、受け取る側のシステムに登録してください。</p>
          <code className="break">{make.data.secret}</code>
          <CopyButton text={make.data.secret} label="鍵をコピー" />
        </Banner>
      )}
      {secrets > 1 && (
        <p>
          今は、新しい鍵と前の鍵の両方で署名しています。受け取る側を新しい鍵に切り替えたら、前の鍵を止めてください。
        </p>
      )}
      <Outcome words={retire.isSuccess && secrets === 1 ? '前の鍵を止めました。' : null} />
      <div className="row">
        <Button isPending={make.isPending} onPress={() => make.mutate()}>
          {has_secret ? '新しい鍵を作る' : '鍵を作る'}
        </Button>
        {secrets > 1 && (
          <Button isPending={retire.isPending} onPress={() => retire.mutate()}>
            前の鍵を止める
          </Button>
        )}
      </div>
    </section>
  );
}
