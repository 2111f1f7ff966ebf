/**
 * The real resident page of the draft in a frame, loaded again after each save: any page, as wide as a phone or a desk,
 * without JavaScript, in another language, as of a day, with sample answers.
 */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Check, Radios, Select, TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { pageTitle } from '../model/document';
import { countBySeverity } from '../problems';
import { ProblemsPanel } from '../ProblemsPanel';
import { wayName } from '../publish/wayWords';
import { LANGUAGES, previewUrl, type Place } from './look';
import { PreviewFrame, type Device } from './PreviewFrame';

const NO_WAY = '';

export function Preview({ formId }: { formId: string }) {
  const store = useBuilder();
  const { document, selection, savedTimes, save, problems } = useBuilderState(
    'document',
    'selection',
    'savedTimes',
    'save',
    'problems',
  );
  const [special, setSpecial] = useState<'start' | 'end' | null>(null);
  const [device, setDevice] = useState<Device>('phone');
  const [hasScript, setScript] = useState(true);
  const [language, setLanguage] = useState<string>('ja');
  const [today, setToday] = useState('');
  const [way, setWay] = useState(NO_WAY);
  const [wantsWays, setWantsWays] = useState(false);
  const [loads, setLoads] = useState(0);
  const hasErrors = countBySeverity(problems).error > 0;
  const ways = useQuery({
    queryKey: [...keys.form(formId), 'ways', 'draft', today, savedTimes],
    queryFn: () => forms.ways(formId, 'draft', today),
    enabled: wantsWays && !hasErrors,
  });
  const place: Place = special ?? selection.page;
  const known = way !== NO_WAY && ways.data?.ways.some((one) => String(one.number) === way);
  const look = { place, language, today, hasScript, way: known ? Number(way) : undefined };
  return (
    <div className="preview stack">
      <div className="preview-tools">
        <Select
          label="表示するページ"
          value={String(place)}
          options={[
            { value: 'start', label: '始めのページ（手続の案内）' },
            ...document['x-pages'].map((entry, index) => ({
              value: String(index),
              label: `${index + 1}. ${pageTitle(entry, index)}`,
            })),
            { value: 'end', label: '終わりのページ（確認または案内）' },
          ]}
          onChange={(value) => {
            if (value === 'start' || value === 'end') return setSpecial(value);
            setSpecial(null);
            store.select({ page: Number(value), block: null });
          }}
        />
        <Radios
          legend="画面の幅"
          name="preview-width"
          value={device}
          options={[
            { value: 'phone', label: 'スマートフォン' },
            { value: 'desktop', label: 'パソコン' },
          ]}
          onChange={(value) => setDevice(value as Device)}
        />
        <Button onPress={() => setLoads(loads + 1)}>最初から表示</Button>
      </div>
      <details className="preview-more" onToggle={(event) => setWantsWays(event.currentTarget.open)}>
        <summary>ほかの見え方を確かめる（言語、日付、見本の答え、JavaScriptなし）</summary>
        <div className="preview-tools">
          <Select label="言語" value={language} options={LANGUAGES} onChange={setLanguage} />
          <TextInput
            label="この日に開いたものとして表示"
            type="date"
            data-own-undo
            value={today}
            onChange={(value) => {
              setToday(value);
              setWay(NO_WAY);
            }}
          />
          <Select
            label="見本の答え"
            value={known ? way : NO_WAY}
            options={[
              { value: NO_WAY, label: ways.isFetching ? '経路を調べています…' : '入れない' },
              ...(ways.data?.ways ?? []).map((one) => ({ value: String(one.number), label: wayName(one) })),
            ]}
            onChange={setWay}
          />
          <Check isSelected={!hasScript} onChange={(isOff) => setScript(!isOff)}>
            JavaScriptなしで表示する
          </Check>
        </div>
        <ErrorBanner error={ways.error} />
      </details>
      <p className="support">
        住民に見える画面です。入力や「次へ」も試せますが、申請としては保存されません。
        {save.kind !== 'saved' && '（保存が終わると新しい内容に変わります）'}
      </p>
      {hasErrors ? (
        <>
          <Banner kind="warning">エラーがある間は、プレビューを表示できません。先に直してください。</Banner>
          <ProblemsPanel />
        </>
      ) : (
        <PreviewFrame
          key={`${savedTimes}-${loads}`}
          title="住民に見える画面のプレビュー"
          src={previewUrl(formId, look)}
          device={device}
          hasScript={hasScript}
        />
      )}
    </div>
  );
}
