/** The real resident page of the draft in a frame, loaded again after each save. */
import { useState } from 'react';
import { url } from '../api/staffApi';
import { Banner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Radios, Select } from '../ui/fields';
import { useBuilder, useBuilderState } from './builderContext';
import { pageTitle } from './model/document';
import { countBySeverity } from './problems';
import { ProblemsPanel } from './ProblemsPanel';

export function Preview({ formId }: { formId: string }) {
  const store = useBuilder();
  const { document, selection, savedTimes, save, problems } = useBuilderState();
  const [width, setWidth] = useState('phone');
  const [loads, setLoads] = useState(0);
  const page = selection.page;
  const hasErrors = countBySeverity(problems).error > 0;
  return (
    <div className="preview stack">
      <div className="row">
        <Select
          label="表示するページ"
          value={String(page)}
          options={document['x-pages'].map((entry, index) => ({
            value: String(index),
            label: `${index + 1}. ${pageTitle(entry, index)}`,
          }))}
          onChange={(value) => store.select({ page: Number(value), block: null })}
        />
        <Radios
          legend="画面の幅"
          name="preview-width"
          value={width}
          options={[
            { value: 'phone', label: 'スマートフォン' },
            { value: 'desktop', label: 'パソコン' },
          ]}
          onChange={setWidth}
        />
        <Button onPress={() => setLoads(loads + 1)}>最初から表示</Button>
      </div>
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
        <iframe
          key={`${page}-${savedTimes}-${loads}`}
          className={`preview-frame ${width}`}
          title="住民に見える画面のプレビュー"
          src={url.preview(formId, page)}
        />
      )}
    </div>
  );
}
