/** The two sets of settings, kept apart: what is published with the form, and what takes effect at once. */
import type { FormDetail } from '../../api/types';
import { ExchangePanel } from '../exchange/ExchangePanel';
import { OperationalSettings } from './OperationalSettings';
import { PublishedSettings } from './PublishedSettings';

export function SettingsView({ form }: { form: FormDetail }) {
  return (
    <div className="settings">
      <section className="panel stack" aria-labelledby="published-title">
        <h2 id="published-title">公開すると変わる設定</h2>
        <p className="support">
          下書きと一緒に自動で保存し、次に「公開」したときから住民に見える画面に使います。それまでは今の版のままです。
        </p>
        <fieldset className="fieldset" disabled={!form.can.edit}>
          <legend className="visually-hidden">公開すると変わる設定</legend>
          <PublishedSettings />
        </fieldset>
      </section>
      <section className="panel stack at-once" aria-labelledby="operational-title">
        <h2 id="operational-title">すぐに変わる設定</h2>
        <p className="support">「保存」を押すと、公開中のフォームにもすぐに反映されます。</p>
        <OperationalSettings form={form} />
      </section>
      <ExchangePanel form={form} />
    </div>
  );
}
