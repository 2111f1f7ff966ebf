/** The picture that is chosen on the page: another file, other words. */
import { useBuilder } from '../builderContext';
import type { Block, Place } from '../model/document';
import { pictureOf } from './picture';
import { PicturePicker } from './PicturePicker';
import { PictureTexts } from './PictureTexts';

export function PictureInspector({ block, place }: { block: Block; place: Place }) {
  const store = useBuilder();
  const picture = pictureOf(block);
  if (picture === null) return null;
  const key = `block.${place.page}.${place.block}`;
  const say = (patch: { alt?: string; caption?: string | undefined }, name: string) =>
    store.dispatch({ type: 'editBlock', ...place, patch }, { key: `${key}.${name}` });
  return (
    <>
      <PicturePicker
        picture={picture}
        onPicture={(file) =>
          store.dispatch(
            { type: 'editBlock', ...place, patch: { ...file } },
            { name: '画像の差し替え', notice: '画像を差し替えました。画像の説明も確かめてください。' },
          )
        }
      />
      <PictureTexts
        alt={picture.alt}
        caption={picture.caption}
        error={picture.alt.trim() === '' ? '画像の説明を書いてください。' : null}
        onAlt={(alt) => say({ alt }, 'alt')}
        onCaption={(caption) => say({ caption: caption === '' ? undefined : caption }, 'caption')}
      />
    </>
  );
}
