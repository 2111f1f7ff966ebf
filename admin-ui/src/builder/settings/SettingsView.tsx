/** The two sets of settings, kept apart: what is published with the form, and what takes effect at once. */
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { FormDetail } from '../../api/types';
import { ExchangePanel } from '../exchange/ExchangePanel';
import { AccessSettings } from './AccessSettings';
import { focusSetting } from './anchors';
import { Contents } from './Contents';
import { OperationalSettings } from './OperationalSettings';
import { PublishedSettings } from './PublishedSettings';
import { Section } from './Section';
import { OPERATIONAL } from './sections';
import { WebhookSettings } from './webhook/WebhookSettings';
import './settings.css';

export default function SettingsView({ form }: { form: FormDetail }) {
  const root = useRef<HTMLDivElement>(null);
  // Where a problem leads to.
  const { at } = useSearch({ from: '/forms/$formId/edit' });
  useEffect(() => {
    if (at !== undefined && root.current !== null) focusSetting(root.current, at);
  }, [at]);
  return (
    <div className="settings" ref={root}>
      <Contents />
      <div className="settings-parts">
        <section className="settings-part" aria-labelledby="published-title">
          <div className="settings-head">
            <h2 id="published-title">公開すると変わる設定</h2>
            <span className="chip key">次の公開から</span>
          </div>
          <p>
            下書きと一緒に自動で保存します。住民に見える画面・メール・PDFは、次に公開するまで今の版のままです。
          </p>
          <fieldset className="fieldset settings-sections" disabled={!form.can.edit}>
            <legend className="visually-hidden">公開すると変わる設定</legend>
            <PublishedSettings formId={form.id} />
          </fieldset>
        </section>
        <section className="settings-part at-once" aria-labelledby="operational-title">
          <div className="settings-head">
            <h2 id="operational-title">すぐに変わる設定</h2>
            <span className="chip warn">保存するとすぐ</span>
          </div>
          <p>下書きとは別の設定です。「保存」を押すと、公開中のフォームにもすぐに反映します。</p>
          <Section section={OPERATIONAL.access}>
            <AccessSettings form={form} />
          </Section>
          <OperationalSettings form={form} />
          <Section section={OPERATIONAL.webhook}>
            <WebhookSettings form={form} />
          </Section>
        </section>
        <ExchangePanel form={form} />
      </div>
    </div>
  );
}
