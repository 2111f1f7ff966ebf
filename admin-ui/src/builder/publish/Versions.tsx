/** The published versions: look at one, compare it with any other text, copy it to the draft, withdraw it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail, FormVersion } from '../../api/types';
import { ErrorBanner, Outcome } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { formatDateTime } from '../../ui/format';
import { ModalDialog } from '../../ui/ModalDialog';
import { Loading } from '../../ui/Page';
import { useBuilder } from '../builderContext';
import { Changes } from './Changes';
import { LookDialog } from './LookDialog';
import { WithdrawDialog } from './WithdrawDialog';
import './versions.css';

type Open = { what: 'look' | 'compare' | 'withdraw'; version: FormVersion } | null;

export function Versions({ form }: { form: FormDetail }) {
  const store = useBuilder();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState<string | null>(null);
  const key = [...keys.form(form.id), 'versions', form.version];
  const versions = useQuery({
    queryKey: key,
    queryFn: () => forms.versions(form.id),
    enabled: form.version !== null,
  });
  const copy = useMutation({
    mutationFn: (number: number) => forms.version(form.id, number),
    onSuccess: ({ number, document }) => {
      store.dispatch(
        { type: 'replaceDocument', document },
        { selection: { page: 0, block: null }, notice: `第${number}版の内容を下書きに写しました。` },
      );
      setDone(`第${number}版の内容を下書きに写しました。「元に戻す」で取り消せます。`);
    },
  });
  if (form.version === null) return null;
  const close = () => setOpen(null);
  return (
    <section className="versions stack-s" aria-labelledby="versions-title">
      <h3 id="versions-title">これまでに公開した版</h3>
      <ErrorBanner error={versions.error ?? copy.error} />
      <Outcome words={done} />
      {versions.isPending && <Loading />}
      {versions.data && (
        <ul className="version-list">
          {versions.data.map((version) => (
            <li key={version.number} className="version">
              <Facts version={version} />
              <div className="row" role="group" aria-label={`第${version.number}版`}>
                <Button onPress={() => setOpen({ what: 'look', version })}>見る</Button>
                <Button onPress={() => setOpen({ what: 'compare', version })}>比べる</Button>
                {form.can.edit && (
                  <Button
                    isPending={copy.isPending && copy.variables === version.number}
                    onPress={() => copy.mutate(version.number)}
                  >
                    下書きに写す
                  </Button>
                )}
                {form.can.publish && !version.is_live && version.withdrawn_at === null && (
                  <Button look="danger" onPress={() => setOpen({ what: 'withdraw', version })}>
                    取り下げる
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {open?.what === 'look' && <LookDialog form={form} version={open.version.number} onClose={close} />}
      {open?.what === 'compare' && (
        <CompareDialog form={form} version={open.version} all={versions.data ?? []} onClose={close} />
      )}
      {open?.what === 'withdraw' && (
        <WithdrawDialog
          form={form}
          number={open.version.number}
          onClose={close}
          onDone={(next) => {
            client.setQueryData(key, next);
            setDone(
              `第${open.version.number}版を取り下げました。入力中の人には理由を伝え、今の版に案内します。`,
            );
          }}
        />
      )}
    </section>
  );
}

function Facts({ version }: { version: FormVersion }) {
  return (
    <div className="version-facts">
      <p>
        <strong>第{version.number}版</strong> {version.is_live && <span className="chip good">今の版</span>}
        {version.withdrawn_at !== null && <span className="chip bad">取り下げ</span>}
      </p>
      <p className="support">
        {formatDateTime(version.published_at)}に公開
        {version.published_by_name === null ? '（コマンド）' : `（${version.published_by_name}）`}
      </p>
      {version.withdrawn_at !== null && (
        <p className="support">
          {formatDateTime(version.withdrawn_at)}に取り下げ：{version.withdrawal_reason}
        </p>
      )}
    </div>
  );
}

interface CompareProps {
  form: FormDetail;
  version: FormVersion;
  all: FormVersion[];
  onClose: () => void;
}

function CompareDialog({ form, version, all, onClose }: CompareProps) {
  const others = all.filter((other) => other.number !== version.number);
  const [other, setOther] = useState('draft');
  // The older text is "before", whichever was picked first.
  const isOlder = other !== 'draft' && Number(other) < version.number;
  const [from, to] = isOlder ? [other, String(version.number)] : [String(version.number), other];
  const name = (text: string) => (text === 'draft' ? '下書き' : `第${text}版`);
  return (
    <ModalDialog title={`第${version.number}版と比べる`} isOpen isWide onClose={onClose}>
      <Select
        label="比べる相手"
        value={other}
        options={[
          { value: 'draft', label: '下書き（編集中の内容）' },
          ...others.map(({ number }) => ({ value: String(number), label: `第${number}版` })),
        ]}
        onChange={setOther}
      />
      <p>
        {name(from)}から{name(to)}までに変わったところです。
      </p>
      <Changes form={form} from={from} to={to} title={null} />
      <div className="modal-actions">
        <Button onPress={onClose}>閉じる</Button>
      </div>
    </ModalDialog>
  );
}
