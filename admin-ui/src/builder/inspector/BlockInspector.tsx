import { TextInput } from '../../ui/fields';
import { useBuilder } from '../builderContext';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { textOf, type Block, type Place } from '../model/document';
import { PictureInspector } from '../pictures/PictureInspector';
import { ProseArea } from '../prose/ProseArea';

/** A heading, a text or a picture of the page. */
export function BlockInspector({ block, place }: { block: Block; place: Place }) {
  const store = useBuilder();
  const isHeading = block.heading !== undefined;
  const edit = (patch: { heading?: string; text?: string }) =>
    store.dispatch({ type: 'editBlock', ...place, patch }, { key: `block.${place.page}.${place.block}` });
  return (
    <section className="stack-s" aria-labelledby="inspector-title">
      <h2 id="inspector-title" tabIndex={-1}>
        {isHeading ? '見出し' : block.image !== undefined ? '画像' : '説明文'}
      </h2>
      {block.image !== undefined ? (
        <PictureInspector key={`${place.page}.${place.block}`} block={block} place={place} />
      ) : isHeading ? (
        <TextInput
          label="見出しの文字"
          value={textOf(block.heading)}
          onChange={(heading) => edit({ heading })}
        />
      ) : (
        <ProseArea
          label="文章"
          rows={6}
          help="太字・箇条書き・リンクを使えます。"
          value={textOf(block.text)}
          onChange={(text) => edit({ text })}
        />
      )}
      <ConditionEditor
        title="表示する条件"
        value={block['x-show-when']}
        onChange={(value, key) =>
          store.dispatch(
            { type: 'editBlock', ...place, patch: { 'x-show-when': value } },
            { key: key && `block.${place.page}.${place.block}.${key}` },
          )
        }
      />
    </section>
  );
}
