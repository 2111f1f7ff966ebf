/** A new picture for the page: file and words at once, so that no block without a picture ever stands in a document. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { ModalDialog } from '../../ui/ModalDialog';
import { useBuilder, useBuilderState } from '../builderContext';
import type { Place } from '../model/document';
import type { PictureFile } from './picture';
import { PicturePicker } from './PicturePicker';
import { PictureTexts } from './PictureTexts';

export function PictureDialog() {
  const store = useBuilder();
  const { picturing } = useBuilderState('picturing');
  return (
    <ModalDialog title="画像を追加" isOpen={picturing !== null} onClose={() => store.picture(null)}>
      {picturing !== null && <NewPicture place={picturing} />}
    </ModalDialog>
  );
}

function NewPicture({ place }: { place: Place }) {
  const store = useBuilder();
  const [picture, setPicture] = useState<PictureFile | null>(null);
  const [alt, setAlt] = useState('');
  const [caption, setCaption] = useState('');
  const [isTried, setTried] = useState(false);
  function add() {
    setTried(true);
    if (picture === null || alt.trim() === '') return;
    const said = caption.trim() === '' ? { alt } : { alt, caption };
    store.picture(null);
    store.dispatch(
      { type: 'addBlock', page: place.page, at: place.block, block: { ...picture, ...said } },
      { selection: place, notice: '画像を追加しました。' },
    );
  }
  return (
    <div className="stack" data-own-undo="">
      <PicturePicker
        picture={picture}
        onPicture={setPicture}
        error={isTried && picture === null ? '画像を選んでください。' : null}
      />
      <PictureTexts
        alt={alt}
        caption={caption}
        error={isTried && alt.trim() === '' ? '画像の説明を書いてください。' : null}
        onAlt={setAlt}
        onCaption={setCaption}
      />
      <div className="modal-actions">
        <Button onPress={() => store.picture(null)}>やめる</Button>
        <Button look="primary" onPress={add}>
          追加
        </Button>
      </div>
    </div>
  );
}
