/** A version, or a way through the draft, as residents meet it: the real pages in a frame, one after the other. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail, Way } from '../../api/types';
import { Button } from '../../ui/Button';
import { Radios, Select } from '../../ui/fields';
import { ModalDialog } from '../../ui/ModalDialog';
import { openDocument, pageTitle } from '../model/document';
import { previewUrl, type Place } from '../preview/look';
import { PreviewFrame, type Device } from '../preview/PreviewFrame';
import { endOf } from './wayWords';

interface Stop {
  place: Place;
  label: string;
}

interface Props {
  title: string;
  note: string;
  stops: Stop[];
  address: (place: Place) => string;
  onClose: () => void;
}

function Pages({ title, note, stops, address, onClose }: Props) {
  const [at, setAt] = useState(0);
  const [device, setDevice] = useState<Device>('phone');
  const stop = stops[Math.min(at, stops.length - 1)] ?? { place: 'start', label: '' };
  return (
    <ModalDialog title={title} isOpen isWide onClose={onClose}>
      <p className="support">{note}</p>
      <div className="preview-tools">
        <Select
          label="表示するページ"
          value={String(at)}
          options={stops.map(({ label }, index) => ({ value: String(index), label }))}
          onChange={(value) => setAt(Number(value))}
        />
        <Radios
          legend="画面の幅"
          name="look-width"
          value={device}
          options={[
            { value: 'phone', label: 'スマートフォン' },
            { value: 'desktop', label: 'パソコン' },
          ]}
          onChange={(value) => setDevice(value as Device)}
        />
        <div className="row">
          <Button isDisabled={at === 0} onPress={() => setAt(at - 1)}>
            前のページ
          </Button>
          <Button isDisabled={at >= stops.length - 1} onPress={() => setAt(at + 1)}>
            次のページ
          </Button>
        </div>
      </div>
      <p role="status" className="visually-hidden">
        {stop.label}を表示しています。
      </p>
      <PreviewFrame title={`${title}：${stop.label}`} src={address(stop.place)} device={device} hasScript />
      <div className="modal-actions">
        <Button onPress={onClose}>閉じる</Button>
      </div>
    </ModalDialog>
  );
}

const START: Stop = { place: 'start', label: '始めのページ（手続の案内）' };

export function LookDialog({
  form,
  version,
  onClose,
}: {
  form: FormDetail;
  version: number;
  onClose: () => void;
}) {
  const found = useQuery({
    queryKey: [...keys.form(form.id), 'version', version],
    queryFn: () => forms.version(form.id, version),
    staleTime: Infinity,
  });
  const pages = found.data ? openDocument(found.data.document)['x-pages'] : [];
  const stops: Stop[] = [
    START,
    ...pages.map((page, index) => ({ place: index, label: `${index + 1}. ${pageTitle(page, index)}` })),
  ];
  return (
    <Pages
      title={`第${version}版を見る`}
      note="この版で住民に見える画面です。見るだけで、何も保存されません。"
      stops={stops}
      address={(place) => previewUrl(form.id, { place, version: String(version) })}
      onClose={onClose}
    />
  );
}

export function WayDialog({
  form,
  way,
  today,
  onClose,
}: {
  form: FormDetail;
  way: Way;
  today: string;
  onClose: () => void;
}) {
  const stops: Stop[] = [
    ...way.pages.map((page, index) => ({ place: page.index, label: `${index + 1}. ${page.title}` })),
    { place: 'end', label: way.exit === null ? '終わり：内容の確認' : `終わり：${endOf(way)}` },
  ];
  return (
    <Pages
      title={`経路${way.number + 1}をたどる`}
      note="見本の答えを入れた、住民に見える画面です。「次へ」を押して進むこともできます。何も保存されません。"
      stops={stops}
      address={(place) => previewUrl(form.id, { place, way: way.number, today })}
      onClose={onClose}
    />
  );
}
