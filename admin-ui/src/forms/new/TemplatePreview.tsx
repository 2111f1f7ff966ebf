/** A template as residents would see it, to be walked through; nothing is stored. */
import { useState } from 'react';
import { url } from '../../api/staffApi';
import type { Template } from '../../api/types';
import { Button } from '../../ui/Button';
import { Radios } from '../../ui/fields';
import { ModalDialog } from '../../ui/ModalDialog';

interface Props {
  template: Template;
  onClose: () => void;
  onChoose: () => void;
}

export function TemplatePreview({ template, onClose, onChoose }: Props) {
  const [width, setWidth] = useState('phone');
  return (
    <ModalDialog
      title={`「${template.title}」の見え方`}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>閉じる</Button>
          <Button look="primary" onPress={onChoose}>
            このひな形を選ぶ
          </Button>
        </>
      }
    >
      <p className="support">住民に見える画面です。入力や「次へ」も試せますが、何も保存されません。</p>
      <Radios
        legend="画面の幅"
        name="template-width"
        value={width}
        options={[
          { value: 'phone', label: 'スマートフォン' },
          { value: 'desktop', label: 'パソコン' },
        ]}
        onChange={setWidth}
      />
      <iframe
        className={`new-frame ${width}`}
        title={`「${template.title}」の住民の画面`}
        src={url.templatePreview(template.id)}
      />
    </ModalDialog>
  );
}
